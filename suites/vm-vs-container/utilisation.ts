// Disk utilisation, as the homework reckons it and as a kernel does.

import { median, number, type RunRecord, type Story } from '../../fixtures/lab.ts';

type Run = RunRecord['runs'][number];

export const utilisation: Story = ({ runs }, { id }) => utilised(runs.filter(({ key }) => key.experiment === id));

/**
 * Its formula: "the total operations performed", divided by "the total time taken by event execution", which sysbench adds
 * up over all threads: what one thread is served a second, whether the disk is idle or not. Pure.
 */
export function utilised(runs: readonly Run[]): readonly string[] {
  const sentences = [...Map.groupBy(runs, ({ key: { arm, workload } }) => `${arm}, ${workload}`)].flatMap(
    ([which, all]) => {
      const rates = all.flatMap(({ readings }) => {
        const rate = (Number(readings['iops']) * Number(readings['total time'])) / Number(readings['time of requests']);
        return Number.isFinite(rate) ? [rate] : [];
      });
      if (rates.length === 0) return [];
      const busy = all.flatMap(({ readings: { 'device busy': share } }) => (typeof share === 'number' ? [share] : []));
      const ours =
        busy.length === 0
          ? 'of its device nothing is told'
          : `its device was busy ${number(median(busy))} % of the time`;
      return [`${which}: by the homework’s formula ${number(median(rates))} operations a second; ${ours}.`];
    },
  );
  return sentences.length > 0 ? sentences : ['No environment of this run has read or written files.'];
}
