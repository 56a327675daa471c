import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { time } from '../schema/terms.ts';
import { eventSchema, isRecorded, type JournalEvent } from './journal.ts';
import { FromVersion1, version1EventSchema } from './version-1.ts';

export interface Entry {
  readonly at: Date;
  readonly event: JournalEvent;
}

const NEWLINE = 0x0a;
/** Bytes that are read at a time. */
const CHUNK = 4 * 1024 ** 2;

/**
 * The journal on disk: one JSON line for each event. Several processes append to it (a line is one write to
 * a file in append mode, so lines never mix), and each reads what the others have appended.
 */
export class JournalFile {
  readonly #file: number;
  readonly #reader = new EntryReader();
  #read = 0;

  /** `mode`: `a+` to read and append, `r` to read alone. */
  constructor(path: string, mode: 'a+' | 'r' = 'a+') {
    this.#file = openSync(path, mode);
    if (mode === 'a+') this.#mend();
  }

  /** What has been appended since the last call, by this process too. Lines that a crash tore are left out. */
  *news(): Generator<Entry> {
    for (let size = CHUNK; ; ) {
      const bytes = Buffer.allocUnsafe(Math.min(size, Math.max(0, fstatSync(this.#file).size - this.#read)));
      const got = readSync(this.#file, bytes, 0, bytes.length, this.#read);
      const complete = bytes.subarray(0, got).lastIndexOf(NEWLINE) + 1;
      this.#read += complete;
      yield* this.#reader.read(bytes.subarray(0, complete).toString('utf8'));
      if (got < size) return;
      // A line that is longer than all that was read at once.
      if (complete === 0) size *= 2;
    }
  }

  /** @throws the file system's own error, when the disk is full say; what was there before stays readable. */
  append(event: JournalEvent): void {
    this.#mend();
    this.#write(Buffer.from(`${JSON.stringify({ at: new Date().toISOString(), event: eventSchema.parse(event) })}\n`));
    if (isRecorded(event)) fsyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }

  /** Ends a line that a crash has torn, so that it costs nothing but itself. */
  #mend(): void {
    const { size, nlink } = fstatSync(this.#file);
    if (nlink === 0) throw gone();
    const last = Buffer.alloc(1);
    const torn = size > 0 && readSync(this.#file, last, 0, 1, size - 1) === 1 && last[0] !== NEWLINE;
    if (torn) this.#write(Buffer.of(NEWLINE));
  }

  #write(bytes: Buffer): void {
    const written = writeSync(this.#file, bytes);
    if (written < bytes.length) writeSync(this.#file, bytes, written);
  }
}

/** A file that was deleted takes all that is written, and keeps nothing. */
const gone = () =>
  Object.assign(new Error('ENOENT: the journal was deleted while it was written'), {
    code: 'ENOENT',
    syscall: 'write',
  });

/** The entries of a whole journal's lines; what is no entry is left out. */
export const entriesIn = (text: string): Entry[] => new EntryReader().read(text);

const entrySchema = z.strictObject({
  at: time.transform((at) => new Date(at)),
  event: z.union([eventSchema, version1EventSchema]),
});

/** Reads a journal, line by line; one of version 1 as if it had been told today. */
class EntryReader {
  readonly #converter = new FromVersion1();

  read(lines: string): Entry[] {
    return lines.split('\n').flatMap((line) => this.#entriesOf(line));
  }

  #entriesOf(line: string): Entry[] {
    const checked = entrySchema.safeParse(parsed(line));
    if (!checked.success) return [];
    const { at, event } = checked.data;
    if (isOfVersion1(event)) return this.#converter.convert(event).map((one) => ({ at, event: one }));
    this.#converter.hear(event);
    return [{ at, event }];
  }
}

type Told = z.infer<typeof entrySchema>['event'];

const isOfVersion1 = (event: Told): event is z.infer<typeof version1EventSchema> =>
  event.type === 'series' ||
  event.type === 'sample' ||
  (event.type === 'run' && 'startedAt' in event) ||
  (event.type === 'lost' && 'boot' in event);

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
