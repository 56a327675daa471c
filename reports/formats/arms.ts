import type { RunRecord } from '../record/schema/record.ts';
import { inline } from '../wording/text.ts';

type Booted = Pick<RunRecord, 'units' | 'machines'>;

/**
 * An arm as a page names it: where the kernel carries its packets (vhost), that stands in its name, so that nobody takes
 * two causes for one. `virtio-net on tap` is `virtio-net on tap+vhost`.
 */
export function armName({ units, machines }: Booted, experiment: string, arm: string): string {
  const name = inline(arm);
  const unit = units.find((one) => one.experiment === experiment && one.arm === arm);
  const hasVhost = machines.some(({ id, netdev }) => netdev === 'tap+vhost' && unit?.machines.includes(id));
  if (!hasVhost || /vhost/i.test(name)) return name;
  return /\btap\b/.test(name) ? name.replace(/\btap\b/, 'tap+vhost') : `${name} (tap+vhost)`;
}

/** All arms in the order in which they were declared: each has one colour on the whole page. */
export const armsOf = ({ experiments }: Pick<RunRecord, 'experiments'>): string[] => [
  ...new Set(experiments.flatMap(({ arms }) => arms.map(({ label }) => label))),
];
