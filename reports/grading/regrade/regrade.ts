import { lacksOf, partText } from '../../record/schema/part.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import { suiteOf } from '../../record/views/exercise-state.ts';
import type { Open } from '../assessment/grade.ts';
import { ENVIRONMENT, environmentOf } from '../bundle/bundle.ts';
import { type Discrepancy, discrepancy } from '../bundle/discrepancy.ts';
import { digestDiscrepancies, MANIFEST, SIGNATURE } from '../bundle/manifest.ts';
import { checkPages } from '../checks/answers-page.ts';
import { checkBoots } from '../checks/boots.ts';
import { checkConsoles } from '../checks/consoles.ts';
import { checkAnswers } from '../checks/handed-in-answers.ts';
import { checkJournal } from '../checks/journal.ts';
import { checkLeftOut } from '../checks/left-out.ts';
import { checkMachines } from '../checks/machines.ts';
import { checkMerge, inPart } from '../checks/merge.ts';
import { checkOutcomes } from '../checks/outcomes.ts';
import { checkRawFiles } from '../checks/raw-files.ts';
import { checkStudent } from '../checks/student.ts';
import { checkTestbed } from '../checks/testbed.ts';
import { checkTimes } from '../checks/times.ts';
import { checkTools } from '../checks/tools.ts';
import { checkUnits } from '../checks/units.ts';
import type { Declared } from './declared.ts';
import type { Grounds } from './grounds.ts';
import { replayed } from './replayed.ts';
import type { Remark, Submission } from './submission.ts';
import { pathOf } from './written-answers.ts';

export interface Regrade {
  readonly discrepancies: readonly Discrepancy[];
  /** What could not be looked at, and why; what rests on it is open. */
  readonly open: readonly Open[];
  /** What a person should know. */
  readonly told: readonly string[];
  /** The record as the checkout's own exercises make it of the raw files: points are given for this. */
  readonly record: RunRecord;
}

/** Looks at everything that was handed in, without booting anything. */
export async function regrade(submission: Submission, declared: Declared): Promise<Regrade> {
  const { record } = submission;
  const why = ungradable(record, declared);
  if (why !== undefined) return { discrepancies: [], open: [{ open: why, of: 'everything' }], told: [], record };
  const grounds: Grounds = { submission, declared, replayed: await replayed(submission, declared) };
  const remarks = [
    ...checkDigests(submission),
    ...checkFrame(submission),
    ...(record.merged === undefined ? checkAll(grounds) : await checkMerged(grounds)),
  ];
  return {
    discrepancies: remarks.filter((remark) => 'check' in remark),
    open: unlike(remarks.filter((remark) => 'open' in remark)),
    told: [...new Set(remarks.flatMap((remark) => ('told' in remark ? [remark.told] : [])))],
    record: grounds.replayed.record,
  };
}

/** Each once: many runs may lack the same. */
const unlike = (open: readonly Open[]): Open[] => [...new Map(open.map((one) => [JSON.stringify(one), one])).values()];

/** Why nothing that this version knows can be held against it. */
function ungradable(
  { origin, part, merged, settings, exercises }: RunRecord,
  { suites }: Declared,
): string | undefined {
  const unknown = exercises.map(suiteOf).find((suite) => !suites.includes(suite));
  if (unknown !== undefined)
    return `this checkout has no suite ${unknown}, so that nothing of the run can be looked at`;
  if (origin === 1) return 'the run was recorded by version 1 of the lab, whose record cannot be looked at';
  if (part !== undefined) return `the run is ${partText(part)}, in which nothing is judged`;
  const lacks = merged === undefined ? [] : lacksOf(merged);
  if (lacks.length > 0) return `the run was merged of parts, and lacks ${lacks.join('; ')}`;
  return settings['LAB_BEFORE'] === undefined ? undefined : 'the run is an upgrade check, which no suite asks for';
}

function* checkAll(grounds: Grounds): Generator<Remark> {
  yield* checkRun(grounds);
  yield* checkPages(grounds);
  yield* checkAnswers(grounds);
}

/** Each part as a run of its own, that the run is what they make, and what its exercises make of it. */
async function checkMerged(grounds: Grounds): Promise<Remark[]> {
  const { submission, declared } = grounds;
  const remarks: Remark[] = [...checkMerge(submission)];
  for (const part of submission.parts ?? []) {
    const own = { submission: part, declared, replayed: await replayed(part, declared) };
    for (const remark of checkRun(own)) remarks.push(inPart(remark, part.record));
  }
  return [
    ...remarks,
    ...checkJournal(submission),
    ...checkOutcomes(grounds),
    ...checkBoots(grounds),
    ...checkPages(grounds),
    ...checkAnswers(grounds),
  ];
}

/** What was measured on one computer. */
function* checkRun(grounds: Grounds): Generator<Remark> {
  yield* checkJournal(grounds.submission);
  yield* checkOutcomes(grounds);
  yield* checkRawFiles(grounds);
  yield* checkUnits(grounds);
  yield* checkBoots(grounds);
  yield* checkTools(grounds);
  yield* checkLeftOut(grounds);
  yield* checkMachines(grounds);
  yield* checkTestbed(grounds);
  yield* checkConsoles(grounds);
  yield* checkStudent(grounds);
  yield* checkTimes(grounds);
}

/** Prose may be written on until it is graded, by hand and in an unsigned bundle too: no number rests on it. */
function* checkDigests({ manifest, files, record }: Submission): Generator<Remark> {
  const prose = files.has(SIGNATURE) ? [] : record.exercises.map((exercise) => pathOf(suiteOf(exercise)));
  for (const one of digestDiscrepancies(manifest, files))
    if (prose.includes(one.where) && files.has(one.where))
      yield { told: `${one.where} was changed after it was packed: prose is graded as it stands` };
    else yield one;
}

/** What the hand-in itself added. */
function* checkFrame({ record, manifest, files }: Submission): Generator<Remark> {
  if (manifest.run !== record.id)
    yield discrepancy('frame', { where: 'id of the run', file: MANIFEST }, manifest.run, record.id);
  const environment = files.get(ENVIRONMENT)?.toString('utf8') ?? '';
  const expected = `${JSON.stringify(environmentOf(record), null, 2)}\n`;
  if (environment !== expected)
    yield discrepancy('frame', { where: 'environment', file: ENVIRONMENT }, environment, expected);
}
