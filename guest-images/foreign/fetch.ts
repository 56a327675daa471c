import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Deadline } from '../../fixtures/deadline.ts';
import { imagesFolder } from '../cache/folder.ts';
import { withLock } from '../cache/lock.ts';
import { digestOf } from './digest.ts';
import { notFetched, wrongDigest } from './errors.ts';
import type { ForeignReference } from './reference.ts';

type Remote = Extract<ForeignReference, { kind: 'url' }>;

const MIB = 1024 * 1024;
/** Between two lines of progress, of the whole. */
const TOLD_PARTS = 10;

/** Named by its digest. */
export function fetchedPlace({ sha256 }: Pick<Remote, 'sha256'>): string {
  return join(imagesFolder(), `foreign-${sha256}`);
}

/**
 * The image gets its name only when its digest agrees, so what has the name is whole. Safe to interrupt and to run twice
 * at once.
 * @throws LabError `environment` when it cannot be fetched, `input` when its digest is another.
 */
export async function fetchImage(
  remote: Remote,
  { deadline, progress }: { readonly deadline: Deadline; readonly progress: (line: string) => void },
): Promise<void> {
  const place = fetchedPlace(remote);
  const lock = join(imagesFolder(), `.lock-foreign-${remote.sha256.slice(0, 16)}`);
  await mkdir(imagesFolder(), { recursive: true });
  const onWait = () => progress('somebody else is fetching the image; waiting for them');
  await withLock(lock, { deadline, onWait }, async () => {
    if (await isRight(place, remote.sha256)) return;
    const draft = join(imagesFolder(), `.fetching-${remote.sha256}`);
    try {
      const found = await download(remote.url, draft, deadline, progress);
      if (found !== remote.sha256) throw wrongDigest(remote.url, remote.sha256, found);
      await rename(draft, place);
    } finally {
      await rm(draft, { force: true });
    }
  });
}

/** @returns the sha256 of what it wrote */
async function download(url: string, file: string, deadline: Deadline, progress: (line: string) => void) {
  const hash = createHash('sha256');
  try {
    const response = await fetch(url, { signal: deadline.signal, headers: { 'accept-encoding': 'identity' } });
    if (!response.ok || response.body === null) {
      throw new Error(`the server answered ${response.status} ${response.statusText}`.trim());
    }
    const size = Number(response.headers.get('content-length') ?? Number.NaN);
    progress(`fetching the image${Number.isNaN(size) ? '' : `, ${(size / MIB).toFixed(0)} MiB`}: ${url}`);
    const tell = teller(size, progress);
    const watch = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        tell(chunk.length);
        done(null, chunk);
      },
    });
    await pipeline(Readable.fromWeb(response.body), watch, createWriteStream(file), { signal: deadline.signal });
  } catch (error) {
    throw notFetched(url, reasons(error), error);
  }
  return hash.digest('hex');
}

function teller(size: number, progress: (line: string) => void): (bytes: number) => void {
  let had = 0;
  let told = 0;
  return (bytes) => {
    had += bytes;
    const part = Math.floor((had / size) * TOLD_PARTS);
    if (!(part > told)) return;
    told = part;
    progress(`${part * (100 / TOLD_PARTS)} % of the image`);
  };
}

/** Of Node's fetch, whose own message is `fetch failed`. */
function reasons(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code} ` : '';
  const here = error.message.startsWith(code.trim()) ? error.message : `${code}${error.message}`;
  return error.cause === undefined ? here : `${here}: ${reasons(error.cause)}`;
}

async function isRight(file: string, sha256: string): Promise<boolean> {
  return digestOf(file).then(
    (found) => found === sha256,
    () => false,
  );
}
