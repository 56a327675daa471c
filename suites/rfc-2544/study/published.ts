// What the study published, as data with its place, beside what this run measured.

import { median, number, type RunRecord, type Story } from '../../../fixtures/lab.ts';
import { fullRate } from '../trials.ts';

type Run = RunRecord['runs'][number];

export interface Published {
  /** Of the study. */
  readonly figure: string;
  readonly arm: 'native' | 'virtio-net on tap' | 'e1000 on tap';
  readonly direction: 'DUT IN' | 'DUT OUT';
  readonly frame: number;
  /** The reading that it is of. */
  readonly reading: 'throughput' | 'loss' | 'receiver cpu' | 'sender cpu';
  readonly value: number;
  readonly bound?: 'the most of all sizes';
}

/** Its text, section 5; its figures have no more numbers than these. The decimal commas and points are its own. */
export const PUBLISHED: readonly Published[] = [
  { figure: '2a', arm: 'e1000 on tap', direction: 'DUT IN', frame: 1280, reading: 'throughput', value: 949.11 },
  { figure: '2a', arm: 'e1000 on tap', direction: 'DUT IN', frame: 1518, reading: 'throughput', value: 952.33 },
  {
    ...{ figure: '2b', arm: 'e1000 on tap', direction: 'DUT OUT', frame: 1518, reading: 'throughput', value: 189.94 },
    bound: 'the most of all sizes',
  },
  { figure: '3b', arm: 'virtio-net on tap', direction: 'DUT OUT', frame: 64, reading: 'sender cpu', value: 97.04 },
  { figure: '4a', arm: 'e1000 on tap', direction: 'DUT IN', frame: 256, reading: 'loss', value: 23.33 },
  { figure: '4a', arm: 'e1000 on tap', direction: 'DUT IN', frame: 1280, reading: 'loss', value: 0.1966 },
  { figure: '4a', arm: 'e1000 on tap', direction: 'DUT IN', frame: 1518, reading: 'loss', value: 0.55 },
  { figure: '4a', arm: 'virtio-net on tap', direction: 'DUT IN', frame: 64, reading: 'loss', value: 2.5 },
  { figure: '4b', arm: 'virtio-net on tap', direction: 'DUT OUT', frame: 128, reading: 'loss', value: 3.37 },
  { figure: '4b', arm: 'native', direction: 'DUT OUT', frame: 128, reading: 'loss', value: 0.378 },
];

const UNITS = { throughput: 'Mbit/s', loss: '%', 'receiver cpu': '% of a CPU', 'sender cpu': '% of a CPU' } as const;

export const published: Story = ({ runs }, { id }) => besideOurs(runs.filter(({ key }) => key.experiment === id));

/** A sentence for each published number of a size that was measured. Pure. */
export function besideOurs(runs: readonly Run[]): readonly string[] {
  const sentences = PUBLISHED.flatMap((one) => {
    const { figure, arm, direction, frame, reading, value, bound } = one;
    const ours = runs.filter(
      ({ key }) => key.arm === arm && key.at['frame'] === frame && key.workload.endsWith(direction),
    );
    const measured = middle(ours, reading);
    if (measured === undefined) return [];
    const unit = UNITS[reading];
    const offered = middle(ours, 'offered');
    const full = fullRate(frame) / 1000;
    const of =
      reading === 'throughput' && offered !== undefined
        ? `, of ${number(offered)} that were sent and ${number(full)} that fill the link`
        : '';
    return [
      `Figure ${figure}, ${arm}, ${direction}, ${frame} bytes: published ${reading} ${value} ${unit}${bound === undefined ? '' : ` (${bound})`}; here ${number(measured)} ${unit}${of}.`,
    ];
  });
  return sentences.length > 0 ? sentences : ['None of the sizes of this run has a number in the study.'];
}

const middle = (runs: readonly Run[], name: string): number | undefined => {
  const values = runs.flatMap(({ readings: { [name]: value } }) => (typeof value === 'number' ? [value] : []));
  return values.length === 0 ? undefined : median(values);
};
