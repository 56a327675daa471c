// What libraries throw over a stranger's archive, as whoever handed it in can use it: their own sentences never reach a
// grader.

import { isGzip, isTar, isZip } from './archive-kinds.ts';
import { FRESH } from './files.ts';

export interface Damage {
  readonly problem: string;
  readonly remedy: string;
}

const CUT_OFF: Damage = {
  problem: 'it is not whole: its end is missing, as when a transfer breaks off',
  remedy: 'hand the file in again',
};

/** yauzl's, zlib's and modern-tar's; whatever is not named here is damage. */
const KINDS: readonly (readonly [says: RegExp, damage: Damage])[] = [
  [/^End of central directory record signature not found|unexpected end of file|unexpected EOF|is truncated/, CUT_OFF],
  [
    /^multi-disk/,
    { problem: 'it is one part of an archive in several', remedy: 'pack it again, as one .zip or .tar.gz' },
  ],
];

/** What an archive of these bytes is to be told of, of which a library threw this. */
export function damageOf(bytes: Buffer, error: unknown): Damage {
  if (bytes.length === 0) return { problem: 'it is empty', remedy: 'hand the file in again' };
  if (!isZip(bytes) && !isGzip(bytes) && !isTar(bytes))
    return {
      problem: 'it is neither a zip nor a .tar.gz',
      remedy: 'ask for the file that npm run hand-in has made',
    };
  const message = error instanceof Error ? error.message : '';
  const found = KINDS.find(([says]) => says.test(message));
  return found?.[1] ?? { problem: 'it is damaged, so that it cannot be unpacked', remedy: FRESH };
}

/** Whether an error says that no memory was to be had. */
export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === 'ERR_MEMORY_ALLOCATION_FAILED') ||
    /allocation failed|out of memory/i.test(error.message));
