import { LabError } from '../../../fixtures/errors.ts';

/**
 * What a bundle holds, by path within it. All of it is in memory: nothing that a stranger made is ever unpacked to
 * disk.
 */
export type BundleFiles = ReadonlyMap<string, Buffer>;

/**
 * What a grader's computer spends on one bundle at the most. A run of Studio 15 has 70 files and 1 MiB; one of 10,000
 * runs has a raw file of each.
 */
export const LIMITS = {
  archiveBytes: 64 * 1024 ** 2,
  /** Names that are looked at, litter and strays among them. */
  names: 50_000,
  files: 20_000,
  fileBytes: 32 * 1024 ** 2,
  /** Of everything that is unpacked, whatever it was packed in. */
  totalBytes: 128 * 1024 ** 2,
} as const;

/** What may still be unpacked of one bundle: its archive, an archive within, and what the consoles hold packed. */
export class Unpacking {
  #left: number = LIMITS.totalBytes;

  get left(): number {
    return this.#left;
  }

  /** @returns whether there was room for so many bytes */
  spend(bytes: number): boolean {
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }
}

export const TOO_MUCH = `unpacked it has more than ${LIMITS.totalBytes} bytes`;

/** Bounds and names, told of file by file before any of it is read. */
export class Intake {
  readonly #source: string;
  readonly #unpacking: Unpacking;
  readonly #seen = new Set<string>();

  constructor(source: string, unpacking = new Unpacking()) {
    this.#source = source;
    this.#unpacking = unpacking;
  }

  /** @throws LabError (input) when the file must not be taken in. `bytes` is what it will take in memory. */
  admit(path: string, bytes: number): void {
    const problem = this.#problem(path, bytes);
    if (problem !== undefined) throw unreadable(this.#source, problem);
    // A name in another case is the same file on many a computer.
    this.#seen.add(path.toLowerCase());
  }

  #problem(path: string, bytes: number): string | undefined {
    const shown = shownName(path);
    if (!isSafe(path)) return `${shown} is no name that a bundle may hold`;
    if (this.#seen.has(path.toLowerCase())) return `${shown} is in it twice`;
    if (this.#seen.size >= LIMITS.files) return `it holds more than ${LIMITS.files} files`;
    if (!(bytes <= LIMITS.fileBytes)) return `${shown} has ${bytes} bytes, and at most ${LIMITS.fileBytes} are read`;
    if (!this.#unpacking.spend(bytes)) return TOO_MUCH;
    return undefined;
  }
}

export const shownName = (path: string): string => JSON.stringify(path.slice(0, 200));

const LONGEST_NAME = 240;
const DEEPEST = 8;

/** Relative, of plain characters, and no part of it hidden or `..`. */
export function isSafe(path: string): boolean {
  const parts = path.split('/');
  return (
    path.length <= LONGEST_NAME && parts.length <= DEEPEST && parts.every((part) => /^[A-Za-z0-9][\w.+-]*$/.test(part))
  );
}

export const FRESH = 'ask for a fresh one: npm run hand-in makes it';

export function unreadable(source: string, problem: string, cause?: unknown, remedy = FRESH): LabError {
  return new LabError('input', {
    what: 'The bundle cannot be read.',
    rows: { Bundle: source, Problem: problem },
    remedy,
    cause,
  });
}
