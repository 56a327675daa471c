import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { run } from '../host/command.ts';
import { initramfs } from './initramfs.ts';
import { kernelPayload, unpack } from './kernel.ts';
import { builtinModules, type ModulePlan, type ModuleTables, planModules } from './modules.ts';
import { type Job, layRoot, unpackPackages, writeDisk } from './root.ts';

export interface Assembled {
  readonly kernelRelease: string;
  readonly builtinModules: string[];
  readonly packages: Record<string, string>;
}

export const FILES = { disk: 'disk.img', kernel: 'kernel', initramfs: 'initramfs.img' } as const;

/** Builds disk, kernel and initramfs in `folder`, which exists and is empty. */
export async function assemble(order: Omit<Job, 'place'>, folder: string): Promise<Assembled> {
  const place = {
    root: join(folder, 'root'),
    overlay: join(folder, 'overlay'),
    owners: { folder, book: 'owners' },
    packages: join(folder, 'packages'),
    modules: join(folder, 'modules'),
    disk: join(folder, FILES.disk),
    kernel: join(folder, FILES.kernel),
    initramfs: join(folder, FILES.initramfs),
  };
  const job = { ...order, place };
  const { release, arch, kernelPackage, packages: wanted } = order.definition;
  await unpackPackages({ ...job, release, arch, packages: [kernelPackage, ...wanted] });
  const kernelRelease = await releaseIn(place.root);
  await unpackKernel(job, kernelRelease);
  await layRoot(job, kernelRelease);
  const tables = await moduleTables(place.root, kernelRelease);
  await writeInitramfs(job, kernelRelease, tables);
  await writeDisk(job);
  const packages = packageVersions(await readFile(place.packages, 'utf8'));
  return { kernelRelease, builtinModules: builtinModules(tables.builtin), packages };
}

/** The one kernel's release, `6.1.0-56-amd64`. */
async function releaseIn(root: string): Promise<string> {
  const [release = '', ...others] = await readdir(join(root, 'usr/lib/modules'));
  if (others.length > 0) throw new RangeError(`more than one kernel: ${[release, ...others].join(', ')}`);
  return release;
}

async function unpackKernel({ place, deadline, progress }: Job, release: string): Promise<void> {
  progress('unpacking the kernel');
  const { kernel } = place;
  const { compression, bytes } = kernelPayload(await readFile(join(place.root, 'boot', `vmlinuz-${release}`)));
  if (compression !== 'xz') return writeFile(kernel, unpack({ compression, bytes }));
  await writeFile(`${kernel}.xz`, bytes);
  await run(['xz', '--decompress', `${kernel}.xz`], { deadline });
}

async function moduleTables(root: string, release: string): Promise<ModuleTables> {
  const table = (name: string) => readFile(join(root, 'usr/lib/modules', release, `modules.${name}`), 'utf8');
  return { dep: await table('dep'), alias: await table('alias'), builtin: await table('builtin') };
}

async function writeInitramfs(job: Job, release: string, tables: ModuleTables): Promise<void> {
  const { definition, place } = job;
  const plan = planModules(definition, tables);
  const busybox = await readFile(join(place.root, 'usr/bin/busybox'));
  const modules = await unpackModules(job, release, plan);
  await writeFile(place.initramfs, await initramfs(definition, plan, busybox, modules));
}

/** Debian 13 packs its modules with xz; busybox's insmod wants them plain. */
async function unpackModules(
  { place, deadline }: Job,
  release: string,
  plan: ModulePlan,
): Promise<Map<string, Buffer>> {
  const folder = join(place.root, 'usr/lib/modules', release);
  await mkdir(place.modules);
  // Copies: those in the root stay as the tables name them.
  const copies = [...plan.files].map(async ([name, file]) => {
    const path = join(place.modules, basename(file));
    await copyFile(join(folder, file), path);
    return { name, path };
  });
  const files = await Promise.all(copies);
  const packed = files.filter(({ path }) => path.endsWith('.xz')).map(({ path }) => path);
  if (packed.length > 0) await run(['xz', '--decompress', ...packed], { deadline });
  const read = files.map(async ({ name, path }) => [name, await readFile(path.replace(/\.xz$/, ''))] as const);
  return new Map(await Promise.all(read));
}

/** From `name<tab>version` lines, sorted by name. */
export function packageVersions(text: string): Record<string, string> {
  const rows = text.trimEnd().split('\n').sort();
  return Object.fromEntries(rows.map((row) => row.split('\t')));
}
