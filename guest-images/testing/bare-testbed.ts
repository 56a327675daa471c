import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Deadline } from '../../fixtures/deadline.ts';
import type { BuiltImage } from '../image.ts';
import type { PackagedQemu } from '../qemu/packaged.ts';
import { withFiles } from '../with-files.ts';

/** An outer VM with nothing of the lab around it but ssh, so that its image is tested by itself. */
export interface BareTestbed {
  /** What a command printed, on both streams. */
  ssh(user: string, command: string): Promise<string>;
  kill(): Promise<void>;
}

interface Order {
  readonly qemu: PackagedQemu;
  readonly image: BuiltImage;
  readonly guest: BuiltImage;
  /** Empty; keys and the initramfs with them go there. */
  readonly folder: string;
  readonly deadline: Deadline;
}

const READY = 'lab: testbed ready';

/** Boots a testbed image under TCG, a guest's disk attached, with keys that are made for it. */
export async function bootTestbed({ qemu, image, guest, folder, deadline }: Order): Promise<BareTestbed> {
  await mkdir(join(folder, 'keys'));
  const host = await makeKey(folder, 'host');
  const caller = await makeKey(folder, 'caller');
  const initramfs = join(folder, 'initramfs.img');
  const files = {
    'etc/ssh/ssh_host_ed25519_key': host.secret,
    'root/.ssh/authorized_keys': caller.shared,
    'home/ubuntu/.ssh/authorized_keys': caller.shared,
  };
  await writeFile(initramfs, withFiles(await readFile(image.initramfs ?? ''), files));
  const port = await freePort();
  const known = join(folder, 'known_hosts');
  await writeFile(known, `[127.0.0.1]:${port} ${host.shared}`);

  const argv = [
    '--pdeathsig',
    'KILL',
    '--',
    qemu.program,
    ...machine(image, initramfs),
    ...devices(image, guest, port),
  ];
  const outer = execa('setpriv', argv, {
    ...{ reject: false, buffer: false, all: true, forceKillAfterDelay: false, killSignal: 'SIGKILL' },
    cancelSignal: deadline.signal,
  });
  const ended = Promise.resolve(outer);
  await said(outer.all, READY, ended);
  return {
    async ssh(user, command) {
      const strict = [
        `UserKnownHostsFile=${known}`,
        'StrictHostKeyChecking=yes',
        'IdentitiesOnly=yes',
        'BatchMode=yes',
      ];
      const options = ['-F', 'none', '-i', caller.file, ...strict.flatMap((option) => ['-o', option])];
      const { all } = await execa('ssh', [...options, '-p', `${port}`, `${user}@127.0.0.1`, command], {
        ...{ all: true, reject: false, stdin: 'ignore', cancelSignal: deadline.signal },
      });
      return all;
    },
    async kill() {
      outer.kill('SIGKILL');
      await ended;
    },
  };
}

async function makeKey(folder: string, name: string) {
  const file = join(folder, 'keys', name);
  await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file]);
  return { file, secret: await readFile(file, 'utf8'), shared: await readFile(`${file}.pub`, 'utf8') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function said(output: NodeJS.ReadableStream, text: string, ended: Promise<unknown>): Promise<void> {
  let seen = '';
  output.setEncoding('utf8').on('data', (part: string) => {
    seen += part;
  });
  const over = ended.then(() => {
    throw new Error(`QEMU ended before "${text}": ${seen.slice(-2000)}`);
  });
  while (!seen.includes(text)) await Promise.race([once(output, 'data'), over]);
  over.catch(() => {});
}

const machines = {
  amd64: ['-machine', 'q35,sata=off,smbus=off,i8042=off', '-bios', 'qboot.rom', '-cpu', 'EPYC,+svm,+npt'],
  // With this interrupt controller the inner QEMU needs no option for it.
  arm64: ['-machine', 'virt,virtualization=on,gic-version=2', '-cpu', 'cortex-a72'],
} as const;

function machine({ arch, consoles, append, appendUnderTcg = [], kernel }: BuiltImage, initramfs: string): string[] {
  return [
    ...[...machines[arch], '-accel', 'tcg,thread=multi', '-smp', '2', '-m', '3072'],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot', '-serial', 'stdio'],
    ...['-kernel', kernel, '-initrd', initramfs],
    // Both on one line, where this test reads.
    ...['-append', [`console=${consoles.login}`, ...append, ...appendUnderTcg].join(' ')],
  ];
}

function devices(image: BuiltImage, guest: BuiltImage, port: number): string[] {
  return [
    ...['-drive', `if=none,id=root,file=${image.disk},format=raw,snapshot=on`, '-device', 'virtio-blk-pci,drive=root'],
    ...['-drive', `if=none,id=guest,file=${guest.disk},format=raw,readonly=on`],
    ...['-device', 'virtio-blk-pci,drive=guest,serial=lab-image'],
    ...['-netdev', `user,id=net0,restrict=on,hostfwd=tcp:127.0.0.1:${port}-:22`],
    ...['-device', 'virtio-net-pci,netdev=net0,romfile='],
  ];
}
