import type { ClaimRecord, ExerciseRecord, RunRecord } from '../../record/schema/record.ts';
import type { Points } from '../../record/schema/rubric.ts';
import { decides, NOT_ANSWERED } from '../../record/views/exercise-state.ts';

/** The points of every exercise, by its id (`studio-15/6`). */
export type PointsByExercise = ReadonlyMap<string, readonly Points[]>;

export interface GradedItem {
  readonly exercise: string;
  readonly what: string;
  /** What it may give at the most. */
  readonly points: number;
  /** Points, once they are certain; never for what is open. */
  readonly earned?: number;
  readonly state: 'graded' | 'by hand' | 'not yet graded';
  readonly why: string;
  /** What to do about what is not graded. */
  readonly remedy?: string;
}

export interface Grade {
  readonly items: readonly GradedItem[];
  readonly earned: number;
  /** What was to be had where it is graded, waits for a person, or is open; together all there is. */
  readonly graded: number;
  readonly byHand: number;
  readonly open: number;
}

/** What could not be looked at, and why: points that rest on it are open. */
export interface Open {
  readonly open: string;
  /** Arms of experiments. */
  readonly of: readonly { readonly experiment: string; readonly arm: string }[] | 'everything';
  /** Only what is claimed of these arms is open, not that they were measured. */
  readonly claims?: true;
}

/**
 * The grade of a run. What could not be decided (a claim that is inconclusive, a test that never ran) is not zero: it
 * is not yet graded, with what to do about it.
 */
export function grade(record: RunRecord, rubric: PointsByExercise, unseen: readonly Open[] = []): Grade {
  const items = [...rubric].flatMap(([id, all]) => {
    const exercise = record.exercises.find((one) => one.id === id);
    return all.map((points): GradedItem => {
      const head = { exercise: id, what: points.what, points: points.points };
      if (exercise === undefined) return { ...head, ...open('the exercise was not run', `npm run lab`) };
      const why = points.by === 'hand' ? undefined : unseenOf(points, exercise, record, unseen);
      if (why !== undefined) return { ...head, ...open(why, 'a person has to look at it') };
      return { ...head, ...judgement(points, exercise, record) };
    });
  });
  const sum = (state: GradedItem['state']) => total(items.filter((item) => item.state === state));
  return {
    items,
    earned: round(items.reduce((so, { earned = 0 }) => so + earned, 0)),
    ...{ graded: sum('graded'), byHand: sum('by hand'), open: sum('not yet graded') },
  };
}

/** Why what an item rests on was not seen; undefined where all of it was. */
function unseenOf(
  points: Points,
  exercise: ExerciseRecord,
  record: RunRecord,
  unseen: readonly Open[],
): string | undefined {
  const all = armsBehind(points, exercise, record);
  const claimed = points.by === 'series' ? new Set<string>() : armsBehind({ by: 'claims' }, exercise, record);
  const found = unseen.find(({ of, claims }) => {
    const arms = claims ? claimed : all;
    return of === 'everything' || of.some(({ experiment, arm }) => arms.has(JSON.stringify([experiment, arm])));
  });
  // Why that is stands above the items, once.
  return found?.of === 'everything' ? 'nothing of this run was checked' : found?.open;
}

function armsBehind(
  points: Pick<Points & { by: 'claims' }, 'by'> | Points,
  { id, findings }: ExerciseRecord,
  { series, units, claims }: RunRecord,
): ReadonlySet<string> {
  const shown = findings.flatMap((finding) => {
    if (finding.kind === 'series') return [finding.series];
    if (finding.kind === 'exits' || finding.kind === 'cpu' || finding.kind === 'losses') return finding.series;
    return finding.kind === 'comparison' ? [finding.comparison.of, finding.comparison.against] : [];
  });
  const judged = claims.flatMap(({ exercise, comparison }) =>
    exercise === id ? [comparison.of, comparison.against] : [],
  );
  const ids = new Set(points.by === 'series' ? points.series : points.by === 'claims' ? judged : [...shown, ...judged]);
  const looked = new Set(findings.flatMap((finding) => (finding.kind === 'output' ? [finding.unit] : [])));
  const places = [
    ...series.filter((one) => ids.has(one.id)),
    ...(points.by === 'test' ? units.filter((one) => looked.has(one.id)) : []),
  ];
  return new Set(places.map(({ experiment, arm }) => JSON.stringify([experiment, arm])));
}

type Judgement = Omit<GradedItem, 'exercise' | 'what' | 'points'>;

function judgement(points: Points, exercise: ExerciseRecord, record: RunRecord): Judgement {
  switch (points.by) {
    case 'test':
      return byTest(points, exercise);
    case 'series':
      return bySeries(points, record);
    case 'claims':
      return byClaims(points, exercise, record);
    default:
      return byHand(exercise);
  }
}

function byTest({ test, points }: Points & { by: 'test' }, { tests }: ExerciseRecord): Judgement {
  const found = tests.find(({ name }) => name === test);
  if (found?.state === 'passed') return given(points, points, 'passed');
  if (found?.state === 'failed') return given(0, points, found.errors[0]?.split('\n', 1)[0] ?? 'failed');
  const why = found?.note ?? 'the test did not come to its end';
  return why.startsWith(NOT_ANSWERED) ? UNANSWERED : open(why, 'run the lab again: npm run lab');
}

function bySeries({ series: ids, points }: Points & { by: 'series' }, { series }: RunRecord): Judgement {
  const measured = ids.filter((id) => series.some((one) => one.id === id && one.samples.length > 0));
  const text = `${measured.length} of ${ids.length} series measured`;
  if (measured.length === 0) return open('nothing was measured', 'run the lab again: npm run lab');
  return given((points * measured.length) / ids.length, points, text);
}

function byClaims(item: Points & { by: 'claims' }, { id }: ExerciseRecord, { claims }: RunRecord): Judgement {
  const deciding = claims.filter((claim) => claim.exercise === id && decides(claim));
  const undecided = deciding.find(({ verdict }) => verdict.outcome === 'inconclusive');
  if (undecided !== undefined) return open(undecided.verdict.reason, undecided.verdict.remedy ?? 'run the lab again');
  if (deciding.length === 0) return open('no claim was judged', 'run the lab again: npm run lab');
  const share = deciding.reduce((sum, claim) => sum + shareOf(claim, item), 0) / deciding.length;
  const failed = deciding.filter(({ verdict }) => verdict.outcome === 'fail').length;
  const why = failed === 0 ? 'every claim holds' : `${failed} of ${deciding.length} claims fail`;
  return given(item.points * share, item.points, why);
}

function shareOf({ verdict, comparison }: ClaimRecord, { curve }: Points & { by: 'claims' }): number {
  return verdict.outcome === 'pass' ? 1 : along(curve, comparison.ratio ?? comparison.difference);
}

/** On the straight lines between the points; nothing outside of them. */
export function along(curve: readonly (readonly [number, number])[], at: number): number {
  for (const [index, [to, share]] of curve.entries()) {
    const [from, before] = curve[index - 1] ?? [to, share];
    if (at >= from && at <= to) return to === from ? share : before + ((share - before) * (at - from)) / (to - from);
  }
  return 0;
}

function byHand({ findings }: ExerciseRecord): Judgement {
  const answered = findings.some((finding) => finding.kind === 'written' && finding.answer !== null);
  if (answered) return { state: 'by hand', why: 'answered: read it, and give points' };
  return UNANSWERED;
}

const given = (earned: number, points: number, why: string): Judgement => ({
  state: 'graded',
  earned: round(Math.min(earned, points)),
  why,
});

const open = (why: string, remedy: string): Judgement => ({ state: 'not yet graded', why, remedy });

const UNANSWERED = open(NOT_ANSWERED, 'write it into answers.yaml and hand in again: no new run is needed');

const total = (items: readonly GradedItem[]): number => round(items.reduce((sum, { points }) => sum + points, 0));

/** To hundredths: sums of thirds must not show it. */
const round = (value: number): number => Math.round(value * 100) / 100;
