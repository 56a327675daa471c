import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImageDefinition } from '../definitions.ts';

/** All that decides what comes out of a build, apart from the archive. */
const RECIPE = fileURLToPath(new URL('../builder', import.meta.url));

/** sha256 over the definition and the builder's source. */
export function imageKey(definition: ImageDefinition): Promise<string> {
  return keyOf(definition, RECIPE);
}

/** sha256 over what is to be built and the source, in `folder`, of what builds it. */
export async function keyOf(what: object, folder: string): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(what));
  for (const file of await sourceFiles(folder)) {
    hash.update(`\0${file}\0`).update(await readFile(join(folder, file)));
  }
  return hash.digest('hex');
}

/** sha256 over what the key is over, and the package versions that a build found. */
export function imageDigest(key: string, packages: Readonly<Record<string, string>>): string {
  return createHash('sha256')
    .update(`${key}\0${JSON.stringify(packages)}`)
    .digest('hex');
}

async function sourceFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !/\.(unit|e2e)\.test\.ts$/.test(entry.name));
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).sort();
}
