import { LabError } from '../../fixtures/errors.ts';

/** What a bundle holds, by path within it. All of it is in memory: nothing that a stranger made is ever unpacked to disk. */
export type BundleFiles = ReadonlyMap<string, Buffer>;

/** What a grader's computer spends on one bundle at the most. A run of Studio 15 has 70 files and 1 MiB. */
export const LIMITS = {
  archiveBytes: 64 * 1024 ** 2,
  files: 5000,
  fileBytes: 32 * 1024 ** 2,
  totalBytes: 256 * 1024 ** 2,
} as const;

/** Bounds and names, told of file by file before any of it is read. */
export class Intake {
  readonly #source: string;
  readonly #seen = new Set<string>();
  #bytes = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** @throws LabError (input) when the file must not be taken in. `bytes` is what it will take in memory. */
  admit(path: string, bytes: number): void {
    const problem = this.#problem(path, bytes);
    if (problem !== undefined) throw unreadable(this.#source, problem);
    // A name in another case is the same file on many a computer.
    this.#seen.add(path.toLowerCase());
    this.#bytes += bytes;
  }

  #problem(path: string, bytes: number): string | undefined {
    const shown = JSON.stringify(path.slice(0, 200));
    if (!isSafe(path)) return `${shown} is no name that a bundle may hold`;
    if (this.#seen.has(path.toLowerCase())) return `${shown} is in it twice`;
    if (this.#seen.size >= LIMITS.files) return `it holds more than ${LIMITS.files} files`;
    if (!(bytes <= LIMITS.fileBytes)) return `${shown} has ${bytes} bytes, and at most ${LIMITS.fileBytes} are read`;
    if (this.#bytes + bytes > LIMITS.totalBytes) return `unpacked it has more than ${LIMITS.totalBytes} bytes`;
    return undefined;
  }
}

const LONGEST_NAME = 240;
const DEEPEST = 8;

/** Relative, of plain characters, and no part of it hidden or `..`. */
export function isSafe(path: string): boolean {
  const parts = path.split('/');
  return (
    path.length <= LONGEST_NAME && parts.length <= DEEPEST && parts.every((part) => /^[A-Za-z0-9][\w.+-]*$/.test(part))
  );
}

export function unreadable(source: string, problem: string, cause?: unknown): LabError {
  return new LabError('input', {
    what: 'The bundle cannot be read.',
    rows: { Bundle: source, Problem: problem },
    remedy: 'ask for a fresh one: npm run hand-in makes it',
    cause,
  });
}
