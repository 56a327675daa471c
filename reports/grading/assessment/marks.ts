import type { RunRecord } from '../../record/schema/record.ts';
import type { ExperimentRecord, Reading } from '../../record/schema/run.ts';
import { keyText } from '../../record/views/run-key.ts';

/** By what a run is known again, whatever is edited around it. */
export interface Marks {
  /** Drawn by the lab for this run alone. */
  readonly words: readonly string[];
  /**
   * What clocks and counters told, by names that any run of the same exercises has: how long each boot and each tool took,
   * rates, latencies, VM exits, CPU time.
   */
  readonly figures: readonly Figure[];
}
/** The metric is that of many figures: `iops`, `exits`, `seconds`. */
export type Figure = readonly [name: string, value: number, metric: string];

/** Of two runs, by the figures that both have. */
export interface Likeness {
  readonly shared: number;
  /** Shares of them, 0 to 1: equal to the last digit, or almost. */
  readonly equal: number;
  readonly near: number;
  /** The highest share of one metric's figures that are equal, of metrics with enough of them. */
  readonly equalOfOne: number;
}

/** What differs by less is almost equal: two boots of one machine, one after the other, differ by several times as much. */
const NEAR = 0.02;
/** A figure that was rounded to fewer digits says nothing. */
const FEWEST_DIGITS = 4;
/**
 * Shares from which two runs are one, of so many figures at the least. `npm run bench -- likeness` shows the study: what
 * honest pairs have at the most, boots of one run held against each other among them, and copies with other digits at the
 * least.
 */
export const ALIKE = {
  equal: { share: 0.2, of: 12 },
  near: { share: 0.6, of: 60 },
  /** Counts that no console shows are changed with ease, and are more than all others: each metric stands for itself too. */
  equalOfOne: { share: 1 / 3, of: 12 },
} as const;

export const isAlike = ({ shared, equal, near, equalOfOne }: Likeness): boolean =>
  (shared >= ALIKE.equal.of && equal >= ALIKE.equal.share) ||
  (shared >= ALIKE.near.of && near >= ALIKE.near.share) ||
  equalOfOne >= ALIKE.equalOfOne.share;

/** @param words of the journal, by which each raw file had its number */
export function marksOf({ runs, machines, experiments }: RunRecord, words: readonly string[]): Marks {
  const known = new Map(experiments.map((one) => [one.id, new Set(directed(one))]));
  const figures = [
    ...machines.map(({ id, bootSeconds = 0 }): Figure => [`boot of ${id}`, bootSeconds, 'boot']),
    ...runs.flatMap(({ key, target, seconds, readings }): Figure[] => {
      const names = known.get(key.experiment);
      const name = keyText(key, target);
      const told = Object.entries(readings).filter(([metric]) => names?.has(metric));
      return [
        [`seconds of ${name}`, seconds, 'seconds'],
        ...told.flatMap(([metric, reading]) =>
          numbersIn(reading).map(([part, value]): Figure => [`${metric} ${part} of ${name}`, value, metric]),
        ),
      ];
    }),
  ];
  return { words, figures: figures.filter(([, value]) => digitsOf(value) >= FEWEST_DIGITS) };
}

/** Metrics of which one may be better than another: what was asked for, as bytes to be moved, is the same in all runs. */
const directed = ({ workloads, metrics }: ExperimentRecord): string[] =>
  [metrics, ...workloads.map((one) => one.metrics)].flatMap((all) =>
    Object.entries(all).flatMap(([name, { better }]) => (better === undefined ? [] : [name])),
  );

function numbersIn(reading: Reading): (readonly [string, number])[] {
  if (typeof reading === 'number') return [['', reading]];
  return 'parts' in reading ? Object.entries(reading.parts) : [];
}

/** `0.0120` has two. */
const digitsOf = (value: number): number =>
  String(value)
    .replace(/e.*$/, '')
    .replace(/^[-0.]+/, '')
    .replace('.', '')
    .replace(/0+$/, '').length;

/** Figures that can be held against many others, by metric and name. */
export interface Sorted {
  readonly metrics: Int32Array;
  readonly names: Int32Array;
  readonly values: Float64Array;
}

/** What stands for names of figures and metrics: the same number for the same name, in all that are held against each other. */
export class Numbers {
  readonly #names = new Map<string, number>();
  readonly #metrics = new Map<string, number>();

  sorted(figures: readonly Figure[]): Sorted {
    const all = new Map(
      figures.map(([name, value, metric]) => [
        numberOf(name, this.#names),
        { value, metric: numberOf(metric, this.#metrics) },
      ]),
    );
    const inOrder = [...all].toSorted(
      ([one, { metric: mine }], [other, { metric: theirs }]) => mine - theirs || one - other,
    );
    return {
      metrics: Int32Array.from(inOrder, ([, { metric }]) => metric),
      names: Int32Array.from(inOrder, ([name]) => name),
      values: Float64Array.from(inOrder, ([, { value }]) => value),
    };
  }
}

function numberOf(name: string, numbers: Map<string, number>): number {
  const number = numbers.get(name) ?? numbers.size;
  numbers.set(name, number);
  return number;
}

/** Both are gone through once. Pure. */
export function likeness(one: Sorted, other: Sorted): Likeness {
  let [shared, equal, near, equalOfOne] = [0, 0, 0, 0];
  let [metric, sharedBefore, equalBefore] = [-1, 0, 0];
  const metricEnds = () => {
    const [of, same] = [shared - sharedBefore, equal - equalBefore];
    if (of >= ALIKE.equalOfOne.of) equalOfOne = Math.max(equalOfOne, same / of);
    [sharedBefore, equalBefore] = [shared, equal];
  };
  for (let here = 0, there = 0; here < one.names.length && there < other.names.length; ) {
    const order = at(one.metrics, here) - at(other.metrics, there) || at(one.names, here) - at(other.names, there);
    if (order === 0) {
      if (at(one.metrics, here) !== metric) metricEnds();
      metric = at(one.metrics, here);
      const [mine, theirs] = [at(one.values, here), at(other.values, there)];
      shared += 1;
      if (mine === theirs) equal += 1;
      if (Math.abs(mine - theirs) <= NEAR * Math.max(Math.abs(mine), Math.abs(theirs))) near += 1;
    }
    if (order <= 0) here += 1;
    if (order >= 0) there += 1;
  }
  metricEnds();
  return { shared, equal: equal / (shared || 1), near: near / (shared || 1), equalOfOne };
}

const at = (all: Int32Array | Float64Array, index: number): number => all[index] ?? 0;
