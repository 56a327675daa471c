import { once } from 'node:events';
import { execa } from 'execa';
import type { Deadline } from '../../fixtures/deadline.ts';
import type { BuiltImage } from '../image.ts';

/** A guest with nothing of the lab around it but pipes, so that the image is tested by itself. */
export interface BareGuest {
  /** What a command printed; it must print no prompt. */
  run(command: string): Promise<string>;
  /** Types a command that ends the machine, and gives QEMU's exit code. */
  runLast(command: string): Promise<number | undefined>;
  seen(): string;
  kill(): Promise<void>;
}

const PROMPT = 'ready for it> ';

/** Boots an amd64 image under TCG and logs in. */
export async function bootBare(image: BuiltImage, kernelLog: string, deadline: Deadline): Promise<BareGuest> {
  const qemu = execa('setpriv', ['--pdeathsig', 'KILL', '--', ...argv(image, kernelLog)], {
    reject: false,
    buffer: false,
    forceKillAfterDelay: false,
    cancelSignal: deadline.signal,
    killSignal: 'SIGKILL',
  });
  let seen = '';
  let read = 0;
  qemu.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen += text;
  });
  const ended = Promise.resolve(qemu);

  /** What came up to `text`, which is passed over. */
  async function until(text: string): Promise<string> {
    for (;;) {
      const at = seen.indexOf(text, read);
      if (at >= 0) {
        const before = seen.slice(read, at);
        read = at + text.length;
        return before;
      }
      const over = ended.then(() => {
        throw new Error(`QEMU ended before "${text}": ${seen.slice(-2000)}`);
      });
      await Promise.race([once(qemu.stdout, 'data'), over]);
    }
  }

  const type = (line: string) => qemu.stdin.write(`${line}\r`);
  await until('login: ');
  type(image.login.user);
  await until('Password: ');
  type(image.login.password);
  await until('$ ');
  type(`bind 'set enable-bracketed-paste off'; stty -echo -onlcr; PS1='${PROMPT.slice(0, 3)}''${PROMPT.slice(3)}'`);
  await until(PROMPT);
  return {
    async run(command) {
      type(command);
      return until(PROMPT);
    },
    async runLast(command) {
      type(command);
      return (await ended).exitCode;
    },
    seen: () => seen,
    async kill() {
      qemu.kill('SIGKILL');
      await ended;
    },
  };
}

function argv({ consoles, append, appendUnderTcg = [], kernel, initramfs = '', disk }: BuiltImage, kernelLog: string) {
  return [
    ...['qemu-system-x86_64', '-machine', 'q35,sata=off,smbus=off,i8042=off', '-bios', 'qboot.rom', '-accel', 'tcg'],
    ...['-smp', '2', '-m', '512M', '-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ...['-serial', 'stdio', '-serial', `file:${kernelLog}`],
    ...['-kernel', kernel, '-initrd', initramfs],
    ...['-append', [`console=${consoles.kernel}`, ...append, ...appendUnderTcg].join(' ')],
    ...['-drive', `if=none,id=disk0,file=${disk},format=raw,snapshot=on`, '-device', 'virtio-blk-pci,drive=disk0'],
    ...['-netdev', 'user,id=net0', '-device', 'virtio-net-pci,netdev=net0,romfile='],
  ];
}
