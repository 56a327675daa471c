/** A built, verified guest image: what a machine needs to know in order to boot it. */
export interface GuestImage {
  /** `debian-12`, `debian-13`. */
  readonly name: string;
  readonly arch: 'amd64' | 'arm64';
  /** sha256 over definition, package versions and builder's source; the cache key. */
  readonly digest: string;
  /** Read-only raw ext4 root disk; machines write to an overlay on it. */
  readonly disk: string;
  /** Uncompressed kernel (amd64: ELF vmlinux by PVH; arm64: Image). */
  readonly kernel: string;
  /** Absent when the image boots without one. */
  readonly initramfs?: string;
  readonly kernelRelease: string;
  /** Kernel command line apart from what machines add (console devices, root). */
  readonly append: readonly string[];
  /** More of it, for the accelerator TCG alone. */
  readonly appendUnderTcg?: readonly string[];
  /** The guest's name of the console with the login prompt, and of the one with kernel messages. */
  readonly consoles: { readonly login: string; readonly kernel: string };
  readonly login: { readonly user: string; readonly password: string };
  /** Drivers that are built into the kernel, as modules.builtin names them (`virtio_pci`): lsmod cannot show them. */
  readonly builtinModules: readonly string[];
  /** Debian package versions in it. */
  readonly packages: Readonly<Record<string, string>>;
}
