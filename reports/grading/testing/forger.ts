// For tests: somebody with a motive, a bundle, and the lab's own source.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordOf } from '../../record/journal/fold.ts';
import type { EventOf, JournalEvent } from '../../record/journal/journal.ts';
import { entriesIn } from '../../record/journal/journal-file.ts';
import { recordText, runRecordSchema } from '../../record/journal/read.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import type { Run } from '../../record/schema/run.ts';
import { unpacked } from '../bundle/archive.ts';
import { bundleOf, ENVIRONMENT } from '../bundle/bundle.ts';
import type { BundleFiles } from '../bundle/files.ts';
import { MANIFEST } from '../bundle/manifest.ts';
import { JOURNAL, RECORD } from '../regrade/submission.ts';

/**
 * A real run of Studio 15 under TCG, quick, paths and the host's name replaced. What is written of it: see renew.ts.
 */
export const HONEST = join(import.meta.dirname, 'studio-15.zip');

/** The same by student 522005; it was killed at the end of its first block, and resumed. */
export const OF_STUDENT = join(import.meta.dirname, 'student-522005.zip');

/** A real run of it on the nested testbed, quick: with taps, and VM exits counted by KVM. */
export const NESTED = join(import.meta.dirname, 'nested.zip');

/** A real run of rfc-2544/3 under TCG, quick, on a computer that had much else to do: its loads were searched for. */
export const SEARCHED = join(import.meta.dirname, 'rfc-2544.zip');

/** A real run of vm-vs-container/2, 3 and 5 under TCG, quick, as root: VMs, and containers, which have no console. */
export const ENVIRONMENTS = join(import.meta.dirname, 'vm-vs-container.zip');

/** A real run of hypervisors/3 on the nested testbed, quick, by student 522019: fleets of guests, and of programs. */
export const FLEETS = join(import.meta.dirname, 'hypervisors.zip');

/** A real run of it under TCG, quick, in two parts that were merged. */
export const MERGED = join(import.meta.dirname, 'merged.zip');

/** A real run that version 1 of the lab has recorded. */
export const VERSION_1 = join(import.meta.dirname, 'version-1.zip');

export const honest = (): Promise<BundleFiles> => unpacked(readFileSync(HONEST), HONEST);
export const honestStudent = (): Promise<BundleFiles> => unpacked(readFileSync(OF_STUDENT), OF_STUDENT);

/** In a record: the first, of fio's sequential reads in the guest and natively. */
export const A_RATIO = /"ratio": [\d.]+/;

export const nested = (): Promise<BundleFiles> => unpacked(readFileSync(NESTED), NESTED);
export const merged = (): Promise<BundleFiles> => unpacked(readFileSync(MERGED), MERGED);
export const searched = (): Promise<BundleFiles> => unpacked(readFileSync(SEARCHED), SEARCHED);

export interface Forgery {
  readonly what: string;
  readonly forge: (forger: Forger) => BundleFiles;
  readonly check: string;
  readonly where: RegExp;
  readonly file: RegExp;
}

/** A copy to change; `sealed` makes it a bundle whose digests are right again. */
export class Forger {
  readonly files: Map<string, Buffer>;

  constructor(files: BundleFiles) {
    this.files = new Map(files);
  }

  text(path: string): string {
    const content = this.files.get(path);
    if (content === undefined) throw new Error(`there is no ${path} to forge`);
    return content.toString('utf8');
  }

  /** @throws Error when nothing changes, so that no forgery is tested that is none. */
  edit(path: string, change: (text: string) => string): this {
    const before = this.text(path);
    const after = change(before);
    if (after === before) throw new Error(`the forgery changes nothing in ${path}`);
    this.files.set(path, Buffer.from(after));
    return this;
  }

  replace(path: string, from: string | RegExp, to: string): this {
    return this.edit(path, (text) => (typeof from === 'string' ? text.replaceAll(from, to) : text.replace(from, to)));
  }

  get record(): RunRecord {
    return runRecordSchema.parse(JSON.parse(this.text(RECORD)));
  }

  /** Changes the journal, and the record with it, as the lab itself would have written the two. */
  retell(change: (event: JournalEvent) => JournalEvent | undefined): this {
    return this.insert((event) => change(event) ?? []);
  }

  /** The same for the events of one type. */
  change<T extends JournalEvent['type']>(type: T, change: (event: EventOf<T>) => JournalEvent | undefined): this {
    return this.retell((event) => (isA(event, type) ? change(event) : event));
  }

  /** The same, with other events in the place of one. */
  insert(change: (event: JournalEvent) => JournalEvent | readonly JournalEvent[]): this {
    const entries = entriesIn(this.text(JOURNAL)).flatMap(({ at, event }) =>
      [change(event)].flat().map((changed) => ({ at: at.toISOString(), event: changed })),
    );
    this.edit(JOURNAL, () => entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    const record = recordOf(entries.map(({ event }) => event));
    if (record === undefined) throw new Error('the forged journal tells of no run');
    this.files.set(RECORD, Buffer.from(recordText(record)));
    return this;
  }

  swap(one: string, other: string): this {
    const [first, second] = [this.text(one), this.text(other)];
    return this.edit(one, () => second).edit(other, () => first);
  }

  sealed(): BundleFiles {
    this.files.delete(MANIFEST);
    this.files.delete(ENVIRONMENT);
    return bundleOf(this.record, this.files, new Map());
  }
}

/** Another value for a sample, in record and journal. */
export function valued(forger: Forger, raw: string, value: number): Forger {
  return retold(forger, raw, ({ readings }) => {
    const [headline = ''] = Object.keys(readings);
    return { readings: { ...readings, [headline]: value } };
  });
}

/** The run that this raw file is of, told otherwise in record and journal. */
export function retold(forger: Forger, raw: string, change: (run: Run) => Partial<Run>): Forger {
  return forger.retell((event) =>
    isOf(raw, event) ? { ...event, run: { ...event.run, ...change(event.run) } } : event,
  );
}

export const isOf = (raw: string, event: JournalEvent): event is EventOf<'run'> =>
  event.type === 'run' && event.run.raw.includes(raw);

const isA = <T extends JournalEvent['type']>(event: JournalEvent, type: T): event is EventOf<T> => event.type === type;
