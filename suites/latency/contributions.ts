// What each treatment adds or takes, in the run's own units: quantiles of all that its boots counted, against the untuned VM's.

import { number, quantileDifference, type RunRecord, type Story } from '../../fixtures/lab.ts';
import { P99 } from './rubric.ts';

type Run = RunRecord['runs'][number];

/** What is told of, by the workload. */
const TOLD = [
  { workload: 'cyclictest', metric: 'wake-ups', what: 'wake-ups', unit: 'µs' },
  { workload: 'ping', metric: 'latency', what: 'round trips', unit: 'µs' },
  { workload: 'page walk', metric: 'laps', what: 'accesses, lap by lap', unit: 'ns' },
] as const;
const SHARES = [
  { share: 0.5, name: 'p50' },
  { share: P99, name: 'p99' },
  { share: 1, name: 'max' },
] as const;
const UNTUNED = 'none';

export const contributions: Story = ({ runs }, { id }) =>
  contributionsOf(runs.filter(({ key }) => key.experiment === id && key.arm === 'VM'));

/** A sentence for each treatment and workload. Pure. */
export function contributionsOf(runs: readonly Run[]): readonly string[] {
  const tunings = [...new Set(runs.map(({ key }) => `${key.at['tuning']}`))].filter((one) => one !== UNTUNED);
  const sentences = TOLD.flatMap(({ workload, metric, what, unit }) => {
    const untuned = bootsOf(runs, UNTUNED, workload, metric);
    return tunings.flatMap((tuning) => {
      const tuned = bootsOf(runs, tuning, workload, metric);
      if (tuned.length === 0 || untuned.length === 0) return [];
      const told = SHARES.map(({ share, name }) => {
        const { difference, interval } = quantileDifference(tuned, untuned, { share });
        const open = interval === undefined ? '' : ` (95 %: ${interval.map(number).join(' to ')})`;
        return `${name} ${number(difference)} ${unit}${open}`;
      });
      return [
        `${what}, ${tuning} against ${UNTUNED}, ${tuned.length} and ${untuned.length} boots: ${told.join('; ')}.`,
      ];
    });
  });
  return sentences.length > 0 ? sentences : ['No VM of this run was tuned.'];
}

/** A histogram for each boot that counted any. */
function bootsOf(runs: readonly Run[], tuning: string, workload: string, metric: string) {
  return runs.flatMap(({ key, readings }) => {
    const reading = readings[metric];
    const own = key.workload === workload && key.at['tuning'] === tuning;
    return own && typeof reading === 'object' && 'histogram' in reading ? [reading] : [];
  });
}
