import { statistics } from '../../fixtures/statistics/samples/summary.ts';
import { changePoints } from './e-divisive.ts';
import type { Point } from './store.ts';

/** One metric on one computer over its runs. */
export interface Trend {
  readonly series: string;
  readonly computer: string;
  readonly metric: Point['metric'];
  /** The last MOST, in the order of the runs. */
  readonly points: readonly Point[];
  readonly changes: readonly Change[];
}

export interface Change {
  /** The first run after the change. */
  readonly point: Point;
  readonly p: number;
  /** Median after it over median before it, each up to the next change. */
  readonly ratio: number;
  /** `more`, `less`: of a metric of which neither is better. */
  readonly direction: 'better' | 'worse' | 'more' | 'less' | 'the same';
  /** What was not the same in the run before: QEMU, the testbed's kernel, the guest image, the lab's commit. */
  readonly alongside: readonly string[];
}

/** What a metric was between two changes: from the run at index `from` to before the one at `to`. */
export interface Level {
  readonly from: number;
  readonly to: number;
  readonly median: number;
}

/** More are of no use to whoever looks at the latest, and the search grows with their square. */
const MOST = 200;
/** A change of spread alone may leave the median within this of where it was. */
const SAME = 0.005;

/** Change points are sought in the logarithms, where a change of 10 % is as large at 1 as at 1000. */
export function trendsOf(points: readonly Point[]): Trend[] {
  const groups = Map.groupBy(points, ({ series, computer, metric }) => [series, computer, metric.unit].join('\n'));
  return [...groups.values()].flatMap((group) => {
    const some = group.slice(-MOST);
    const [first] = some;
    if (first === undefined) return [];
    const { series, computer, metric } = first;
    return { series, computer, metric, points: some, changes: changesIn(some) };
  });
}

/** One level where nothing changed. */
export function levelsOf({ points, changes }: Trend): Level[] {
  const edges = [0, ...changes.map(({ point }) => points.indexOf(point)), points.length];
  return edges.slice(1).map((to, index) => {
    const from = edges[index] ?? 0;
    return { from, to, median: median(points.slice(from, to)) };
  });
}

function changesIn(points: readonly Point[]): Change[] {
  const found = changePoints(points.map(({ value }) => Math.log(value)));
  const edges = [0, ...found.map(({ at }) => at), points.length];
  return found.flatMap(({ at, p }, index) => {
    const [before, after] = [points.slice(edges[index], at), points.slice(at, edges[index + 2])];
    const [earlier, point] = [points[at - 1], points[at]];
    if (earlier === undefined || point === undefined) return [];
    const ratio = median(after) / median(before);
    return { point, p, ratio, direction: directionOf(ratio, point), alongside: changedBetween(earlier, point) };
  });
}

function directionOf(ratio: number, { metric }: Point): Change['direction'] {
  if (Math.abs(ratio - 1) <= SAME) return 'the same';
  if (metric.better === undefined) return ratio > 1 ? 'more' : 'less';
  return ratio > 1 === (metric.better === 'higher') ? 'better' : 'worse';
}

function changedBetween(earlier: Point, later: Point): string[] {
  const told = { QEMU: 'qemu', kernel: 'kernel', 'guest image': 'image', commit: 'commit' } as const;
  return Object.entries(told).flatMap(([name, key]) => {
    const [before = 'unknown', after = 'unknown'] = [earlier[key], later[key]];
    return before === after ? [] : [`${name} ${before}, then ${after}`];
  });
}

const median = (points: readonly Point[]): number => statistics(points.map(({ value }) => value)).p50;
