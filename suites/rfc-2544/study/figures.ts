// The study's figures, with what this run measured: receiving and sending beside each other, as it has them.

import { type Figures, median, type RunRecord } from '../../../fixtures/lab.ts';
import { busyIn } from './busy.ts';
import { PUBLISHED, type Published } from './published.ts';

export type Run = RunRecord['runs'][number];
type Curve = ReturnType<Figures>[number]['panels'][number]['curves'][number];

export const DIRECTIONS = ['DUT IN', 'DUT OUT'] as const;
const ACROSS = { name: 'frame', unit: 'B' } as const;
const CPU = { name: 'CPU', unit: '% of one CPU', linear: true } as const;

/** Of one arm, in one direction or in none, by the size of frames. */
const sizesOf = (runs: readonly Run[]): ReadonlyMap<number, Run[]> =>
  Map.groupBy(
    runs.toSorted((a, b) => frameOf(a) - frameOf(b)),
    frameOf,
  );

export const frameOf = ({ key }: Run): number => Number(key.at['frame']);
export const armOf = ({ key }: Run): string => key.arm;
export const isOf = (direction: string) => (run: Run) => run.key.workload.endsWith(direction);

/** Undefined of a run that tells no such number. */
export function numberIn({ readings }: Run, name: string): number | undefined {
  const value = readings[name];
  return typeof value === 'number' ? value : undefined;
}
const numberOf = (name: string) => (run: Run) => numberIn(run, name);

/** What a run tells, over the sizes of frames: median and range of its boots. */
function curve(
  label: string,
  runs: readonly Run[],
  tell: (run: Run) => number | undefined,
  published: Curve['published'] = [],
): Curve[] {
  const points = [...sizesOf(runs)].flatMap(([at, some]) => {
    const values = some.flatMap((run) => tell(run) ?? []);
    return values.length === 0
      ? []
      : [{ at, median: median(values), min: Math.min(...values), max: Math.max(...values) }];
  });
  return points.length === 0 ? [] : [{ label, points, ...(published.length > 0 && { published }) }];
}

type Reading = Published['reading'];

/** Panels of the study's figure: its two directions, in each a curve for each arm. */
function panels(runs: readonly Run[], reading: Readonly<Record<(typeof DIRECTIONS)[number], Reading>>) {
  return DIRECTIONS.map((direction) => ({
    name: direction,
    curves: [...Map.groupBy(runs.filter(isOf(direction)), armOf)].flatMap(([arm, some]) =>
      curve(
        arm,
        some,
        numberOf(reading[direction]),
        PUBLISHED.filter(
          (one) => one.arm === arm && one.direction === direction && one.reading === reading[direction],
        ).map(({ frame, value }) => ({ at: frame, value })),
      ),
    ),
  }));
}

/** Figures 2, 3 and 4. */
export const OF_A_FULL_LINK: Figures = ({ runs }, { id }) => {
  const mine = runs.filter(({ key }) => key.experiment === id);
  const of = (reading: Reading) => panels(mine, { 'DUT IN': reading, 'DUT OUT': reading });
  return [
    {
      title: 'Figure 2: throughput',
      across: ACROSS,
      up: { name: 'throughput', unit: 'Mbit/s' },
      panels: of('throughput'),
    },
    {
      title: 'Figure 3: CPU of the device’s own end, as nuttcp tells it',
      ...{ across: ACROSS, up: CPU },
      panels: panels(mine, { 'DUT IN': 'receiver cpu', 'DUT OUT': 'sender cpu' }),
    },
    { title: 'Figure 4: frames lost', across: ACROSS, up: { name: 'loss', unit: '%' }, panels: of('loss') },
  ];
};

/** Beneath figure 3: a figure for each arm, with all that took CPU time while frames arrived. */
export const BENEATH: Figures = ({ runs }, { id }) => {
  const mine = runs.filter(({ key }) => key.experiment === id);
  return [...Map.groupBy(mine, armOf)].map(([arm, some]) => {
    const kinds = [...new Set(some.flatMap((run) => Object.keys(busyIn(run)?.kinds ?? {})))];
    return {
      title: `Beneath figure 3, ${arm}: who took how much of one CPU`,
      ...{ across: ACROSS, up: CPU },
      panels: DIRECTIONS.map((direction) => ({
        name: direction,
        curves: kinds.flatMap((kind) => curve(kind, some.filter(isOf(direction)), (run) => busyIn(run)?.kinds[kind])),
      })),
    };
  });
};

/** Figure 5. */
export const OF_ROUND_TRIPS: Figures = ({ runs }, { id }) => [
  {
    title: 'Figure 5: round trips of an idle link',
    ...{ across: ACROSS, up: { name: 'mean latency', unit: 'ms' } },
    panels: [
      {
        name: '',
        curves: [
          ...Map.groupBy(
            runs.filter(({ key }) => key.experiment === id),
            armOf,
          ),
        ].flatMap(([arm, some]) => curve(arm, some, numberOf('mean latency'))),
      },
    ],
  },
];
