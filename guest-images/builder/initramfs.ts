import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ImageDefinition } from '../definitions.ts';
import { type CpioFile, cpio } from './cpio.ts';
import type { ModulePlan } from './modules.ts';

const EMPTY = Buffer.alloc(0);

/** Folders that init mounts on. */
const MOUNT_POINTS = ['dev', 'proc', 'root', 'sys'];

/** The first file system: busybox, the init script beside this file, the modules of `plan`. */
export async function initramfs(
  { label }: ImageDefinition,
  plan: ModulePlan,
  busybox: Buffer,
  modules: ReadonlyMap<string, Buffer>,
): Promise<Buffer> {
  return cpio([
    ...MOUNT_POINTS.map((path): CpioFile => ({ path, mode: 'folder', content: EMPTY })),
    { path: 'init', mode: 'program', content: await own('init') },
    { path: 'fstab', mode: 'file', content: await own('fstab') },
    { path: 'image', mode: 'file', content: Buffer.from(imageSettings(label, plan)) },
    { path: 'drivers', mode: 'file', content: Buffer.from(driverTable(plan)) },
    { path: 'bin/busybox', mode: 'program', content: busybox },
    ...[...modules].map(([name, content]): CpioFile => ({ path: `modules/${name}.ko`, mode: 'file', content })),
  ]);
}

function own(name: string): Promise<Buffer> {
  return readFile(fileURLToPath(new URL(`guest/initramfs/${name}`, import.meta.url)));
}

/** Shell assignments that init reads. */
export function imageSettings(label: string, { root, always }: ModulePlan): string {
  return `root_label=${label}\nroot_modules='${root.join(' ')}'\nmore_modules='${always.join(' ')}'\n`;
}

/** A shell function: `modules_of MODALIAS` sets `modules`. The shell's patterns are the kernel's (fnmatch). */
export function driverTable({ rules }: ModulePlan): string {
  const cases = rules.map(
    ({ patterns, modules }) => `  ${patterns.map(quoted).join('|')}) modules='${modules.join(' ')}' ;;\n`,
  );
  return `modules_of() {\n  case $1 in\n${cases.join('')}  *) modules= ;;\n  esac\n}\n`;
}

function quoted(pattern: string): string {
  return pattern.replace(/[()<>|&;$`"' ]/g, '\\$&');
}
