import { moreBoots } from '../../../fixtures/statistics/more-boots.ts';
import { distanceTo } from '../../../fixtures/statistics/useful.ts';
import { isNoisy } from '../../../fixtures/statistics/verdict.ts';
import { grade } from '../../grading/assessment/grade.ts';
import type { ExerciseRecord, RunRecord } from '../../record/schema/record.ts';
import { decides, suiteOf, unanswered } from '../../record/views/exercise-state.ts';
import { type Standing, standingOf } from '../../record/views/standing.ts';
import { counted, number } from '../../wording/numbers.ts';
import { inline } from '../../wording/text.ts';

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
  /** What to do next, in this order. */
  readonly next: readonly Step[];
}

interface Step {
  readonly text: string;
  /** That does it. */
  readonly command?: string;
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
    next: nextOf({
      record,
      suite,
      exercises,
      standings,
      missing,
      undecided: ofPoints(sum(undecided)),
      isGraded: all > 0,
    }),
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
  /** ` (20 points)` */
  readonly undecided: string;
  readonly isGraded: boolean;
}

/** What must be mended comes first, alone; then what is to be answered and decided, or handed in. */
function nextOf(situation: Situation): Step[] {
  const { record, suite, exercises, standings, missing, isGraded } = situation;
  const first = (state: Standing['measured']) => exercises[standings.findIndex(({ measured }) => measured === state)];
  const failed = first('failed');
  if (record.state !== 'finished') return [{ text: 'Go on where it stopped:', command: 'npm run lab -- resume' }];
  if (failed !== undefined)
    return [
      {
        text: `See why exercise ${failed.number} failed, then run it again:`,
        command: `npm run lab -- ${suiteOf(failed)}/${failed.number}`,
      },
    ];
  const answer = {
    text: `Write your answers into suites/${suite}/answers.yaml, then:`,
    command: 'npm run lab -- answers',
  };
  const steps = [
    ...(missing > 0 ? [answer] : []),
    ...(first('inconclusive') === undefined ? [] : [decisionOf(situation)]),
  ];
  if (steps.length > 0) return steps;
  return [isGraded ? { text: 'Hand it in:', command: 'npm run hand-in' } : { text: 'Nothing is left to do.' }];
}

/** What would decide the claims that are open, as their verdicts say it. */
function decisionOf({ record, suite, exercises, undecided }: Situation): Step {
  const own = new Set(exercises.map(({ id }) => id));
  const open = record.claims.filter(
    (claim) => own.has(claim.exercise) && decides(claim) && claim.verdict.outcome === 'inconclusive',
  );
  const [barred] = open.filter(({ verdict }) => !isNoisy(verdict));
  const noisy = open.filter(({ verdict }) => isNoisy(verdict));
  const what = `For what is undecided${undecided}`;
  if (noisy.length === 0 && barred !== undefined) {
    const { reason, remedy = 'see why in the report' } = barred.verdict;
    return { text: inline(`${what} (${reason}), ${remedy}.`) };
  }
  const more = moreBoots(noisy.map(({ comparison, bound }) => ({ comparison, margin: distanceTo(comparison, bound) })));
  const run = `npm run lab -- ${suite}`;
  switch (more.kind) {
    case 'first':
      return { text: `${what}, measure more boots:`, command: `LAB_PACE=paper ${run}` };
    case 'paper':
      return { text: `${what}, measure about ${more.boots} boots of each:`, command: `LAB_PACE=paper ${run}` };
    default:
      return { text: `${what}, close other programs or use a quieter computer, then run it again:`, command: run };
  }
}
