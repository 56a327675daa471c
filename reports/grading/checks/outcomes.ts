import { isDeepStrictEqual } from 'node:util';
import type { ExerciseRecord, FindingRecord, RunRecord } from '../../record/schema/record.ts';
import { isPlainNote, suiteOf } from '../../record/views/exercise-state.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import type { Grounds } from '../regrade/grounds.ts';
import { testId } from '../regrade/replayed.ts';
import { JOURNAL, RECORD, type Remark } from '../regrade/submission.ts';

/** What the exercises say of themselves, show, claim and come to is what the checkout's own make of the same runs. */
export function* checkOutcomes(grounds: Grounds): Generator<Remark> {
  const { submission, declared, replayed } = grounds;
  const { record } = submission;
  yield* checkSuites(grounds);
  for (const exercise of record.exercises) {
    const known = declared.exercises.find(({ identity }) => identity.id === exercise.id);
    if (known === undefined) continue;
    yield* checkIdentity(exercise, known.identity);
    const anew = replayed.record.exercises.find(({ id }) => id === exercise.id);
    if (anew === undefined) continue;
    const open = anew.tests.some(({ name }) => replayed.open.has(testId(exercise.id, name)));
    yield* checkTests(exercise, anew, grounds);
    // What a test that could not be taken again has shown is not known; one that did not end has shown a part of it.
    if (!open) yield* unfinishedIn(exercise) === 0 ? checkFindings(exercise, anew) : checkSome(exercise, anew);
  }
  yield* checkClaims(record, replayed.record, grounds);
  yield* checkExperiments(grounds);
}

function* checkSuites({ submission: { record }, declared: { suites, exercises, points } }: Grounds): Generator<Remark> {
  const asked = new Set(record.asked ?? []);
  if (record.asked === undefined) yield at('what the run was asked for', 'not told', 'files', JOURNAL);
  for (const suite of new Set(record.exercises.map(suiteOf))) {
    if (![...points.keys()].some((id) => suiteOf({ id }) === suite))
      yield { told: `${suite} gives no points: it has no rubric.ts in this checkout` };
  }
  const known = new Map(exercises.map(({ identity }) => [identity.id, identity]));
  for (const { id, file } of record.exercises) {
    if (suites.includes(suiteOf({ id })) && !known.has(id))
      yield at(id, 'an exercise', 'this checkout has none of this name');
    if (record.asked !== undefined && !asked.has(file))
      yield at(id, `performed out of ${file}`, 'the run was not asked for it', JOURNAL);
  }
  if (record.state !== 'finished') return;
  for (const { file } of known.values())
    if (asked.has(file) && !record.exercises.some((one) => one.file === file))
      yield at(file, 'asked for', 'no exercise of it in the record');
}

function* checkIdentity(
  told: ExerciseRecord,
  found: Grounds['declared']['exercises'][number]['identity'],
): Generator<Remark> {
  for (const name of ['number', 'title', 'question', 'expected', 'file'] as const)
    if (told[name] !== found[name]) yield at(`${name} of ${told.id}`, told[name], found[name]);
  if (!isDeepStrictEqual(told.points, found.points))
    yield discrepancy('rubric', { where: `points of ${told.id}`, file: RECORD }, told.points, found.points);
}

/** A test that passed has been seen to pass; one that failed or did not end may have had its own reasons. */
function* checkTests(told: ExerciseRecord, anew: ExerciseRecord, { replayed: { open } }: Grounds): Generator<Remark> {
  for (const name of new Set([...told.tests, ...anew.tests].map((test) => test.name))) {
    const [one, other] = [told, anew].map(({ tests }) => tests.find((test) => test.name === name));
    const where = `test "${name}" of ${told.id}`;
    const why = open.get(testId(told.id, name));
    if (other === undefined) yield outcome(where, one?.state, 'this checkout has no such test');
    else if (one === undefined) {
      if (told.tests.every(({ state }) => state !== 'unfinished')) yield outcome(where, 'no such test', other.state);
    } else if (why !== undefined) {
      if (one.state === 'passed') yield outcome(where, one.state, why);
      else yield { told: `${where}: ${why}` };
    } else if (one.state !== 'unfinished' && one.state !== other.state && !isWrittenLater(one, other))
      yield outcome(
        where,
        one.state,
        `${other.state}${other.note === undefined ? '' : `: ${other.note}`}${other.errors[0] === undefined ? '' : `: ${other.errors[0]}`}`,
      );
  }
}

/** Skipped for want of an answer that stands in the bundle now. */
const isWrittenLater = (told: ExerciseRecord['tests'][number], anew: ExerciseRecord['tests'][number]): boolean =>
  told.state === 'skipped' && (told.note ?? '').startsWith('not answered yet') && anew.state === 'passed';

const unfinishedIn = ({ tests }: ExerciseRecord): number =>
  tests.filter(({ state, errors }) => state === 'unfinished' || (state === 'failed' && errors.length === 0)).length;

/** Notes of what happened meanwhile have no other witness; everything else is found again. */
function* checkFindings(told: ExerciseRecord, anew: ExerciseRecord): Generator<Remark> {
  const [one, other] = [told, anew].map(({ findings }) => findings.filter(isDerived).map(withoutProse));
  const count = Math.max(one?.length ?? 0, other?.length ?? 0);
  for (let index = 0; index < count; index += 1) {
    const [claimed, found] = [one?.[index], other?.[index]];
    if (!isDeepStrictEqual(claimed, found))
      yield discrepancy(
        'finding',
        { where: `${nameOf(claimed ?? found)} of ${told.id}`, file: RECORD },
        claimed,
        found,
      );
  }
  const lost = anew.findings
    .filter(isPlainNote)
    .filter((note) => !told.findings.some((each) => isDeepStrictEqual(each, note)));
  for (const note of lost)
    yield discrepancy('finding', { where: `a note of ${told.id}`, file: RECORD }, 'no such note', note);
}

/** What it tells is found again, though not all of that need be told. */
function* checkSome(told: ExerciseRecord, anew: ExerciseRecord): Generator<Remark> {
  const found = anew.findings.filter(isDerived).map(withoutProse);
  for (const claimed of told.findings.filter(isDerived).map(withoutProse)) {
    const place = found.findIndex((one) => isDeepStrictEqual(one, claimed));
    if (place >= 0) found.splice(place, 1);
    else yield discrepancy('finding', { where: `${nameOf(claimed)} of ${told.id}`, file: RECORD }, claimed, undefined);
  }
}

const isDerived = (finding: FindingRecord): boolean => !isPlainNote(finding);
/** Prose may be written on after the run. */
const withoutProse = (finding: FindingRecord): FindingRecord =>
  finding.kind === 'written' ? { ...finding, answer: null } : finding;

function nameOf(finding: FindingRecord | undefined): string {
  switch (finding?.kind) {
    case 'comparison':
      return `${finding.told} of ${finding.comparison.of}`;
    case 'claim':
      return `claim ${finding.claim}`;
    case 'output':
      return `output of ${finding.title}`;
    case 'note':
      return `a sentence of the story ${finding.story?.name}`;
    case 'series':
      return `series ${finding.series}`;
    case 'figure':
      return finding.title;
    default:
      return `what is shown as ${finding?.kind}`;
  }
}

function* checkClaims(told: RunRecord, anew: RunRecord, { replayed: { open } }: Grounds): Generator<Remark> {
  const claims = (record: RunRecord) => new Map(record.claims.map((claim) => [claim.id, claim]));
  const [one, other] = [claims(told), claims(anew)];
  for (const id of new Set([...one.keys(), ...other.keys()])) {
    const [claimed, found] = [one.get(id), other.get(id)];
    const exercise = told.exercises.find((each) => each.id === (claimed ?? found)?.exercise);
    // It was not judged where its tests did not come to that.
    if (claimed === undefined && exercise !== undefined && unfinishedIn(exercise) > 0) continue;
    if (found === undefined && [...open.keys()].some((test) => JSON.parse(test)[0] === exercise?.id)) continue;
    if (claimed === undefined || found === undefined) {
      const claim = { where: `claim ${id}`, file: RECORD };
      yield discrepancy(
        'claim',
        claim,
        claimed?.verdict ?? 'no such claim',
        found?.verdict ?? 'this checkout makes none',
      );
      continue;
    }
    for (const part of ['verdict', 'comparison', 'bound', 'side', 'statement', 'budget', 'informsOnly'] as const)
      if (!isDeepStrictEqual(claimed[part], found[part]))
        yield discrepancy('claim', { where: `${part} of claim ${id}`, file: RECORD }, claimed[part], found[part]);
  }
}

function* checkExperiments({
  submission: { record },
  replayed: { walked },
  declared: { suites },
}: Grounds): Generator<Remark> {
  for (const { id } of record.experiments)
    if (!walked.has(id) && suites.includes(suiteOf({ id })))
      yield discrepancy(
        'order',
        { where: `experiment ${id}`, file: RECORD },
        'an experiment',
        'no exercise of the run asks for it',
      );
  for (const { remarks, lacks, experiment } of walked.values()) {
    yield* remarks;
    const arms = Object.keys(experiment.arms).map((arm) => ({ experiment: experiment.id, arm }));
    if (lacks !== undefined) yield { open: lacks, of: arms };
  }
}

const at = (where: string, claimed: unknown, found: unknown, file = RECORD) =>
  discrepancy('exercise', { where, file }, claimed, found);
const outcome = (where: string, claimed: unknown, found: unknown) =>
  discrepancy('test', { where, file: RECORD }, claimed, found);
