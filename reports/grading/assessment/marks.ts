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
export type Figure = readonly [name: string, value: number];

/** Of two runs, by the figures that both have. */
export interface Likeness {
  readonly shared: number;
  /** Shares of them, 0 to 1: equal to the last digit, or almost. */
  readonly equal: number;
  readonly near: number;
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
export const ALIKE = { equal: { share: 0.2, of: 12 }, near: { share: 0.6, of: 60 } } as const;

export const isAlike = ({ shared, equal, near }: Likeness): boolean =>
  (shared >= ALIKE.equal.of && equal >= ALIKE.equal.share) || (shared >= ALIKE.near.of && near >= ALIKE.near.share);

/** @param words of the journal, by which each raw file had its number */
export function marksOf({ runs, machines, experiments }: RunRecord, words: readonly string[]): Marks {
  const known = new Map(experiments.map((one) => [one.id, new Set(directed(one))]));
  const figures = [
    ...machines.map(({ id, bootSeconds = 0 }): Figure => [`boot of ${id}`, bootSeconds]),
    ...runs.flatMap(({ key, target, seconds, readings }): Figure[] => {
      const names = known.get(key.experiment);
      const name = keyText(key, target);
      const told = Object.entries(readings).filter(([metric]) => names?.has(metric));
      return [
        [`seconds of ${name}`, seconds],
        ...told.flatMap(([metric, reading]) =>
          numbersIn(reading).map(([part, value]): Figure => [`${metric} ${part} of ${name}`, value]),
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

/** Figures that can be held against many others. */
export interface Sorted {
  readonly names: Int32Array;
  readonly values: Float64Array;
}

/** @param numbers of the names of all that are to be held against each other; new ones are added */
export function sorted(figures: readonly Figure[], numbers: Map<string, number>): Sorted {
  const all = new Map(
    figures.map(([name, value]) => {
      const number = numbers.get(name) ?? numbers.size;
      numbers.set(name, number);
      return [number, value];
    }),
  );
  const inOrder = [...all].toSorted(([one], [other]) => one - other);
  return {
    names: Int32Array.from(inOrder, ([name]) => name),
    values: Float64Array.from(inOrder, ([, value]) => value),
  };
}

/** Both are gone through once. Pure. */
export function likeness(one: Sorted, other: Sorted): Likeness {
  let [shared, equal, near] = [0, 0, 0];
  for (let here = 0, there = 0; here < one.names.length && there < other.names.length; ) {
    const order = (one.names[here] ?? 0) - (other.names[there] ?? 0);
    if (order === 0) {
      const [mine = 0, theirs = 0] = [one.values[here], other.values[there]];
      shared += 1;
      if (mine === theirs) equal += 1;
      if (Math.abs(mine - theirs) <= NEAR * Math.max(Math.abs(mine), Math.abs(theirs))) near += 1;
    }
    if (order <= 0) here += 1;
    if (order >= 0) there += 1;
  }
  return shared === 0 ? { shared, equal, near } : { shared, equal: equal / shared, near: near / shared };
}
