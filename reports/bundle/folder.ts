import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BundleFiles, Intake, unreadable } from './files.ts';

/**
 * Reads a folder as a bundle: a course system may have unpacked it already. Bounded as an archive is.
 * @throws LabError (input) for links, devices and sockets, names that a bundle may not hold, and sizes beyond `LIMITS`.
 */
export function readFolder(folder: string): BundleFiles {
  const files = new Map<string, Buffer>();
  const intake = new Intake(folder);
  const walk = (within: string) => {
    const names = readdirSync(join(folder, within)).toSorted();
    for (const name of names) {
      const path = within === '' ? name : `${within}/${name}`;
      const state = lstatSync(join(folder, path));
      if (state.isDirectory()) walk(path);
      else if (!state.isFile()) throw unreadable(folder, `${JSON.stringify(path)} is no plain file`);
      else {
        intake.admit(path, state.size);
        files.set(path, readFileSync(join(folder, path)));
      }
    }
  };
  walk('');
  return files;
}
