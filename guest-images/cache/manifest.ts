import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const fileSchema = z.strictObject({
  bytes: z.int().nonnegative(),
  /** Time of its last change, in milliseconds since 1970. */
  modified: z.number(),
  sha256: z.string().length(64),
});

/** Stands in an image's folder, is written last, and says what must be there. */
const manifestSchema = z.strictObject({
  schema: z.literal('virtio-studio/guest-image'),
  version: z.literal(1),
  digest: z.string().length(64),
  kernelRelease: z.string().min(1),
  builtinModules: z.array(z.string()),
  packages: z.record(z.string(), z.string()),
  files: z.record(z.string(), fileSchema),
});

export type Manifest = z.infer<typeof manifestSchema>;
type FileRecord = z.infer<typeof fileSchema>;

export type Finding =
  | { readonly state: 'absent' }
  | { readonly state: 'intact'; readonly manifest: Manifest }
  | { readonly state: 'damaged'; readonly damage: readonly string[] };

const NAME = 'manifest.json';

/** How thoroughly an image is looked at: `quick` reads a file only when its size or time has changed. */
export type Check = 'quick' | 'full';

export async function inspect(folder: string, check: Check): Promise<Finding> {
  if ((await stat(folder).catch(() => undefined)) === undefined) return { state: 'absent' };
  const read = await readManifest(folder);
  if (typeof read === 'string') return { state: 'damaged', damage: [read] };
  const damage: string[] = [];
  for (const [name, record] of Object.entries(read.files)) {
    const found = await damageOf(join(folder, name), record, check);
    if (found !== undefined) damage.push(`${name}: ${found}`);
  }
  return damage.length === 0 ? { state: 'intact', manifest: read } : { state: 'damaged', damage };
}

export async function writeManifest(folder: string, manifest: Omit<Manifest, 'schema' | 'version'>): Promise<void> {
  const text = JSON.stringify({ schema: 'virtio-studio/guest-image', version: 1, ...manifest }, undefined, 2);
  await writeFile(join(folder, NAME), `${text}\n`);
}

export async function recordFile(file: string): Promise<FileRecord> {
  const { size, mtimeMs } = await stat(file);
  return { bytes: size, modified: mtimeMs, sha256: await sha256(file) };
}

async function readManifest(folder: string): Promise<Manifest | string> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, NAME), 'utf8')));
  } catch (error) {
    return `${NAME}: ${error instanceof z.ZodError ? z.prettifyError(error) : String(error)}`;
  }
}

async function damageOf(file: string, { bytes, modified, sha256: expected }: FileRecord, check: Check) {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return 'is not there';
  if (found.size !== bytes) return `has ${found.size} bytes instead of ${bytes}`;
  if (check === 'quick' && found.mtimeMs === modified) return undefined;
  return (await sha256(file)) === expected ? undefined : 'its content has changed (sha256 differs)';
}

const PIECE = 1024 * 1024;
const ZEROS = Buffer.alloc(PIECE);

/**
 * Over all pieces that are not zero, each with its place: a disk is sparse, and its holes would take most of the time.
 * The size is checked apart from this.
 */
async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  let at = 0;
  for await (const piece of createReadStream(file, { highWaterMark: PIECE })) {
    if (!ZEROS.subarray(0, piece.length).equals(piece)) hash.update(`${at}\0`).update(piece);
    at += piece.length;
  }
  return hash.digest('hex');
}
