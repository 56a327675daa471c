// What the study says of CPUs (figure 3, section 5 of its text), beside what this run measured; and its headline cause.

import { median, number, type RunRecord, type Story } from '../../../fixtures/lab.ts';
import { busyIn, sum } from './busy.ts';
import { armOf, frameOf, isOf, numberIn, type Run } from './figures.ts';
import { emulated, native, paravirtual } from './statements.ts';
import {
  accelerators,
  type Open,
  openUnderTcg,
  openUnlessQuiet,
  percent,
  range,
  said,
  type Verdict,
} from './verdicts.ts';

/** "CPU use stayed below 70 %", figure 3a. */
const BELOW = 70;
/** "A peak of at most 97.04 % in frames of 64 bytes", figure 3b; so near to it, in percentage points, is the same. */
const PEAK = { percent: 97.04, frame: 64, near: 5 } as const;
/** "99 % of a single CPU", figure 3b. From so much on one thread is that; the others together may have so little. */
const SINGLE = { percent: 99, busy: 90, others: 25 } as const;

/** Sentences, one for each claim of the study. */
export const ofCpus: Story = (record, { id }) => {
  const runs = record.runs.filter(({ key }) => key.experiment === id);
  const [underTcg, unlessQuiet] = [openUnderTcg(record, runs), openUnlessQuiet(record, id)];
  const open: Open = (verdict) => unlessQuiet(underTcg(verdict));
  return [...receiving(runs, open), ...peak(runs, open), ...singleCpu(runs, open), ...translation(record, runs)];
};

/** Figure 3a, of both cards. */
function receiving(runs: readonly Run[], open: Open): string[] {
  return [paravirtual, emulated].flatMap((arm) => {
    const sizes = [
      ...Map.groupBy(
        runs.filter(isOf('DUT IN')).filter((run) => armOf(run) === arm),
        frameOf,
      ),
    ];
    const told = sizes.map(([frame, some]) => ({ frame, some, shares: all(some, 'receiver cpu') }));
    const shares = told.flatMap((one) => one.shares);
    if (shares.length === 0) return [];
    const over = told.find((one) => one.shares.every((share) => share >= BELOW));
    const verdict: Verdict =
      over !== undefined
        ? `not reproduced: at ${over.frame} bytes no boot stayed below it${ofGuest(over.some)}`
        : shares.every((share) => share < BELOW)
          ? 'reproduced'
          : 'inconclusive: boots differ in it';
    return [
      `Figure 3a, ${arm}, DUT IN: published, CPU below ${BELOW} %; here ${range(shares)} by nuttcp. ${said(open(verdict))}`,
    ];
  });
}

/** `, where the guest saw 134 % of a CPU busy, 45 % of it with soft interrupts` */
function ofGuest(runs: readonly Run[]): string {
  const guests = runs.map((run) => busyIn(run)?.guest ?? {}).filter((guest) => sum(guest) > 0);
  if (guests.length === 0) return '';
  const soft = guests.map((guest) => (100 * (guest['soft interrupts'] ?? 0)) / sum(guest));
  return `, where the guest saw ${percent(guests.map(sum))} of one CPU busy, ${percent(soft)} of that with soft interrupts`;
}

/** Figure 3b, of the paravirtual card; with native beside it, since nuttcp's sender spins while it waits. */
function peak(runs: readonly Run[], open: Open): string[] {
  const sending = runs.filter(isOf('DUT OUT')).filter((run) => frameOf(run) === PEAK.frame);
  const [ours, without] = [paravirtual, native].map((arm) =>
    all(
      sending.filter((run) => armOf(run) === arm),
      'sender cpu',
    ),
  );
  if (ours === undefined || ours.length === 0) return [];
  const near = ours.filter((share) => Math.abs(share - PEAK.percent) <= PEAK.near);
  const verdict: Verdict =
    near.length === ours.length
      ? 'reproduced'
      : near.length > 0
        ? 'inconclusive: boots differ in it'
        : `not reproduced: nuttcp’s sender got ${percent(ours)} of one CPU`;
  const beside = without === undefined || without.length === 0 ? '' : `, natively ${range(without)}`;
  return [
    `Figure 3b, ${paravirtual}, DUT OUT, ${PEAK.frame} bytes: published CPU ${PEAK.percent} %; here ${range(ours)}${beside}. ${said(open(verdict))} nuttcp’s sender spins on its clock while it waits for its turn, so that such a figure says that it ran, not what the card costs.`,
  ];
}

/** Figure 3b, of the emulated card: whether one thread of QEMU is busy, and the others are not. */
function singleCpu(runs: readonly Run[], open: Open): string[] {
  const sending = runs.filter(isOf('DUT OUT')).filter((run) => armOf(run) === emulated);
  const shares = sending.flatMap((run) => {
    const threads = Object.entries(busyIn(run)?.threads ?? {}).toSorted(([, one], [, other]) => other - one);
    const [busiest, ...others] = threads;
    return busiest === undefined ? [] : [{ name: busiest[0], most: busiest[1], rest: sum(Object.fromEntries(others)) }];
  });
  if (shares.length === 0) return [];
  const isSingle = shares.filter(({ most, rest }) => most >= SINGLE.busy && rest <= SINGLE.others);
  const [most, rest] = [shares.map((one) => one.most), shares.map((one) => one.rest)];
  const names = [...new Set(shares.map(({ name }) => name))].join(' or ');
  const verdict: Verdict =
    isSingle.length === shares.length
      ? 'reproduced'
      : isSingle.length > 0
        ? 'inconclusive: boots or sizes differ in it'
        : median(most) < SINGLE.busy
          ? `not reproduced: no thread of QEMU took ${SINGLE.busy} % of a CPU`
          : `not reproduced: the other threads took ${percent(rest)} besides`;
  return [
    `Figure 3b, ${emulated}, DUT OUT: published, QEMU takes ${SINGLE.percent} % of a single CPU; here its busiest thread (${names}) took ${range(most)} of one, all others together ${range(rest)}. ${said(open(verdict))}`,
  ];
}

/** Section 5: "the main problem of full virtualization is its weak performance in binary translation". */
function translation(record: RunRecord, runs: readonly Run[]): string[] {
  const used = accelerators(record, runs, [emulated]);
  if (used.length === 0) return [];
  const claimed = '“Weak binary translation”, the study’s cause of what the emulated card lacks';
  if (used.includes('tcg'))
    return [
      `${claimed}: inconclusive here. TCG translated the guests of both cards alike, so that it is no reason why one carries less than the other; under KVM nothing would be translated at all.`,
    ];
  const time = runs.filter((run) => armOf(run) === emulated).map((run) => busyIn(run)?.threads ?? {});
  const inVcpus = time
    .filter((threads) => sum(threads) > 0)
    .map((threads) => {
      const vcpus = Object.entries(threads).filter(([name]) => name.startsWith('vCPU'));
      return (100 * sum(Object.fromEntries(vcpus))) / sum(threads);
    });
  const where =
    inVcpus.length === 0
      ? ''
      : ` ${range(inVcpus)} of QEMU’s CPU time was that of vCPU threads, which run the guest itself and the card’s registers that it touches.`;
  const carried = besideTheOther(runs);
  const ran = `KVM ran every guest of ${emulated}, as each boot proved, and translates nothing`;
  const whole =
    record.testbed?.kind === 'nested'
      ? ' (This testbed is translated as a whole, host and guests alike, which cannot be what tells two cards apart.)'
      : '';
  if (carried === undefined)
    return [`${claimed}: inconclusive: ${ran}, but only one of the two cards was measured.${where}`];
  return [
    carried.most < 1
      ? `${claimed}: refuted. ${ran}; still the card carried ${carried.text}.${where}${whole}`
      : `${claimed}: inconclusive: ${ran}, but the card carried ${carried.text}, so that not everywhere is there a lack to explain.${where}${whole}`,
  ];
}

/** `0.21 to 0.9 x what the paravirtual card carried`; undefined where one of them was not measured. */
function besideTheOther(runs: readonly Run[]): { readonly most: number; readonly text: string } | undefined {
  const points = [...Map.groupBy(runs, (run) => `${frameOf(run)} ${run.key.workload}`).values()];
  const ratios = points.flatMap((some) => {
    const of = (arm: string) =>
      all(
        some.filter((run) => armOf(run) === arm),
        'throughput',
      );
    const ratio = median(of(emulated)) / median(of(paravirtual));
    return Number.isFinite(ratio) ? [ratio] : [];
  });
  if (ratios.length === 0) return undefined;
  const most = Math.max(...ratios);
  const [least, greatest] = [Math.min(...ratios), most].map(number);
  const span = least === greatest ? least : `${least} to ${greatest}`;
  return { most, text: `${span} x what ${paravirtual} did, by size and direction` };
}

const all = (runs: readonly Run[], name: string): number[] => runs.flatMap((run) => numberIn(run, name) ?? []);
