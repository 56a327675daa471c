import { type Random, seeded } from '../../fixtures/statistics/samples/random.ts';

/** A place in a series from which on its values come from another distribution. */
export interface ChangePoint {
  /** Index of the first value after the change. */
  readonly at: number;
  /** How often a series without this change looks as changed as this one does; at least 1 / (permutations + 1). */
  readonly p: number;
}

export interface Options {
  /** A change point counts when its p is at most this. */
  readonly significance?: number;
  readonly permutations?: number;
  /** Values on each side of a change point, at the least; 2 or more, since a distance within needs two. */
  readonly fewest?: number;
  readonly seed?: number;
}

/**
 * The change points of a series, in its order, by E-divisive: hierarchical bisection at the greatest energy distance,
 * each tested by permutation within the segments found so far (D. S. Matteson, N. A. James, A Nonparametric Approach
 * for Multiple Change Point Analysis of Multivariate Data, JASA 109 (505), 2014, 334-345, with alpha = 1). As MongoDB
 * uses it on performance tests: D. Daly et al., ICPE 2020, 67-75. Assumes no distribution; O(n^2) for each permutation.
 */
export function changePoints(
  values: readonly number[],
  { significance = 0.01, permutations = 499, fewest = 3, seed = 1 }: Options = {},
): ChangePoint[] {
  const random = seeded(seed);
  const found: ChangePoint[] = [];
  for (;;) {
    const edges = [0, ...found.map(({ at }) => at).toSorted((a, b) => a - b), values.length];
    const best = bestSplit(values, edges, fewest);
    if (best === undefined) break;
    let asGreat = 0;
    const shuffled = [...values];
    for (let round = 0; round < permutations; round++) {
      for (const [start, end] of segmentsOf(edges)) shuffle(shuffled, start, end, random);
      if ((bestSplit(shuffled, edges, fewest)?.statistic ?? 0) >= best.statistic) asGreat += 1;
    }
    const p = (asGreat + 1) / (permutations + 1);
    if (p > significance) break;
    found.push({ at: best.at, p });
  }
  return found.toSorted((a, b) => a.at - b.at);
}

interface Split {
  readonly at: number;
  readonly statistic: number;
}

/** The greatest of all segments. */
function bestSplit(values: readonly number[], edges: readonly number[], fewest: number): Split | undefined {
  let best: Split | undefined;
  for (const [start, end] of segmentsOf(edges)) {
    const split = splitOf(values.slice(start, end), fewest);
    if (split !== undefined && (best === undefined || split.statistic > best.statistic))
      best = { at: start + split.at, statistic: split.statistic };
  }
  return best;
}

/**
 * Of one segment: the place `at` and the end `stop` of what follows it for which the scaled energy distance is
 * greatest. `stop` may come before the segment's end, so that a second change does not hide the first.
 */
function splitOf(values: readonly number[], fewest: number): Split | undefined {
  const count = values.length;
  const [sums, width] = [distanceSums(values), count + 1];
  // Of the pairs among the values from `start` to before `end`.
  const within = (start: number, end: number) =>
    ((sums[end * width + end] ?? 0) - 2 * (sums[start * width + end] ?? 0) + (sums[start * width + start] ?? 0)) / 2;
  let best: Split | undefined;
  for (let at = fewest; at <= count - fewest; at++) {
    const left = within(0, at);
    for (let stop = at + fewest; stop <= count; stop++) {
      const [n, m] = [at, stop - at];
      const right = within(at, stop);
      const between = within(0, stop) - left - right;
      const energy = (2 * between) / (n * m) - (2 * left) / (n * (n - 1)) - (2 * right) / (m * (m - 1));
      const statistic = ((n * m) / (n + m)) * energy;
      if (best === undefined || statistic > best.statistic) best = { at, statistic };
    }
  }
  return best;
}

/** Of |a - b|, as a summed-area table in rows: entry (i, j) is the sum over the first i values and the first j. */
function distanceSums(values: readonly number[]): Float64Array {
  const width = values.length + 1;
  const table = new Float64Array(width * width);
  for (const [row, value] of values.entries()) {
    let line = 0;
    for (const [column, other] of values.entries()) {
      line += Math.abs(value - other);
      table[(row + 1) * width + column + 1] = (table[row * width + column + 1] ?? 0) + line;
    }
  }
  return table;
}

function segmentsOf(edges: readonly number[]): (readonly [number, number])[] {
  return edges.slice(1).map((end, index) => [edges[index] ?? 0, end] as const);
}

/** Fisher and Yates, in place from `start` to before `end`. */
function shuffle(values: number[], start: number, end: number, random: Random): void {
  for (let last = end - 1; last > start; last--) {
    const other = start + Math.floor(random() * (last - start + 1));
    const held = values[last] ?? 0;
    values[last] = values[other] ?? 0;
    values[other] = held;
  }
}
