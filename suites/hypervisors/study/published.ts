// What the paper published of CPUs, as data with its place, beside what this run measured.

import { isOfTarget, median, number, type RunRecord, type Story } from '../../../fixtures/lab.ts';

type Run = RunRecord['runs'][number];

/** Per cent, section 6.3: its figures have no more numbers than these. Of one guest, of 8 and of 17, on 8 cores. */
export const ONE = 2;
export const EIGHT = 2;
export const SEVENTEEN = 5;

/** Table I: per cent that HEP-SPEC06 lost on 8 guests of an E5420, against the same on its physical CPUs. */
export const TABLE = { KVM: 3.42, 'Xen HVM': 4.55, 'Xen PV': 2.02 } as const;
/** And the next slower CPU, E5410, against the E5420. */
export const SLOWER_CPU = 4.07;

export const ofOne: Story = ({ runs }, { id }) => besideOne(runs.filter(({ key }) => key.experiment === id));

/** Pure. */
export function besideOne(runs: readonly Run[]): readonly string[] {
  const ticks = (arm: string) => runs.filter(({ key }) => key.arm === arm).flatMap(reading('ticks'));
  const native = ticks('native');
  const sentences = ['VM virtio', 'VM emulated'].flatMap((arm) => {
    const ours = ticks(arm);
    if (ours.length === 0 || native.length === 0) return [];
    return [
      `Figure 4, one guest: published, around ${ONE} % from the host; here ${arm}, ${more(median(ours) / median(native))} than natively.`,
    ];
  });
  return sentences.length > 0 ? sentences : ['No guest of this run can stand beside figure 4.'];
}

/** `3.1 % more ticks` */
const more = (times: number): string => `${number(Math.abs(times - 1) * 100)} % ${times < 1 ? 'fewer' : 'more'} ticks`;

export const ofFleets: Story = ({ runs, testbed }, { id }) =>
  besideTable(
    runs.filter(({ key }) => key.experiment === id),
    testbed?.fingerprint.cpus,
  );

/** Pure. */
export function besideTable(runs: readonly Run[], cpus: number | undefined): readonly string[] {
  const sizes = [...new Set(runs.map(({ key }) => Number(key.at['guests'])))].filter((count) => count > 1);
  const ours = sizes.flatMap((count) => {
    const [guests, native] = ['VMs', 'native'].map((arm) => totals(runs, arm, count));
    if (!guests?.length || !native?.length) return [];
    const lost = (1 - median(guests) / median(native)) * 100;
    const on = cpus === undefined ? '' : ` on ${cpus} CPUs`;
    return [`${count} guests${on} ${lost < 0 ? 'gained' : 'lost'} ${number(Math.abs(lost))} %`];
  });
  if (ours.length === 0) return ['No fleet of this run can stand beside table I.'];
  return [
    `Table I, HEP-SPEC06 on 8 guests of 8 cores: published, KVM lost ${TABLE.KVM} %; here, of pi, which is another program: ${ours.join(', ')}.`,
    `Table I besides, not measured here: Xen HVM lost ${TABLE['Xen HVM']} %, Xen PV ${TABLE['Xen PV']} %; and the next slower CPU, an E5410, does ${SLOWER_CPU} % less than an E5420.`,
  ];
}

/** What all did together, in each boot. */
export function totals(runs: readonly Run[], arm: string, count: number): number[] {
  const own = runs.filter((run) => isOfTarget(run) && run.key.arm === arm && run.key.at['guests'] === count);
  return [...Map.groupBy(own, ({ unit }) => unit).values()]
    .filter((some) => some.length === count)
    .map((some) => some.flatMap(reading('throughput')).reduce((sum, one) => sum + one, 0));
}

export const reading =
  (name: string) =>
  ({ readings: { [name]: value } }: Run): number[] =>
    typeof value === 'number' ? [value] : [];
