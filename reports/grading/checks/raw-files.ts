import type { JournalEvent } from '../../record/journal/journal.ts';
import { UNIT } from '../../record/views/run-key.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import { reread } from '../evidence/reread.ts';
import { type Grounds, workloadOf } from '../regrade/grounds.ts';
import type { Remark } from '../regrade/submission.ts';

/**
 * The lab numbers the files as it writes them, and tells of each: none is left over, none is of two runs, and none is
 * missing but what was cut off before the run was resumed, or ended.
 */
export function* checkRawFiles(grounds: Grounds): Generator<Remark> {
  const { files, journal } = grounds.submission;
  yield* checkCutOff(grounds);
  const events = journal.map(({ event }) => event);
  const told = new Map<string, string>();
  const contents = new Map<string, string>();
  for (const event of events) {
    if (event.type !== 'run') continue;
    for (const path of event.run.raw) {
      const where = `${event.run.unit} (${event.run.key.workload}, ${event.run.target})`;
      const other = told.get(path);
      if (other !== undefined) yield at(path, path, `of ${where}`, `of ${other} too`);
      told.set(path, where);
      const content = files.get(path)?.toString('latin1');
      if (content === undefined) yield at(path, path, `what ${where} printed`, 'no such file');
      // To the microsecond no two runs take as long; what is of a unit as a whole is their sum.
      if (content === undefined || event.run.target === UNIT) continue;
      const twin = contents.get(content);
      if (twin !== undefined && twin !== path)
        yield at(path, path, 'an output of its own', `that of ${twin}, to the letter`);
      contents.set(content, path);
    }
  }
  const raw = [...files.keys()].filter((path) => path.startsWith('raw/'));
  for (const path of raw.filter((one) => !told.has(one))) yield at(path, path, 'told of by no run', 'a run of a tool');
  const numbers = new Map<number, string>();
  for (const path of told.keys()) {
    const number = Number(/^raw\/(\d+)-/.exec(path)?.[1]);
    const other = numbers.get(number);
    if (other !== undefined || Number.isNaN(number)) yield at(path, path, 'a number of its own', other ?? 'no number');
    numbers.set(number, path);
  }
  const given = events.flatMap((event, index) => (event.type === 'raw' ? [index] : []));
  for (const [index, place] of given.entries())
    if (!numbers.has(index + 1) && !wasCutOff(events, place))
      yield at('raw/', `raw/, file number ${index + 1}`, 'files without a gap', 'a gap');
  for (const [number, path] of numbers)
    if (number > given.length) yield at(path, path, `number ${number}`, `the journal gave ${given.length} numbers`);
}

/** A run that counts no more, since its block was begun again, was read out of its raw file all the same. */
function* checkCutOff({ submission, replayed: { walked } }: Grounds): Generator<Remark> {
  const counted = new Set([...walked.values()].flatMap(({ taken }) => taken.flatMap(({ run }) => run.raw)));
  for (const { event } of submission.journal) {
    if (event.type !== 'run' || event.run.target === UNIT || event.run.raw.every((path) => counted.has(path))) continue;
    const { run } = event;
    const experiment = walked.get(run.key.experiment)?.experiment;
    const workload = experiment && workloadOf(experiment, run);
    const machine = submission.record.machines.find(({ id }) => id === run.unit);
    if (experiment && workload) yield* reread({ run, workload, experiment, machine, siblings: [] }, submission).remarks;
  }
}

/** Nothing was measured any more before the run was resumed, its testbed lost, or before it ended. */
function wasCutOff(events: readonly JournalEvent[], place: number): boolean {
  const next = events
    .slice(place + 1)
    .find(({ type }) => type === 'run' || type === 'resumed' || type === 'lost' || type === 'test');
  return next === undefined || next.type !== 'run';
}

const at = (file: string, where: string, claimed: unknown, found: unknown) =>
  discrepancy('raw output', { where, file }, claimed, found);
