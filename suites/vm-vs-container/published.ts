// What the homework's table says, as data, beside what this run measured.

import { median, number, type RunRecord, type Story } from '../../fixtures/lab.ts';

type Run = RunRecord['runs'][number];

/** Its averages of five runs of 10,000 events each: seconds, by the column's name. */
export const PUBLISHED = {
  'QEMU 1': { 5000: 5.1492, 10000: 12.5811, 20000: 31.3374 },
  'QEMU 2': { 5000: 5.1933, 10000: 12.6773, 20000: 31.2579 },
  'QEMU 3': { 5000: 5.3216, 10000: 12.9835, 20000: 31.9195 },
  Docker: { 5000: 2.3261, 10000: 6.0221, 20000: 15.5241 },
} as const;

/** What 10,000 events take. */
const EVENTS = 10_000;

/**
 * The arms and their CPUs that stand for a column. One container stood for three, in a VM of
 * Docker's, and saw 20 CPUs though it was told one.
 */
const COLUMNS = {
  'QEMU 1': { arms: ['VM of the homework'], cpus: 1 },
  'QEMU 2': { arms: ['VM of the homework'], cpus: 2 },
  'QEMU 3': { arms: ['VM of the homework'], cpus: 4 },
  Docker: { arms: ['container', 'container in VM'], cpus: 1 },
} as const;

export const published: Story = ({ runs }, { id }) => besideOurs(runs.filter(({ key }) => key.experiment === id));

/** A sentence for each number whose environment was measured, on one thread: what sysbench uses unless it is told. Pure. */
export function besideOurs(runs: readonly Run[]): readonly string[] {
  const sentences = Object.entries(PUBLISHED).flatMap(([column, values]) => {
    const { arms, cpus } = COLUMNS[column as keyof typeof COLUMNS];
    return Object.entries(values).flatMap(([primes, seconds]) =>
      arms.flatMap((arm) => {
        const rates = runs.flatMap(({ key, readings: { events } }) =>
          key.arm === arm && key.at['cpus'] === cpus && key.at['threads'] === 1 && `${key.at['primes']}` === primes
            ? [Number(events)]
            : [],
        );
        if (rates.length === 0) return [];
        const ours = number(EVENTS / median(rates));
        return [`${column}, primes to ${primes}: published ${seconds} s for 10,000 events; here ${arm}, ${ours} s.`];
      }),
    );
  });
  return sentences.length > 0 ? sentences : ['No environment of this run stands in the homework’s table.'];
}
