import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Container, type Entry, Listing } from './container.ts';
import { type BundleFiles, Intake, LIMITS, unreadable } from './files.ts';

/**
 * Looks into a folder: a course system may have unpacked a bundle already, or laid it there as it came.
 * @throws LabError (input) for too many names.
 */
export function openFolder(folder: string): Container {
  const listing = new Listing<Entry>(folder);
  for (const entry of filesBelow(folder)) listing.add(entry);
  const read = async (wanted: readonly Entry[]) =>
    new Map(listing.chosen(wanted).map((entry) => [entry, readFileSync(join(folder, entry.path))] as const));
  return { entries: listing.entries, read };
}

/**
 * The files of a folder of the lab's own, those that are `wanted`. Bounded as an archive is.
 * @throws LabError (input) for one that is a link, a device or a socket, for its name, and for sizes beyond `LIMITS`.
 */
export function readFolder(folder: string, wanted: (path: string) => boolean = () => true): BundleFiles {
  const files = new Map<string, Buffer>();
  const intake = new Intake(folder);
  for (const { path, plainFile, bytes } of filesBelow(folder)) {
    if (!wanted(path)) continue;
    if (!plainFile) throw unreadable(folder, `${JSON.stringify(path)} is no plain file`);
    intake.admit(path, bytes);
    files.set(path, readFileSync(join(folder, path)));
  }
  return files;
}

/** All that is no folder, by the path below it. Links are not followed. */
export function* filesBelow(folder: string, within = '', seen = { names: 0 }): Generator<Entry> {
  for (const name of readdirSync(join(folder, within)).toSorted()) {
    seen.names += 1;
    if (seen.names > LIMITS.names) throw unreadable(folder, `it holds more than ${LIMITS.names} names`);
    const path = within === '' ? name : `${within}/${name}`;
    const state = lstatSync(join(folder, path));
    if (state.isDirectory()) yield* filesBelow(folder, path, seen);
    else yield { path, bytes: state.size, plainFile: state.isFile() };
  }
}
