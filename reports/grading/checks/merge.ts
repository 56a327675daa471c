import { isDeepStrictEqual } from 'node:util';
import { folderOfPart, mergedEvents } from '../../../fixtures/merging/merged-events.ts';
import { mistakesAmong } from '../../../fixtures/merging/mistakes.ts';
import type { JournalEvent } from '../../record/journal/journal.ts';
import { type PartRecord, partText } from '../../record/schema/part.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import { UNIT } from '../../record/views/run-key.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import { JOURNAL, RECORD, type Remark, type Submission } from '../regrade/submission.ts';

/** A merged run is what its parts make, told anew, and has nothing of its own but what its exercises found. */
export function* checkMerge({ record, journal, files, parts = [] }: Submission): Generator<Remark> {
  const [first, ...others] = parts.flatMap((part) => partsOf(part.record));
  if (first === undefined) return;
  for (const mistake of mistakesAmong([first, ...others])) yield at('parts', 'of one run', mistake);
  for (const what of ['project', 'settings'] as const)
    if (!isDeepStrictEqual(record[what], first[what])) yield at(`${what} of the run`, record[what], first[what]);
  const expected = [...mergedEvents([first, ...others])].map(plain);
  const told = journal.slice(1).map(({ event }) => plain(event));
  const place = expected.findIndex((event, index) => !isDeepStrictEqual(told[index], event));
  if (place >= 0) yield at(`entry ${place + 2}`, told[place], expected[place]);
  else
    for (const { type } of journal.slice(1 + expected.length).map(({ event }) => event))
      if (MEASURED.has(type)) yield at(`an entry (${type})`, 'measured', 'a merge measures nothing');
  yield* checkTwins(record, files);
}

/** Itself, if it is a part. */
export const partsOf = (record: RunRecord): (RunRecord & { readonly part: PartRecord })[] =>
  record.part === undefined ? [] : [{ ...record, part: record.part, series: record.series }];

/** As it reads in a file. */
const plain = (event: JournalEvent): unknown => JSON.parse(JSON.stringify(event));

const MEASURED: ReadonlySet<JournalEvent['type']> = new Set<JournalEvent['type']>([
  ...(['merged', 'testbed', 'experiment', 'machine', 'booted', 'evidence', 'quiet', 'block'] as const),
  ...(['unit', 'run', 'block ended', 'left out', 'lost', 'target lost', 'calibration', 'part'] as const),
]);

/** To the microsecond no two runs take as long, on whichever computers; within a part that is looked at there. */
function* checkTwins({ runs }: RunRecord, files: Submission['files']): Generator<Remark> {
  const contents = new Map<string, string>();
  for (const { target, raw } of runs) {
    const [path = ''] = raw;
    const content = files.get(path)?.toString('latin1');
    if (target === UNIT || content === undefined) continue;
    const twin = contents.get(content);
    if (twin !== undefined && folderIn(twin) !== folderIn(path))
      yield discrepancy('raw output', { where: path, file: path }, 'an output of its own', `that of ${twin}`);
    contents.set(content, path);
  }
}

const folderIn = (path: string): string => path.split('/').slice(0, 2).join('/');

/** What is said of a part, as it is said of the run that has it. */
export function inPart(remark: Remark, { part }: Pick<RunRecord, 'part'>): Remark {
  if (part === undefined) return remark;
  const named = (text: string) => `${partText(part)}: ${text}`;
  if ('told' in remark) return { told: named(remark.told) };
  if ('open' in remark) return { ...remark, open: named(remark.open) };
  // Its record is told by its journal alone.
  const file = `${folderOfPart(part)}/${remark.file === RECORD ? JOURNAL : remark.file}`;
  return { ...remark, where: named(remark.where), file };
}

const at = (where: string, claimed: unknown, found: unknown) =>
  discrepancy('merge', { where, file: JOURNAL }, claimed, found);
