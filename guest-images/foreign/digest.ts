import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { imagesFolder } from '../cache/folder.ts';

const knownSchema = z.strictObject({ file: z.string(), stamp: z.string(), sha256: z.string().length(64) });

/**
 * sha256 of a file. It is remembered for as long as the file's size, times and inode stay as they were: to read an
 * image of a gibibyte takes seconds.
 */
export async function digestOf(file: string): Promise<string> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
  const stamp = [dev, ino, size, mtimeNs, ctimeNs].join(' ');
  const book = join(imagesFolder(), `.digest-${createHash('sha256').update(file).digest('hex').slice(0, 16)}`);
  const known = await readBook(book);
  if (known?.file === file && known.stamp === stamp) return known.sha256;
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), hash);
  const sha256 = hash.digest('hex');
  await writeBook(book, { file, stamp, sha256 });
  return sha256;
}

async function readBook(book: string): Promise<z.infer<typeof knownSchema> | undefined> {
  try {
    return knownSchema.parse(JSON.parse(await readFile(book, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Without the cache the next run takes a few seconds more: no reason to fail this one. */
async function writeBook(book: string, known: z.infer<typeof knownSchema>): Promise<void> {
  const draft = `${book}.${process.pid}`;
  try {
    await mkdir(imagesFolder(), { recursive: true });
    await writeFile(draft, JSON.stringify(known));
    await rename(draft, book);
  } catch {}
}
