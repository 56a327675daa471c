// The Universal Scalability Law of the fleets, what it told of a larger one, and whether that was so.

import {
  type Figures,
  isOfTarget,
  type Law,
  type Load,
  lawOf,
  number,
  predictionOf,
  type RunRecord,
  type Story,
} from '../../../fixtures/lab.ts';
import { totals } from './published.ts';

type Run = RunRecord['runs'][number];
type Estimated = Law['sigma'];

const ARMS = ['VMs', 'native'] as const;

/** What an arm did in each boot, by its size. */
export const loadsOf = (runs: readonly Run[], arm: string): Load[] =>
  sizesIn(runs).flatMap((count) => totals(runs, arm, count).map((throughput) => ({ count, throughput })));

const sizesIn = (runs: readonly Run[]): number[] =>
  [...new Set(runs.filter(isOfTarget).map(({ key }) => Number(key.at['guests'])))].toSorted((a, b) => a - b);

export const law: Story = ({ runs }, { id }) => {
  const own = runs.filter(({ key }) => key.experiment === id);
  return ARMS.map((arm) => told(arm, lawOf(loadsOf(own, arm))));
};

/** Pure. */
export function told(arm: string, found: Law | string): string {
  if (typeof found === 'string') return `${arm}: no law, since ${found}.`;
  const { sigma, kappa, lambda, scatter } = found;
  const peak = kappa.low > 0 && sigma.value < 1 ? Math.sqrt((1 - sigma.value) / kappa.value) : undefined;
  const most = peak === undefined ? '' : ` By it ${Math.max(1, Math.round(peak))} do the most together.`;
  return `${arm}: the Universal Scalability Law has one alone do ${number(lambda)} a second, contention ${estimate(sigma)} and coherency ${estimate(kappa)}; boots lie ${number(scatter * 100)} % from it.${most}`;
}

/** `0.05 (95 % interval 0.03 to 0.07)` */
function estimate({ value, low, high }: Estimated): string {
  const none = low <= 0 && high >= 0 ? ', so that there may be none' : '';
  return `${number(value)} (95 % interval ${number(low)} to ${number(high)}${none})`;
}

/** Of the experiment whose fleets it is of, asked with the runs of the larger one. */
export const prediction =
  (fitted: string, size: number): Story =>
  ({ runs }, { id }) => {
    const [before, later] = [fitted, id].map((one) => runs.filter(({ key }) => key.experiment === one));
    return ARMS.map((arm) => outcome(arm, size, loadsOf(before ?? [], arm), loadsOf(later ?? [], arm)));
  };

/** Pure. */
export function outcome(arm: string, size: number, before: readonly Load[], later: readonly Load[]): string {
  const result = predictionOf(lawOf(before), size, later);
  if (result.verdict === 'undecided') return `${arm}, ${size} side by side: undecided: ${result.because}.`;
  const { verdict, predicted, found } = result;
  return `${arm}, ${size} side by side: predicted ${number(predicted.value)} x one alone (95 % interval ${number(predicted.low)} to ${number(predicted.high)}); booted, ${number(found)} x. The prediction ${verdict}.`;
}

/** Throughput over the number: what was measured, and the law’s own curve. */
export const curves =
  (fitted: string): Figures =>
  ({ runs }, { id }) => {
    const both = runs.filter(({ key }) => key.experiment === fitted || key.experiment === id);
    const sizes = sizesIn(both);
    return [
      {
        title: 'Throughput of pi over the number of guests, and the law of the smaller fleets',
        across: { name: 'guests', unit: '1' },
        up: { name: 'throughput', unit: 'computations a second', linear: true },
        panels: ARMS.map((arm) => {
          const found = lawOf(
            loadsOf(
              runs.filter(({ key }) => key.experiment === fitted),
              arm,
            ),
          );
          const measured = sizes.flatMap((at) => {
            const values = totals(both, arm, at).toSorted((a, b) => a - b);
            const [min, max] = [values[0], values.at(-1)];
            return min === undefined || max === undefined ? [] : [{ at, median: middle(values), min, max }];
          });
          const curve = sizes.flatMap((at) => {
            if (typeof found === 'string') return [];
            const { value, low, high } = found.at(at);
            return value > 0 && Number.isFinite(high) ? [{ at, median: value, min: low, max: high }] : [];
          });
          return {
            name: arm,
            curves: [
              { label: 'measured', points: measured },
              ...(curve.length > 0 ? [{ label: 'law', points: curve }] : []),
            ],
          };
        }),
      },
    ];
  };

const middle = (sorted: readonly number[]): number => sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
