import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { eventSchema, isRecorded, type JournalEvent } from './journal.ts';

export interface Entry {
  readonly at: Date;
  readonly event: JournalEvent;
}

const NEWLINE = 0x0a;

/**
 * The journal on disk: one JSON line for each event. Several processes append to it (a line is one write to
 * a file in append mode, so lines never mix), and each reads what the others have appended.
 */
export class JournalFile {
  readonly #file: number;
  #read = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'a+');
  }

  /** What has been appended since the last call, by this process too. Lines that a crash tore are left out. */
  news(): Entry[] {
    const { size } = fstatSync(this.#file);
    const bytes = Buffer.alloc(Math.max(0, size - this.#read));
    const got = readSync(this.#file, bytes, 0, bytes.length, this.#read);
    const complete = bytes.subarray(0, got).lastIndexOf(NEWLINE) + 1;
    this.#read += complete;
    return entriesIn(bytes.subarray(0, complete).toString('utf8'));
  }

  /** @throws the file system's own error, when the disk is full say; what was there before stays readable. */
  append(event: JournalEvent): void {
    const line = Buffer.from(`${JSON.stringify({ at: new Date().toISOString(), event: eventSchema.parse(event) })}\n`);
    const whole = this.#endsInTornLine() ? Buffer.concat([Buffer.of(NEWLINE), line]) : line;
    const written = writeSync(this.#file, whole);
    if (written < whole.length) writeSync(this.#file, whole, written);
    if (isRecorded(event)) fsyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }

  #endsInTornLine(): boolean {
    const { size } = fstatSync(this.#file);
    const last = Buffer.alloc(1);
    return size > 0 && readSync(this.#file, last, 0, 1, size - 1) === 1 && last[0] !== NEWLINE;
  }
}

const entrySchema = z.strictObject({ at: z.iso.datetime().transform((at) => new Date(at)), event: eventSchema });

/** The entries of a journal's lines; what is no entry is left out. */
export const entriesIn = (text: string): Entry[] => text.split('\n').flatMap(entryOf);

function entryOf(line: string): Entry[] {
  try {
    return [entrySchema.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}
