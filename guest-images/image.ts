/** A verified guest image. `firmware` tells the two kinds apart. */
export type GuestImage = BuiltImage | ForeignImage;

interface Bootable {
  /** `debian-12`, `debian-13`; for images of other people their file's name. */
  readonly name: string;
  readonly arch: 'amd64' | 'arm64';
  /** Disk that stays as it is; machines write to an overlay on it. */
  readonly disk: string;
  /** The guest's name of the console with the login prompt, and of the one with kernel messages. */
  readonly consoles: { readonly login: string; readonly kernel: string };
  readonly login: { readonly user: string; readonly password: string };
}

/** An image that the lab has built. Its disk is a raw ext4 root, and its kernel is booted directly. */
export interface BuiltImage extends Bootable {
  readonly firmware?: undefined;
  /** sha256 over definition, package versions and builder's source; the cache key. */
  readonly digest: string;
  /** Uncompressed kernel (amd64: ELF vmlinux by PVH; arm64: Image). */
  readonly kernel: string;
  /** Absent when the image boots without one. */
  readonly initramfs?: string;
  readonly kernelRelease: string;
  /** Kernel command line apart from what machines add (console devices, root). */
  readonly append: readonly string[];
  /** More of it, for the accelerator TCG alone. */
  readonly appendUnderTcg?: readonly string[];
  /** Drivers that are built into the kernel, as modules.builtin names them (`virtio_pci`): lsmod cannot show them. */
  readonly builtinModules: readonly string[];
  /** Debian package versions in it. */
  readonly packages: Readonly<Record<string, string>>;
}

/**
 * An image of other people: booted by firmware, and made ready for the lab by cloud-init on its first boot, which with
 * an overlay every boot is. It has one console, on which its kernel speaks too until somebody has logged in; from then
 * on kernel messages go to `consoles.kernel`.
 */
export interface ForeignImage extends Bootable {
  readonly firmware: 'uefi' | 'bios';
  /** Whether there is something on the disk that a BIOS boots, too. */
  readonly bootsByBios: boolean;
  /** sha256 of the disk's file. */
  readonly digest: string;
  readonly diskFormat: 'raw' | 'qcow2';
}
