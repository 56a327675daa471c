import { createHash } from 'node:crypto';
import { open, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const fileSchema = z.strictObject({
  bytes: z.int().nonnegative(),
  /** Time of its last change, in milliseconds since 1970. */
  modified: z.number(),
  sha256: z.string().length(64),
});

/** What every manifest has: it stands in the folder, is written last, and says what must be there. */
const common = {
  version: z.literal(1),
  digest: z.string().length(64),
  packages: z.record(z.string(), z.string()),
  files: z.record(z.string(), fileSchema),
};

export const imageManifest = z.strictObject({
  schema: z.literal('virtio-studio/guest-image'),
  ...common,
  kernelRelease: z.string().min(1),
  builtinModules: z.array(z.string()),
});

export const qemuManifest = z.strictObject({
  schema: z.literal('virtio-studio/packaged-qemu'),
  ...common,
  qemuVersion: z.string().min(1),
});

export type ImageManifest = z.infer<typeof imageManifest>;
export type QemuManifest = z.infer<typeof qemuManifest>;
export type Manifest = ImageManifest | QemuManifest;
type FileRecord = z.infer<typeof fileSchema>;

export type Finding<M> =
  | { readonly state: 'absent' }
  | { readonly state: 'intact'; readonly manifest: M }
  | { readonly state: 'damaged'; readonly damage: readonly string[] };

const NAME = 'manifest.json';

/** `quick` reads a file only when its size or time has changed. */
export type Check = 'quick' | 'full';

export async function inspect<M extends Manifest>(
  folder: string,
  schema: z.ZodType<M>,
  check: Check,
): Promise<Finding<M>> {
  if ((await stat(folder).catch(() => undefined)) === undefined) return { state: 'absent' };
  const read = await readManifest(folder, schema);
  if (typeof read === 'string') return { state: 'damaged', damage: [read] };
  const damage: string[] = [];
  for (const [name, record] of Object.entries(read.files)) {
    const found = await damageOf(join(folder, name), record, check);
    if (found !== undefined) damage.push(`${name}: ${found}`);
  }
  return damage.length === 0 ? { state: 'intact', manifest: read } : { state: 'damaged', damage };
}

export async function writeManifest(folder: string, manifest: object): Promise<void> {
  await writeFile(join(folder, NAME), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

/** Names are paths within `folder`. */
export async function recordFiles(folder: string, names: readonly string[]): Promise<Record<string, FileRecord>> {
  const records: Record<string, FileRecord> = {};
  for (const name of names) records[name] = await recordFile(join(folder, name));
  return records;
}

async function recordFile(file: string): Promise<FileRecord> {
  const { size, mtimeMs } = await stat(file);
  return { bytes: size, modified: mtimeMs, sha256: await sha256(file) };
}

async function readManifest<M>(folder: string, schema: z.ZodType<M>): Promise<M | string> {
  try {
    return schema.parse(JSON.parse(await readFile(join(folder, NAME), 'utf8')));
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
 * Over all pieces that are not zero, each with its place: a disk is sparse, and hashing its holes would take most of the
 * time. The size is checked elsewhere.
 */
async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(PIECE);
  await using handle = await open(file);
  for (let at = 0; ; ) {
    const { bytesRead } = await handle.read(buffer, 0, PIECE, at);
    if (bytesRead === 0) return hash.digest('hex');
    const piece = buffer.subarray(0, bytesRead);
    if (!ZEROS.subarray(0, bytesRead).equals(piece)) hash.update(`${at}\0`).update(piece);
    at += bytesRead;
  }
}
