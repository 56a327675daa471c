import type { ClaimRecord, ExerciseRecord, FindingRecord, RunRecord } from '../schema/record.ts';

export type ExerciseState =
  | 'failed'
  | 'unfinished'
  | 'inconclusive'
  | 'to be answered'
  | 'skipped'
  | 'partly skipped'
  | 'passed'
  | 'not run';

/** What a person should know first of an exercise: the worst that can be said of it. */
export function exerciseState(record: RunRecord, exercise: ExerciseRecord): ExerciseState {
  const states = exercise.tests.map(({ state }) => state);
  if (states.includes('failed') || exercise.troubles.length > 0) return 'failed';
  if (states.includes('unfinished')) return 'unfinished';
  if (decidingClaims(record, exercise).some(({ verdict }) => verdict.outcome === 'inconclusive')) return 'inconclusive';
  if (unanswered(exercise).length > 0) return 'to be answered';
  if (states.length === 0) return 'not run';
  if (states.every((state) => state === 'skipped')) return 'skipped';
  return plainSkips(record, exercise).length > 0 ? 'partly skipped' : 'passed';
}

/** The questions that nobody has answered yet. */
export const unanswered = ({ findings }: ExerciseRecord): string[] =>
  findings.flatMap((finding) => (finding.kind === 'written' && finding.answer === null ? [finding.question] : []));

/** What people wrote of an exercise; empty where they have not. */
export const writtenOf = ({ findings }: Pick<ExerciseRecord, 'findings'>): string =>
  findings.find((finding) => finding.kind === 'written')?.answer ?? '';

/** A note of what happened while it was measured: every other finding can be found again. */
export const isPlainNote = (finding: FindingRecord): boolean => finding.kind === 'note' && finding.story === undefined;

type Outcome = ExerciseRecord['tests'][number]['state'] | 'inconclusive' | 'to be answered';

/** What a test came to, as people are told: Vitest calls skipped what is inconclusive or waits for an answer, too. */
export function testOutcome(
  { state, note = '' }: Pick<ExerciseRecord['tests'][number], 'state' | 'note'>,
  claims: readonly ClaimRecord[],
): Outcome {
  if (state !== 'skipped') return state;
  if (note.includes(NOT_ANSWERED)) return 'to be answered';
  const open = claims.filter((claim) => decides(claim) && claim.verdict.outcome === 'inconclusive');
  return open.some(({ verdict }) => note.includes(verdict.reason)) ? 'inconclusive' : 'skipped';
}

/** Skipped tests whose reason is not told already by a verdict or by an open question of the exercise. */
export function plainSkips(record: RunRecord, exercise: ExerciseRecord): ExerciseRecord['tests'] {
  const claims = decidingClaims(record, exercise);
  return exercise.tests.filter((test) => testOutcome(test, claims) === 'skipped');
}

const decidingClaims = ({ claims }: RunRecord, { id }: ExerciseRecord): ClaimRecord[] =>
  claims.filter((claim) => claim.exercise === id && decides(claim));

/** Whether the outcome of a test and of the run hangs on the claim; the verdicts of others are shown alone. */
export const decides = ({ informsOnly }: ClaimRecord): boolean => informsOnly === undefined;

/** Whether an error only says that a claim does not hold: the verdict shows it, and more of it. */
export const isVerdict = ({ claims }: RunRecord, error: string): boolean =>
  claims.some(
    ({ statement, verdict }) => verdict.outcome === 'fail' && (error.split('\n')[0] ?? '').includes(statement),
  );

/** How every skip note for an open question begins. */
export const NOT_ANSWERED = 'not answered yet';

/** `studio-15` of `studio-15/6`. */
export const suiteOf = ({ id }: Pick<ExerciseRecord, 'id'>): string => id.split('/').slice(0, -1).join('/') || id;

/** Exercises by suite, each suite's in the order of their numbers. */
export function bySuite({ exercises }: RunRecord): [string, ExerciseRecord[]][] {
  const suites = Map.groupBy(
    exercises.toSorted((a, b) => a.number - b.number),
    suiteOf,
  );
  return [...suites];
}

/**
 * The exercise that a test file holds, for files that never came to tell it themselves:
 * `suites/studio-15/6-e1000.test.ts` is `studio-15/6`.
 */
export function exerciseOfFile(file: string): Pick<ExerciseRecord, 'id' | 'number' | 'title' | 'file'> {
  const [, suite = 'suites', name = file] = /(?:^|\/)suites\/(.+)\/([^/]+?)(?:\.test)?\.ts$/.exec(file) ?? [];
  const number = Number(/^(?:\D*-)?0*([1-9]\d{0,3})(?:\D|$)/.exec(name)?.[1] ?? 0);
  const title = name.replace(/^\d+-/, '').replaceAll('-', ' ');
  return number > 0
    ? { id: `${suite}/${number}`, number, title, file }
    : { id: `${suite}/${name}`, number: 1, title, file };
}
