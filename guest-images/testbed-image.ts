import type { ImageDefinition } from './image-definition.ts';

/** What the computer under study has beyond a guest: sshd, a QEMU of its own for the machines in it, and containers. */
const host = ['openssh-server', 'qemu-utils', 'runc'];

const perArch = {
  amd64: {
    // The firmware of images of other people.
    packages: ['cpuid', 'ovmf', 'qemu-system-x86', 'seabios'],
    // QEMU emulates AMD's virtualization, not Intel's.
    modules: ['kvm_amd'],
  },
  arm64: {
    // The firmware of the handout's command lines, and that of their e1000.
    packages: ['ipxe-qemu', 'qemu-efi-aarch64', 'qemu-system-arm'],
    // KVM is built in.
    modules: [],
  },
} as const;

/** Firmware for computers that nobody boots here, keyboards of displays that nobody has, and debuggers. */
const unused = [
  ...['skiboot.lid', 'slof.bin', 'vof*', 's390*', 'hppa*', 'opensbi*', 'openbios*', 'palcode*', 'u-boot*', 'QEMU,*'],
  ...['*.dtb', 'keymaps', 'trace-events-all', 'npcm*'],
].map((path) => `usr/share/qemu/${path}`);

/** Bytes written by the overlays of some ten inner guests; the file is sparse. */
const DISK_MIB = 8192;

/** The computer under study that goes with a guest: the same release, kernel, userland and workloads. */
export function testbedFor(guest: ImageDefinition): ImageDefinition {
  const { packages, modules } = perArch[guest.arch];
  return {
    ...guest,
    name: `${guest.name}-testbed`,
    role: 'testbed',
    packages: [...guest.packages, ...host, ...packages],
    leaveOut: [...guest.leaveOut, ...unused],
    modules: [...modules, 'vhost_net', 'tun', 'veth'],
    accounts: { users: ['sshd'], groups: ['kvm'] },
    diskMiB: DISK_MIB,
    // Another than the guest's, whose disk is attached beside this one.
    label: 'lab-testbed',
    // Its death ends QEMU at once, so that it is seen.
    append: [...guest.append, 'panic=-1', 'oops=panic'],
  };
}
