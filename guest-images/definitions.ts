import { LabError } from '../fixtures/errors.ts';
import { drivers } from './drivers.ts';
import type { GuestImage } from './image.ts';
import type { ImageDefinition } from './image-definition.ts';
import { testbedFor } from './testbed-image.ts';

export type { ImageDefinition };

/** One thing that the handout has people do by hand, and how the image does it instead. */
export interface HandWork {
  readonly step: string;
  readonly done: string;
}

export const handWork: readonly HandWork[] = [
  {
    step: 'download the Ubuntu image, the cloud-init seed and the firmware',
    done: 'the image is built from Debian packages, user ubuntu with its password included, and its kernel is booted directly',
  },
  {
    step: 'mask and disable apt-daily and apt-daily-upgrade',
    done: 'the image has no systemd and no apt timers: nothing updates itself, and nothing runs beside the measurement',
  },
  { step: 'sudo apt-get update, sudo apt install fio iperf', done: 'fio and iperf are in the image' },
];

/** The same for an image of other people, which is as they made it but for what the seed changes. */
export const handWorkOnForeign: readonly HandWork[] = [
  {
    step: 'download the Ubuntu image, the cloud-init seed and the firmware',
    done: 'the image is the one that LAB_IMAGE names; the lab makes the seed for it (user ubuntu, its password, the network) and installs the firmware',
  },
  {
    step: 'mask and disable apt-daily and apt-daily-upgrade',
    done: "the seed masks them before their timers fire; whatever else runs is the image's own",
  },
  { step: 'sudo apt-get update, sudo apt install fio iperf', done: 'nothing is installed: the image must have them' },
];

const LABEL = 'lab-root';

const userland = [
  ...['base-files', 'base-passwd', 'bash', 'bsdutils', 'coreutils', 'dash', 'debianutils', 'diffutils', 'findutils'],
  ...['grep', 'gzip', 'hostname', 'less', 'libc-bin', 'login', 'mawk', 'mount', 'ncurses-base', 'ncurses-bin'],
  ...['passwd', 'procps', 'sed', 'sudo', 'tar', 'util-linux', 'libpam-modules', 'libpam-runtime'],
  // One static program for init, getty and login: what starts only once is cheap under TCG.
  ...['busybox-static'],
  ...['e2fsprogs', 'ethtool', 'iproute2', 'iputils-ping', 'kmod', 'net-tools', 'pciutils'],
];
const workloads = ['bonnie++', 'fio', 'iperf', 'iperf3', 'nuttcp', 'rt-tests', 'sysbench'];

const unused = [
  ...['usr/share/doc', 'usr/share/man', 'usr/share/info', 'usr/share/locale', 'usr/share/bug', 'usr/share/lintian'],
  ...['sound', 'drivers/gpu', 'drivers/media', 'drivers/infiniband', 'drivers/iio', 'drivers/staging'].map(kernelPart),
  ...['drivers/hid', 'drivers/hwmon', 'drivers/bluetooth', 'drivers/net/wireless', 'drivers/isdn'].map(kernelPart),
  ...['net/bluetooth', 'net/mac80211', 'net/wireless', 'fs/ocfs2', 'fs/smb', 'fs/btrfs'].map(kernelPart),
];

function kernelPart(path: string): string {
  return `usr/lib/modules/*/kernel/${path}`;
}

const common = {
  role: 'guest',
  distribution: 'Debian',
  packages: [...userland, ...workloads],
  leaveOut: unused,
  drivers,
  modules: [],
  accounts: { users: [], groups: [] },
  diskMiB: 2048,
  label: LABEL,
  login: { user: 'ubuntu', password: 'cse522studio' },
} as const;

/** What every kernel here is told: errors only on the console, no waiting for randomness, no self-tests. */
const quickBoot = ['loglevel=4', 'nokaslr', 'cryptomgr.notests', 'rcupdate.rcu_expedited=1', 'random.trust_cpu=on'];

const amd64 = {
  ...common,
  arch: 'amd64',
  kernelPackage: 'linux-image-amd64',
  // Two plain UARTs, which every PC has and whose driver is built in.
  consoles: { login: 'ttyS0', kernel: 'ttyS1' },
  append: [
    ...quickBoot,
    'no_timer_check',
    'tsc=reliable',
    // No search for buses that ACPI does not tell of: 8160 reads, each of which leaves the guest (nested: a second).
    'pci=lastbus=0',
  ],
  appendUnderTcg: [
    // Skips measuring the second CPU's delay loop (0.1 s). Too large a figure only makes short delays longer:
    // this one suits a clock of 4 GHz.
    'lpj=16000000',
    // Skips a walk through all page tables, which TCG makes slow (0.1 s).
    'rodata=off',
    // Programs and libraries get the same addresses in each process: at a new address QEMU 7.2 translates their code
    // anew, which is most of what it takes to start a program.
    'norandmaps',
    // This call rewrites an instruction of the timer interrupt while the other CPU may be executing it. On QEMU 7.2 both
    // CPUs then hung there, in 2 of some 280 boots on a busy computer. Without the call the scheduler's
    // clock is the one for unsteady TSCs; the clock source stays the TSC.
    'initcall_blacklist=sched_clock_init_late',
  ],
} as const;

const arm64 = {
  ...common,
  arch: 'arm64',
  kernelPackage: 'linux-image-arm64',
  // `-M virt` has one UART, the login; the kernel gets a 16550 on PCI, whose driver is built in.
  consoles: { login: 'ttyAMA0', kernel: 'ttyS0' },
  append: quickBoot,
  appendUnderTcg: ['rodata=off', 'norandmaps'],
} as const;

const guests: readonly ImageDefinition[] = [
  { name: 'debian-12', release: 'bookworm', ...amd64 },
  { name: 'debian-12', release: 'bookworm', ...arm64 },
  { name: 'debian-13', release: 'trixie', ...amd64 },
  { name: 'debian-13', release: 'trixie', ...arm64 },
];

export const definitions: readonly ImageDefinition[] = [...guests, ...guests.map(testbedFor)];

export interface ImageChoice {
  readonly name: string;
  readonly arch: GuestImage['arch'];
}

/** @throws LabError `input` when there is no such image. */
export function definitionOf({ name, arch }: ImageChoice): ImageDefinition {
  const found = definitions.find((definition) => definition.name === name && definition.arch === arch);
  if (found === undefined) throw unknownImage(name);
  return found;
}

function unknownImage(name: string): LabError {
  const known = [...new Set(guests.map((guest) => guest.name))].join(', ');
  return new LabError('input', {
    what: `There is no guest image "${name}".`,
    rows: { Known: known },
    remedy: 'set LAB_IMAGE to one of them, or leave it unset',
  });
}
