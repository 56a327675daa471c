import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Deadline } from '../../fixtures/deadline.ts';
import { packageVersions } from '../builder/assemble.ts';
import { unpackPackages } from '../builder/root.ts';
import { run } from '../host/command.ts';
import {
  FIRMWARE_FOLDERS,
  type Host,
  KEPT,
  LOADER,
  launcher,
  libraryFiles,
  modulesIn,
  type Plan,
  versionIn,
} from './plan.ts';

interface Job {
  readonly plan: Plan;
  readonly host: Host;
  /** Debian's name for it: `trixie`. */
  readonly release: string;
  /** Empty; the packages are unpacked in it. */
  readonly work: string;
  /** Empty; gets what is kept of them. */
  readonly finished: string;
  readonly deadline: Deadline;
  readonly progress: (line: string) => void;
}

interface Unpacked {
  readonly qemuVersion: string;
  readonly packages: Record<string, string>;
  /** Paths in `finished`. */
  readonly files: string[];
}

/** Keeps the program, the libraries that it loads, and firmware. Nothing is installed. */
export async function unpackQemu(job: Job): Promise<Unpacked> {
  const { plan, host, release, work, finished, deadline } = job;
  const root = join(work, 'root');
  const place = { root, owners: { folder: work, book: 'owners' }, packages: join(work, 'packages') };
  await unpackPackages({ ...job, release, arch: host.arch, packages: plan.packages, place });
  const program = join(root, 'usr/bin', plan.program);
  const loader = join(root, host.loader);
  const listed = await run([loader, '--library-path', join(root, host.libraries), '--list', program], { deadline });
  const module = join(root, host.libraries, 'qemu', plan.module);
  const copies = [
    { from: program, to: join(KEPT.programs, plan.program) },
    { from: loader, to: LOADER },
    ...libraryFiles(listed).map((from) => ({ from, to: join(KEPT.libraries, basename(from)) })),
    ...(existsSync(module) ? [{ from: module, to: join(modulesIn(host), plan.module) }] : []),
    ...plan.firmware.map((name) => ({ from: firmwareIn(root, name), to: join(KEPT.firmware, name) })),
  ];
  for (const folder of [...Object.values(KEPT), modulesIn(host)])
    await mkdir(join(finished, folder), { recursive: true });
  for (const { from, to } of copies) await keep(from, join(finished, to));
  const launched = join(finished, plan.program);
  await writeFile(launched, launcher(plan), { mode: 0o555 });
  return {
    qemuVersion: versionIn(await run([launched, '--version'], { deadline })),
    packages: packageVersions(await readFile(place.packages, 'utf8')),
    files: [plan.program, ...copies.map(({ to }) => to)],
  };
}

function firmwareIn(root: string, name: string): string {
  const found = FIRMWARE_FOLDERS.map((folder) => join(root, folder, name)).find((path) => existsSync(path));
  if (found === undefined) throw new RangeError(`no firmware ${name} in ${FIRMWARE_FOLDERS.join(', ')}`);
  return found;
}

/** Of a link, what it points to. */
async function keep(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  await chmod(to, 0o555);
}
