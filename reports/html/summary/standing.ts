import { grade } from '../../grading/assessment/grade.ts';
import type { ExerciseRecord, RunRecord } from '../../record/schema/record.ts';
import { type ExerciseState, exerciseState, suiteOf, unanswered } from '../../record/views/exercise-state.ts';
import { counted, number } from '../../wording/numbers.ts';

/** The two things that an exercise may still need: to be measured, and to be answered. */
export interface Standing {
  /** Undefined where there is nothing to measure. */
  readonly measured: 'measured' | Exclude<ExerciseState, 'passed' | 'to be answered'> | undefined;
  /** Undefined where nothing is asked. */
  readonly answered: 'answered' | 'to answer' | undefined;
}

export function standingOf(record: RunRecord, exercise: ExerciseRecord): Standing {
  const state = exerciseState(record, exercise);
  const isDone = state === 'passed' || state === 'to be answered';
  const shows = exercise.findings.some(({ kind }) => kind !== 'written' && kind !== 'note');
  const asks = exercise.findings.some(({ kind }) => kind === 'written');
  return {
    measured: isDone
      ? shows || !asks
        ? 'measured'
        : undefined
      : state === 'skipped' && asks && !shows
        ? undefined
        : state,
    answered: asks ? (unanswered(exercise).length > 0 ? 'to answer' : 'answered') : undefined,
  };
}

/** What a reader wants to know first of a run. */
export interface Summary {
  /** `PASSED`: of all that was measured, the worst. */
  readonly word: 'PASSED' | 'FAILED' | 'INCONCLUSIVE' | 'NOT FINISHED';
  /** `6 of 6 exercises measured`. */
  readonly measured: string;
  /** `65 of 100 points measured`; undefined for a suite that gives none. */
  readonly points: string | undefined;
  /** What is open besides: `4 answers missing (30 points)`. */
  readonly open: readonly string[];
  /** What to do next, and the command that does it. */
  readonly next: { readonly text: string; readonly command?: string };
}

/** Of one suite's exercises. */
export function summaryOf(record: RunRecord, suite: string, exercises: readonly ExerciseRecord[]): Summary {
  const standings = exercises.map((exercise) => standingOf(record, exercise));
  const asked = standings.filter(({ measured }) => measured !== undefined);
  const done = asked.filter(({ measured }) => measured === 'measured' || measured === 'inconclusive').length;
  const missing = exercises.flatMap(unanswered).length;
  const told = grade(record, new Map(exercises.map(({ id, points = [] }) => [id, points])));
  const all = sum(told.items);
  const waiting = told.items.filter(({ state, why }) => state === 'not yet graded' && why.startsWith('not answered'));
  const undecided = told.items.filter((item) => item.state === 'not yet graded' && !waiting.includes(item));
  const ofPoints = (some: number) => (some > 0 ? ` (${counted(some, 'point')})` : '');
  return {
    word: wordOf(record, standings),
    measured: `${done} of ${counted(asked.length, 'exercise')} measured`,
    points: all > 0 ? `${number(told.earned)} of ${counted(all, 'point')} measured` : undefined,
    open: [
      ...(missing > 0 ? [`${counted(missing, 'answer')} missing${ofPoints(sum(waiting))}`] : []),
      ...(told.byHand > 0 ? [`${counted(told.byHand, 'point')} for answers that a person reads`] : []),
      ...(undecided.length > 0 ? [`${counted(sum(undecided), 'point')} not decided yet`] : []),
    ],
    next: nextOf({ record, suite, exercises, standings, missing, isGraded: all > 0 }),
  };
}

const sum = (items: readonly { readonly points: number }[]): number =>
  Math.round(100 * items.reduce((so, { points }) => so + points, 0)) / 100;

function wordOf({ state }: RunRecord, standings: readonly Standing[]): Summary['word'] {
  const has = (...some: Standing['measured'][]) => standings.some(({ measured }) => some.includes(measured));
  if (has('failed')) return 'FAILED';
  if (state !== 'finished' || has('unfinished', 'not run')) return 'NOT FINISHED';
  return has('inconclusive') ? 'INCONCLUSIVE' : 'PASSED';
}

interface Situation {
  readonly record: RunRecord;
  readonly suite: string;
  readonly exercises: readonly ExerciseRecord[];
  readonly standings: readonly Standing[];
  readonly missing: number;
  readonly isGraded: boolean;
}

/** The first thing to do: what must be mended, then what is to be finished, decided, answered and handed in. */
function nextOf({ record, suite, exercises, standings, missing, isGraded }: Situation): Summary['next'] {
  const first = (state: Standing['measured']) => exercises[standings.findIndex(({ measured }) => measured === state)];
  const failed = first('failed');
  if (record.state !== 'finished') return { text: 'Go on where it stopped:', command: 'npm run lab -- resume' };
  if (failed !== undefined)
    return {
      text: `See why exercise ${failed.number} failed, then run it again:`,
      command: `npm run lab -- ${suiteOf(failed)}/${failed.number}`,
    };
  if (missing > 0)
    return { text: `Write your answers into suites/${suite}/answers.yaml, then:`, command: 'npm run lab -- answers' };
  if (first('inconclusive') !== undefined)
    return { text: 'Close other programs, and measure more boots:', command: `LAB_PACE=paper npm run lab -- ${suite}` };
  return isGraded ? { text: 'Hand it in:', command: 'npm run hand-in' } : { text: 'Nothing is left to do.' };
}
