import type { RunRecord } from '../../record/schema/record.ts';
import type { ExperimentRecord, Reading, Run } from '../../record/schema/run.ts';
import { keyText, pointText } from '../../record/views/run-key.ts';

/** By what a run is known again, whatever is edited around it. */
export interface Marks {
  /** Drawn by the lab for this run alone. */
  readonly words: readonly string[];
  readonly units: readonly UnitMarks[];
}

/**
 * What clocks and counters told of a boot, by names that each boot of its place has: how long it and each tool took,
 * rates, latencies, VM exits, CPU time. Which of the boots it was is not in them, so that copies may exchange theirs.
 */
export interface UnitMarks {
  /** Experiment, arm and point. */
  readonly place: string;
  readonly figures: readonly Figure[];
}
/** The metric is that of many figures: `iops`, `exits`, `seconds`. */
export type Figure = readonly [name: string, value: number, metric: string];

/**
 * Of two runs, by figures of the same name in boots of the same place, each boot held against the one that it is
 * likest.
 */
export interface Likeness {
  readonly shared: number;
  /** Shares of them, 0 to 1: equal to the last digit, or almost. */
  readonly equal: number;
  readonly near: number;
  /** The highest share of one metric's figures that are equal, of metrics with enough of them. */
  readonly equalOfOne: number;
}

/**
 * What differs by less is almost equal: two boots of one machine, one after the other, differ by several times as much.
 */
const NEAR = 0.02;
/** A figure that was rounded to fewer digits says nothing. */
const FEWEST_DIGITS = 4;
/** Of a place: more than any lab asks for, so that nobody's bundle makes a class wait. */
const MOST_BOOTS = 100;
/**
 * Shares from which two runs are one, of so many figures at the least. They rest on three real runs, those in
 * reports/grading/testing: two under TCG on one computer and one on a nested testbed, all quick, so three pairs of runs
 * and three of boots of one run. Honest pairs have 1 % equal, 12 % almost, and 7 % of one metric at the most; copies
 * with other digits or in another order 99 % almost at the least. `npm run bench -- likeness RUN...` shows it for
 * others.
 */
export const ALIKE = {
  equal: { share: 0.2, of: 12 },
  near: { share: 0.6, of: 60 },
  /**
   * Counts that no console shows are changed with ease, and are more than all others: each metric stands for itself
   * too.
   */
  equalOfOne: { share: 1 / 3, of: 12 },
} as const;

export const isAlike = ({ shared, equal, near, equalOfOne }: Likeness): boolean =>
  (shared >= ALIKE.equal.of && equal >= ALIKE.equal.share) ||
  (shared >= ALIKE.near.of && near >= ALIKE.near.share) ||
  equalOfOne >= ALIKE.equalOfOne.share;

/** What the kernel gave a connection's end: no two runs have many of them alike. */
export const PORT = 'port';

/**
 * @param words of the journal, by which each raw file had its number
 * @param portOf what its connection had, where its tool tells of one
 */
export function marksOf(
  { runs, machines, units, experiments }: RunRecord,
  words: readonly string[],
  portOf: (run: Run) => number | undefined,
): Marks {
  const known = new Map(experiments.map((one) => [one.id, new Set(directed(one))]));
  const runsOf = Map.groupBy(runs, ({ unit }) => unit);
  const booted = new Map(machines.map((one) => [one.id, one]));
  const all = units.map(({ id, experiment, arm, at, machines: own }): UnitMarks => {
    const figures = [
      ...own.map((one): Figure => [`boot of ${booted.get(one)?.name}`, booted.get(one)?.bootSeconds ?? 0, 'boot']),
      ...(runsOf.get(id) ?? []).flatMap((run) => figuresOf(run, known.get(experiment), portOf)),
    ];
    const telling = figures.filter(([, value]) => digitsOf(value) >= FEWEST_DIGITS);
    return { place: JSON.stringify([experiment, arm, pointText(at)]), figures: telling };
  });
  return { words, units: all };
}

function figuresOf(
  run: Run,
  names: ReadonlySet<string> | undefined,
  portOf: (run: Run) => number | undefined,
): Figure[] {
  const { key, target, seconds, readings } = run;
  const name = keyText({ ...key, block: 0, boot: 0 }, target);
  const told = Object.entries(readings).filter(([metric]) => names?.has(metric));
  const port = portOf(run);
  return [
    [`seconds of ${name}`, seconds, 'seconds'],
    ...(port === undefined ? [] : [[`port of ${name}`, port, PORT] as const]),
    ...told.flatMap(([metric, reading]) =>
      numbersIn(reading).map(([part, value]): Figure => [`${metric} ${part} of ${name}`, value, metric]),
    ),
  ];
}

/**
 * Metrics of which one may be better than another: what was asked for, as bytes to be moved, is the same in all runs. So is
 * what hardly varies, as instructions, which tells its resolution.
 */
const directed = ({ workloads, metrics }: ExperimentRecord): string[] =>
  [metrics, ...workloads.map((one) => one.metrics)].flatMap((all) =>
    Object.entries(all).flatMap(([name, { better, resolution }]) =>
      better === undefined || resolution !== undefined ? [] : [name],
    ),
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

/** Boots that can be held against many others, by their places. */
export type Sorted = ReadonlyMap<string, readonly Boot[]>;

/** Its figures, in the order of their names' numbers. */
interface Boot {
  readonly names: Int32Array;
  readonly metrics: Int32Array;
  readonly values: Float64Array;
}

/**
 * What stands for names of figures and metrics: the same number for the same name, in all that are held against each
 * other.
 */
export class Numbers {
  readonly #names = new Map<string, number>();
  readonly #metrics = new Map<string, number>();

  sorted(units: readonly UnitMarks[]): Sorted {
    const places = Map.groupBy(units, ({ place }) => place);
    return new Map([...places].map(([place, all]) => [place, all.slice(0, MOST_BOOTS).map((one) => this.#boot(one))]));
  }

  #boot({ figures }: UnitMarks): Boot {
    const all = new Map(
      figures.map(([name, value, metric]) => [
        numberOf(name, this.#names),
        { value, metric: numberOf(metric, this.#metrics) },
      ]),
    );
    const names = Int32Array.from(all.keys()).sort();
    return {
      names,
      metrics: Int32Array.from(names, (name) => all.get(name)?.metric ?? 0),
      values: Float64Array.from(names, (name) => all.get(name)?.value ?? 0),
    };
  }
}

function numberOf(name: string, numbers: Map<string, number>): number {
  const number = numbers.get(name) ?? numbers.size;
  numbers.set(name, number);
  return number;
}

export function likeness(one: Sorted, other: Sorted): Likeness {
  let [shared, equal, near] = [0, 0, 0];
  const metrics = new Map<number, { of: number; equal: number }>();
  for (const [place, boots] of one)
    for (const mine of boots) {
      const theirs = likest(mine, other.get(place) ?? []);
      if (theirs === undefined) continue;
      forCommon(mine, theirs, (here, value, theirValue) => {
        const number = at(mine.metrics, here);
        const metric = metrics.get(number) ?? { of: 0, equal: 0 };
        metrics.set(number, metric);
        shared += 1;
        metric.of += 1;
        if (isNear(value, theirValue)) near += 1;
        if (value !== theirValue) return;
        equal += 1;
        metric.equal += 1;
      });
    }
  const enough = [...metrics.values()].filter(({ of }) => of >= ALIKE.equalOfOne.of);
  return {
    ...{ shared, equal: equal / (shared || 1), near: near / (shared || 1) },
    equalOfOne: Math.max(0, ...enough.map((metric) => metric.equal / metric.of)),
  };
}

function likest(mine: Boot, all: readonly Boot[]): Boot | undefined {
  let [most, found] = [-1, all[0]];
  if (all.length < 2) return found;
  for (const theirs of all) {
    let count = 0;
    forCommon(mine, theirs, (_, value, theirValue) => {
      if (isNear(value, theirValue)) count += 1;
    });
    if (count > most) [most, found] = [count, theirs];
  }
  return found;
}

const isNear = (one: number, other: number): boolean =>
  Math.abs(one - other) <= NEAR * Math.max(Math.abs(one), Math.abs(other));

/** Figures of one name. Both boots are gone through once. */
function forCommon(mine: Boot, theirs: Boot, each: (here: number, value: number, theirValue: number) => void): void {
  let [here, there] = [0, 0];
  while (here < mine.names.length && there < theirs.names.length) {
    const order = at(mine.names, here) - at(theirs.names, there);
    if (order === 0) each(here, at(mine.values, here), at(theirs.values, there));
    if (order <= 0) here += 1;
    if (order >= 0) there += 1;
  }
}

const at = (all: Int32Array | Float64Array, index: number): number => all[index] ?? 0;
