import { join } from 'node:path';
import { LabError } from '../../fixtures/errors.ts';
import type { GuestImage } from '../image.ts';

type Arch = GuestImage['arch'];

/** What is taken of the packages, for guests of one architecture. */
export interface Plan {
  readonly packages: readonly string[];
  /** Name of the program in /usr/bin. */
  readonly program: string;
  /** A part of the program that some releases keep in a file of its own: TCG, in QEMU 7.2 for x86-64. */
  readonly module: string;
  /** Files in any of FIRMWARE_FOLDERS; for direct kernel boot and for SeaBIOS, without displays. */
  readonly firmware: readonly string[];
}

export const FIRMWARE_FOLDERS = ['usr/share/qemu', 'usr/share/seabios', 'usr/lib/ipxe/qemu'];

export const plans: Readonly<Record<Arch, Plan>> = {
  amd64: {
    packages: ['qemu-system-x86', 'seabios', 'ipxe-qemu'],
    program: 'qemu-system-x86_64',
    module: 'accel-tcg-x86_64.so',
    firmware: [
      ...['bios.bin', 'bios-256k.bin', 'qboot.rom', 'kvmvapic.bin', 'linuxboot.bin', 'linuxboot_dma.bin'],
      ...['multiboot.bin', 'multiboot_dma.bin', 'pvh.bin', 'efi-virtio.rom'],
    ],
  },
  arm64: {
    packages: ['qemu-system-arm', 'ipxe-qemu'],
    program: 'qemu-system-aarch64',
    module: 'accel-tcg-aarch64.so',
    firmware: ['efi-virtio.rom', 'efi-e1000.rom'],
  },
};

/** Where a computer's own architecture has its programs' loader and libraries. */
export interface Host {
  readonly arch: Arch;
  readonly loader: string;
  readonly libraries: string;
}

/** @throws LabError `environment` on a computer that is neither x86-64 nor arm64. */
export function hostOf(processor: string): Host {
  if (processor === 'x64') {
    return { arch: 'amd64', loader: 'usr/lib64/ld-linux-x86-64.so.2', libraries: 'usr/lib/x86_64-linux-gnu' };
  }
  if (processor === 'arm64') {
    return { arch: 'arm64', loader: 'usr/lib/ld-linux-aarch64.so.1', libraries: 'usr/lib/aarch64-linux-gnu' };
  }
  throw new LabError('environment', {
    what: `The nested testbed needs a computer with an x86-64 or arm64 processor; this one has ${processor}.`,
    remedy: 'LAB_TESTBED=local, or LAB_TESTBED=ssh:USER@HOST with another computer',
  });
}

/** Folders of the kept QEMU. */
export const KEPT = { programs: 'bin', libraries: 'lib', firmware: 'share' } as const;
export const LOADER = 'lib/ld.so';

/**
 * Where the kept QEMU looks first, so that it never loads an installed QEMU's modules, of another build: `qemu-bundle`
 * beside its executable, which is the loader (get_relocated_path in util/cutils.c of QEMU 7.2 and later).
 */
export const modulesIn = ({ libraries }: Host): string => join(KEPT.libraries, 'qemu-bundle', libraries, 'qemu');

/**
 * A shell script that runs the kept QEMU by its own loader: its folder may be moved, and the computer may have another C
 * library.
 */
export function launcher({ program }: Plan): string {
  const { programs, libraries, firmware } = KEPT;
  return `#!/bin/sh
here=\${0%/*}
exec "$here/${LOADER}" --library-path "$here/${libraries}" "$here/${programs}/${program}" -L "$here/${firmware}" "$@"
`;
}

/** Files that the loader says a program needs: `libz.so.1 => /root/usr/lib/… (0x7f…)`. */
export function libraryFiles(listed: string): string[] {
  return listed.split('\n').flatMap((line) => /=> (\/.*) \(0x[0-9a-f]+\)$/.exec(line)?.[1] ?? []);
}

/** `QEMU emulator version 10.0.13 (Debian 1:10.0.13+ds-0+deb13u1)`: `10.0.13`. */
export function versionIn(printed: string): string {
  const version = /^QEMU emulator version (\d+(?:\.\d+)+)/.exec(printed)?.[1];
  if (version === undefined) throw new RangeError(`not QEMU's version: ${printed}`);
  return version;
}
