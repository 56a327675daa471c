import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
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
import type { RunRecord } from '../schema/record.ts';
import { Fold, recordOf } from './fold.ts';
import type { JournalEvent } from './journal.ts';
import { type Entry, JournalFile } from './journal-file.ts';
import { recordJsonSchema, recordText, runRecordSchema } from './read.ts';

const RECORD = 'record.json';
const SCHEMA = 'record.schema.json';
const JOURNAL = 'journal.jsonl';
const LATEST = 'latest';

/** When record.json is written: between them the journal alone knows. */
export const CHECKPOINTS: readonly JournalEvent['type'][] = ['run begun', 'resumed', 'test', 'exercise ended', 'ended'];

/** `2026-02-03T04-05-06Z-9f3c1e`: sorts by time, unique for two labs that start at once. */
export function runId(at: Date): string {
  const stamp = `${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
  return `${stamp}-${randomBytes(3).toString('hex')}`;
}

/** What a fresh run is known by before anything has happened. */
export type Header = Pick<RunRecord, 'project' | 'settings'>;

/**
 * The folder of one run. Its journal is the truth, and is only ever appended to; record.json is the journal told as one
 * document, at checkpoints. The worker and the reporter may both write: each takes in what the other has added before
 * it adds its own.
 */
export class RunFolder {
  readonly path: string;
  readonly #journal: JournalFile;
  #fold: Fold | undefined;
  /** Reads for `news`, where anybody asks for them. */
  #listener: JournalFile | undefined;
  #rawFiles = 0;
  /** The word by which this writer has asked for a number, and the number. */
  #asked = { by: '', number: 0 };

  private constructor(path: string) {
    this.path = path;
    this.#journal = new JournalFile(join(path, JOURNAL));
    this.#takeIn();
  }

  /** Whether a run was begun there. */
  static exists(path: string): boolean {
    return existsSync(join(path, JOURNAL));
  }

  /** Opens the run that was begun there, or begins it; the folder's name is the run's id. */
  static open(path: string, header: Header): RunFolder {
    mkdirSync(path, { recursive: true });
    const folder = new RunFolder(path);
    if (folder.#fold !== undefined) return folder;
    writeWhole(join(path, SCHEMA), recordJsonSchema());
    const startedAt = new Date().toISOString();
    folder.add({ type: 'run begun', version: 2, id: basename(path), startedAt, ...header });
    return folder;
  }

  get record(): RunRecord {
    this.#takeIn();
    return this.#whole.record;
  }

  /** Adds what happened; on return it is safe on disk. @throws the file system's error, with nothing lost. */
  add(event: JournalEvent): void {
    this.#takeIn();
    // What the record would refuse must not stand in the journal either.
    if (event.type !== 'run begun') this.#whole.check(event);
    this.#journal.append(event);
    this.#takeIn();
    if (CHECKPOINTS.includes(event.type)) this.checkpoint();
  }

  /** Writes record.json as it is now. */
  checkpoint(): void {
    writeWhole(join(this.path, RECORD), recordText(this.record));
  }

  /** Goes on with a run that had stopped: its state is running again. @param hostname of the computer that does. */
  resume(hostname: string, stopped?: Date): void {
    const stoppedAt = stopped?.toISOString();
    this.add({ type: 'resumed', at: new Date().toISOString(), hostname, ...(stoppedAt && { stoppedAt }) });
  }

  /**
   * The number of the next raw file, from 1: no two writers ever get the same, and a run that is resumed goes on
   * counting. The journal gives it, since it has an order that all writers see alike.
   */
  nextRawFile(): number {
    this.#asked = { by: randomBytes(6).toString('hex'), number: 0 };
    this.add({ type: 'raw', by: this.#asked.by });
    return this.#asked.number;
  }

  /** Events that were added since the last call, by whomever. */
  news(): Entry[] {
    this.#listener ??= new JournalFile(join(this.path, JOURNAL), 'r');
    return [...this.#listener.news()];
  }

  close(): void {
    this.#journal.close();
    this.#listener?.close();
  }

  get #whole(): Fold {
    if (this.#fold === undefined) throw new Error(`The journal in ${this.path} does not tell of any run.`);
    return this.#fold;
  }

  #takeIn(): void {
    for (const { event } of this.#journal.news()) {
      if (this.#fold !== undefined) this.#fold.follow(event);
      else if (event.type === 'run begun') this.#fold = new Fold(event);
      if (event.type !== 'raw') continue;
      this.#rawFiles += 1;
      if (event.by === this.#asked.by) this.#asked.number = this.#rawFiles;
    }
  }
}

/**
 * What the journal tells, since a run that was killed has not written it all down elsewhere; without a journal,
 * record.json.
 * @throws Error that names every wrong place, for a record that is malformed or of another version.
 */
export function readRecord(folder: string): RunRecord {
  return fromJournal(join(folder, JOURNAL)) ?? readRecordFile(join(folder, RECORD));
}

function fromJournal(file: string): RunRecord | undefined {
  if (!existsSync(file)) return undefined;
  const journal = new JournalFile(file, 'r');
  try {
    return recordOf(eventsOf(journal));
  } finally {
    journal.close();
  }
}

function* eventsOf(journal: JournalFile): Generator<JournalEvent> {
  for (const { event } of journal.news()) yield event;
}

/** A record by the file's own path; one of version 1 is told as one of today. @throws as readRecord. */
export function readRecordFile(file: string): RunRecord {
  const checked = runRecordSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (checked.success) return checked.data;
  throw new Error(`${file} is not a record that this version can read.\n${z.prettifyError(checked.error)}`);
}

/**
 * Points `latest`, beside the run's folder, to it, once it holds an exercise: who asks for the latest run wants one
 * that tells of something.
 * @returns whether it does
 */
export function linkLatest(folder: string, { exercises }: Pick<RunRecord, 'exercises'>): boolean {
  if (exercises.length === 0) return false;
  const link = join(dirname(folder), LATEST);
  const fresh = `${link}.${process.pid}`;
  rmSync(fresh, { force: true });
  symlinkSync(basename(folder), fresh);
  renameSync(fresh, link);
  return true;
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
