import { type Netdev, netdevAppend } from '../../../fixtures/machines/declaration/netdev.ts';
import type { MachineSpec } from '../../../fixtures/machines/declaration/spec.ts';
import { WATCHDOG } from '../../../fixtures/machines/health/watchdog.ts';
import { type Blueprint, qemuArgv } from '../../../fixtures/machines/qemu/argv.ts';
import type { BuiltImage } from '../../../guest-images/image.ts';
import type { MachineRecord } from '../../record/schema/record.ts';

/** What stands behind a machine's cards, as its record and its command line tell. */
export function netdevOf({ netdev, argv }: Pick<MachineRecord, 'netdev' | 'argv'>): Netdev {
  if (netdev === 'hub') return { kind: 'hub' };
  if (netdev === 'cable') return { kind: 'cable', card: within(argv, '-device', /^vfio-pci,.*host=([\da-f:.]+)$/) };
  if (netdev !== 'user') return { kind: 'tap', vhost: netdev === 'tap+vhost' };
  const text = optionOf(argv, '-netdev') ?? '';
  const forward = /,hostfwd=tcp:127\.0\.0\.1:(\d{1,5})-/.exec(text)?.[1];
  const forwarded = forward === undefined ? {} : { forward: Number(forward) };
  return { kind: 'user', restricted: text.includes(',restrict=on'), ...forwarded };
}

/**
 * The command line that a declared machine has, with those words of the recorded one that belong to the testbed alone:
 * the program, the paths of its files, and the kernel's own command line. For images that the lab built.
 */
export function expectedArgv(spec: MachineSpec, machine: MachineRecord): readonly string[] {
  const { argv, arch, accelerator } = machine;
  const netdev = netdevOf(machine);
  const [console = '', ...append] = (optionOf(argv, '-append') ?? '').split(' ');
  const added = spec.nics.length === 0 ? [] : netdevAppend(netdev);
  const kernelConsole = console.replace(/^console=/, '');
  const initramfs = optionOf(argv, '-initrd');
  const image: BuiltImage = {
    ...machine.image,
    arch,
    disk: '',
    consoles: { login: loginConsole(kernelConsole), kernel: kernelConsole },
    login: { user: '', password: '' },
    kernel: optionOf(argv, '-kernel') ?? '',
    ...(initramfs !== undefined && { initramfs }),
    kernelRelease: '',
    append: append.slice(0, append.length - added.length),
    builtinModules: [],
    packages: {},
  };
  const paths: Blueprint['paths'] = {
    overlay: within(argv, '-drive', /,file=(.*),format=qcow2/),
    kernelLog: within(argv, '-chardev', /^file,id=kernel,path=(.*)$/),
    qmp: within(argv, '-qmp', /^unix:(.*),server=on/),
  };
  const watchdog = argv.includes(WATCHDOG);
  return qemuArgv({ spec, image, arch, accelerator, netdev, qemu: argv[0] ?? '', watchdog, paths });
}

/** The guest has two consoles: `ttyS1` is the other one of `ttyS0`, arm64's `ttyAMA0` of `ttyS0`. */
function loginConsole(kernel: string): string {
  return kernel === 'ttyS1' ? 'ttyS0' : 'ttyAMA0';
}

const optionsOf = (argv: readonly string[], option: string) => argv.filter((_, index) => argv[index - 1] === option);
/** What stands behind an option; of several the first. */
export const optionOf = (argv: readonly string[], option: string): string | undefined => optionsOf(argv, option)[0];

/** A path as it was before QEMU's commas were doubled. */
function within(argv: readonly string[], option: string, pattern: RegExp): string {
  const found = optionsOf(argv, option).flatMap((text) => pattern.exec(text)?.[1] ?? []);
  return (found[0] ?? '').replaceAll(',,', ',');
}
