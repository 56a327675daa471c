// How guests side by side shared the computer: whether they ran at the same time, and how evenly.

import { isOfTarget, jain, median, number, type RunRecord, type Story, spread } from '../../../fixtures/lab.ts';
import { EIGHT, reading, SEVENTEEN } from './published.ts';

type Run = RunRecord['runs'][number];

/** Of the shortest run, by which the first and the last may begin apart: for longer the first had the computer to itself. */
const APART = 0.1;

interface Boot {
  readonly guests: number;
  readonly ticks: readonly number[];
  /** Computations a second. */
  readonly throughput: readonly number[];
  /** Seconds. */
  readonly skew: number;
  readonly shortest: number;
}

/** Of each unit with several guests. */
function bootsOf(runs: readonly Run[]): Boot[] {
  return [...Map.groupBy(runs, ({ unit }) => unit).values()].flatMap((some) => {
    const own = some.filter(isOfTarget);
    const guests = Number(own[0]?.key.at['guests']);
    if (!(guests > 1)) return [];
    const skew = some.filter((run) => !isOfTarget(run)).flatMap(reading('skew'));
    return [
      {
        guests,
        ticks: own.flatMap(reading('ticks')),
        throughput: own.flatMap(reading('throughput')),
        skew: Math.max(0, ...skew) / 1000,
        shortest: Math.min(...own.flatMap(reading('elapsed'))),
      },
    ];
  });
}

const isWhole = ({ guests, ticks }: Boot) => ticks.length === guests;

/** Why the guests' throughput does not add up, if so. */
export function hadTheirTurns(runs: readonly Run[]): string | undefined {
  const boots = bootsOf(runs);
  const dead = boots.find((boot) => !isWhole(boot));
  if (dead !== undefined) return `a guest of ${dead.guests} died`;
  const apart = boots.find(({ skew, shortest }) => skew > APART * shortest);
  return apart === undefined
    ? undefined
    : `of ${apart.guests} side by side the last began ${number(apart.skew)} s after the first, and the shortest run took ${number(apart.shortest)} s`;
}

export const fairness: Story = ({ runs }, { id }) => shared(runs.filter(({ key }) => key.experiment === id));

/** A sentence for each size of each arm. Pure. */
export function shared(runs: readonly Run[]): readonly string[] {
  const arms = Map.groupBy(runs, ({ key }) => `${key.arm}, ${key.at['guests']} side by side`);
  const sentences = [...arms].flatMap(([who, some]) => {
    const boots = bootsOf(some).filter(isWhole);
    if (boots.length === 0) return [];
    const spreads = boots.map(({ ticks }) => spread(ticks));
    const worst = Math.min(...boots.map(({ throughput }) => jain(throughput)));
    const guests = boots[0]?.guests;
    const told = guests === 8 ? EIGHT : guests === 17 ? SEVENTEEN : undefined;
    return [
      `${who}: ${number(median(boots.map(({ throughput }) => sum(throughput))))} computations a second together; Jain’s index ${worst.toFixed(4)} in the least even of ${boots.length} boots (1 is even); ticks were off their mean by ${percent(median(spreads.map(({ average }) => average)))} on average, ${percent(median(spreads.map(({ range }) => range)))} from the least to the most; they began within ${number(Math.max(...boots.map(({ skew }) => skew)) * 1000)} ms.${told === undefined ? '' : ` Published: around ${told} %.`}`,
    ];
  });
  return [
    ...sentences,
    `Published of fairness, on 8 cores: around ${EIGHT} % with 8 guests, ${SEVENTEEN} % on average with 17. rdtsc goes on while a guest waits for its turn, so a guest that waits longer counts more.`,
  ];
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
const percent = (share: number) => `${number(share * 100)} %`;
