import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { apply, follow, isRecorded, type JournalEvent } from './journal.ts';
import { type Entry, JournalFile } from './journal-file.ts';
import { type RunRecord, runRecordSchema } from './record.ts';

const RECORD = 'record.json';
const JOURNAL = 'journal.jsonl';
const LATEST = 'latest';

/** `2026-02-03T04-05-06Z-9f3c1e`: sorts by time, unique for two labs that start at once. */
export function runId(at: Date): string {
  const stamp = `${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
  return `${stamp}-${randomBytes(3).toString('hex')}`;
}

/** What a fresh run is known by before anything has happened. */
export type Header = Pick<RunRecord, 'project' | 'settings'>;

/**
 * The folder of one run. Its journal is the truth, record.json is the journal told as one document. The
 * worker and the reporter may both write: each takes in what the other has added before it adds its own.
 */
export class RunFolder {
  readonly path: string;
  readonly #journal: JournalFile;
  #record: RunRecord | undefined;
  #unseen: Entry[] = [];

  private constructor(path: string) {
    this.path = path;
    this.#journal = new JournalFile(join(path, JOURNAL));
    this.#takeIn();
  }

  /** Opens the run that was begun there, or begins it; the folder's name is the run's id. */
  static open(path: string, header: Header): RunFolder {
    mkdirSync(path, { recursive: true });
    const folder = new RunFolder(path);
    if (folder.#record !== undefined) return folder;
    folder.add({ type: 'run', id: basename(path), startedAt: new Date().toISOString(), ...header });
    return folder;
  }

  get record(): RunRecord {
    this.#takeIn();
    if (this.#record === undefined) throw new Error(`The journal in ${this.path} does not tell of any run.`);
    return this.#record;
  }

  /** Adds what happened; on return it is safe on disk. @throws the file system's error, with nothing lost. */
  add(event: JournalEvent): void {
    // A rehearsal: what the record would refuse must not stand in the journal either.
    if (event.type !== 'run') apply(this.record, event);
    this.#journal.append(event);
    this.#takeIn();
    if (isRecorded(event)) writeWhole(join(this.path, RECORD), `${JSON.stringify(this.#record, null, 2)}\n`);
  }

  /** Events that were added since the last call, by whomever. */
  news(): Entry[] {
    this.#takeIn();
    return this.#unseen.splice(0);
  }

  close(): void {
    this.#journal.close();
  }

  #takeIn(): void {
    for (const entry of this.#journal.news()) {
      this.#record = follow(this.#record, entry.event);
      this.#unseen.push(entry);
    }
  }
}

/** @throws Error that names every wrong place, for a record that is malformed or of another version. */
export function readRecord(folder: string): RunRecord {
  return readRecordFile(join(folder, RECORD));
}

/** As readRecord, by the file's own path. */
export function readRecordFile(file: string): RunRecord {
  const checked = runRecordSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (checked.success) return checked.data;
  throw new Error(`${file} is not a record that this version can read.\n${z.prettifyError(checked.error)}`);
}

/** Points `latest`, beside the run's folder, to it. */
export function linkLatest(folder: string): void {
  const link = join(dirname(folder), LATEST);
  const fresh = `${link}.${process.pid}`;
  rmSync(fresh, { force: true });
  symlinkSync(basename(folder), fresh);
  renameSync(fresh, link);
}

/** The file is either the old one or the new one, whatever happens meanwhile. */
export function writeWhole(file: string, text: string): void {
  const fresh = `${file}.${process.pid}`;
  try {
    const opened = openSync(fresh, 'w');
    try {
      writeFileSync(opened, text);
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
    renameSync(fresh, file);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}
