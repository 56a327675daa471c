import type { Driver } from './drivers.ts';
import type { GuestImage } from './image.ts';

/** All that a guest image is made from. Its text is part of the image's cache key. */
export interface ImageDefinition {
  readonly name: string;
  /** A testbed image is the computer under study, with KVM, QEMU and sshd; guests boot the other kind. */
  readonly role: 'guest' | 'testbed';
  readonly distribution: 'Debian';
  readonly release: string;
  readonly arch: GuestImage['arch'];
  readonly kernelPackage: string;
  readonly packages: readonly string[];
  /** Paths below the root, with shell patterns, that are not taken along: nothing in a VM of the lab uses them. */
  readonly leaveOut: readonly string[];
  readonly drivers: readonly Driver[];
  /** Kernel modules that init loads without a device that calls for them. */
  readonly modules: readonly string[];
  /** System users and groups beyond Debian's own; the login is a member of the groups. */
  readonly accounts: { readonly users: readonly string[]; readonly groups: readonly string[] };
  /** Size of the root disk, a sparse file. */
  readonly diskMiB: number;
  /** Label of the root file system, by which the guest finds it on any disk. */
  readonly label: string;
  readonly login: GuestImage['login'];
  readonly consoles: GuestImage['consoles'];
  readonly append: readonly string[];
  readonly appendUnderTcg: readonly string[];
}
