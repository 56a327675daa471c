import { isDeepStrictEqual } from 'node:util';
import { recordOf } from '../../record/journal/fold.ts';
import type { JournalEvent } from '../../record/journal/journal.ts';
import { recordText } from '../../record/journal/read.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import { JOURNAL, RECORD, type Remark, type Submission } from '../regrade/submission.ts';

const MOST_PLACES = 20;
/** How the record says that it did not take an entry. */
const UNTAKEN = 'A journal entry (';

/** The record is a function of the journal: told anew, it must be the same. */
export function* checkJournal({ record, journal, torn }: Submission): Generator<Remark> {
  if (torn > 0) yield at(JOURNAL, 'entries', `${torn} lines that are none`);
  for (const stand of [record, ...standsIn(journal)])
    for (const { troubles } of [stand, ...stand.exercises])
      for (const text of troubles.filter((one) => one.startsWith(UNTAKEN)))
        yield at('entries', text, 'the lab writes none that its record does not take');
  yield* checkRepeated(journal);
  const folded = recordOf(journal.map(({ event }) => event));
  let places = 0;
  for (const [where, claimed, found] of differences(stored(record), folded && stored(folded), '')) {
    yield at(where, claimed, found);
    places += 1;
    if (places === MOST_PLACES) return;
  }
}

/** As it stood each time when it was taken up again, which forgets what the tests before had told. */
function* standsIn(journal: Submission['journal']): Generator<RunRecord> {
  const resumed = journal.flatMap(({ event }, index) => (event.type === 'resumed' ? [index] : []));
  for (const index of resumed.slice(0, MOST_STANDS)) {
    const record = recordOf(journal.slice(0, index).map(({ event }) => event));
    if (record !== undefined) yield record;
  }
}

/** Nobody resumes a run more often, and each is told anew from its beginning. */
const MOST_STANDS = 10;

/** What is told more than once, is told alike: the record has the last word of it alone. */
function* checkRepeated(journal: Submission['journal']): Generator<Remark> {
  const told = new Map<string, JournalEvent>();
  for (const { event } of journal) {
    const what = repeatable(event);
    if (what === undefined) continue;
    const before = told.get(what);
    if (before !== undefined && !isDeepStrictEqual(before, event)) yield at(what, before, event);
    told.set(what, event);
  }
}

function repeatable(event: JournalEvent): string | undefined {
  switch (event.type) {
    case 'asked':
    case 'settings':
      return event.type;
    case 'student':
      return `${event.type} in ${event.suite}`;
    case 'exercise':
      return event.id;
    case 'experiment':
      return `experiment ${event.experiment.id}`;
    case 'machine':
      return event.machine.id;
    default:
      return undefined;
  }
}

const stored = (record: RunRecord): unknown => JSON.parse(recordText(record));

/** Paths such as `runs[3].readings.bandwidth`, where two documents differ. */
function* differences(claimed: unknown, found: unknown, path: string): Generator<[string, unknown, unknown]> {
  if (isDeepStrictEqual(claimed, found)) return;
  if (Array.isArray(claimed) && Array.isArray(found) && claimed.length === found.length) {
    for (const [index, one] of claimed.entries()) yield* differences(one, found[index], `${path}[${index}]`);
  } else if (isPlain(claimed) && isPlain(found)) {
    const keys = new Set([...Object.keys(claimed), ...Object.keys(found)]);
    for (const key of keys) yield* differences(claimed[key], found[key], path === '' ? key : `${path}.${key}`);
  } else yield [path || RECORD, claimed, found];
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const at = (where: string, claimed: unknown, found: unknown) =>
  discrepancy('journal', { where, file: JOURNAL }, claimed, found);
