import type { RunRecord, SeriesRecord } from '../schema/record.ts';
import { median, sum } from './median.ts';

/** VM exits for each of something; medians over the boots. */
interface Rates {
  readonly all: number;
  /** By the kernel's names: the kinds that were asked for. */
  readonly kinds: Readonly<Record<string, number>>;
  /** What is left of `all` without those kinds. */
  readonly other: number;
}

export interface ExitRates {
  /** Absent where it is not known what a run moved. */
  readonly perMebibyte?: Rates;
  /** Absent for workloads that send none. */
  readonly perPacket?: Rates;
  readonly perSecond: Rates;
  readonly perRun: Rates;
}

/** How people call one of the kernel's kinds: in a word, and what made the guest leave. */
interface Kind {
  readonly name: string;
  readonly meaning: string;
}

const IDLE = 'the guest’s CPU had nothing to do';
const MMIO_IN_QEMU = {
  name: 'MMIO',
  meaning: 'the guest read or wrote a register of a device in memory space, and QEMU had to answer',
};
const HYPERCALLS = { name: 'hypercalls', meaning: 'the guest called the hypervisor itself' };

/**
 * Only kinds that exclude each other are among them, so that they add up: `signal_exits` and `insn_emulation`
 * count exits that are counted already (Linux, arch/x86/kvm/x86.c).
 */
export const KINDS: Readonly<Record<string, Kind>> = {
  mmio_exits: MMIO_IN_QEMU,
  mmio_exit_user: MMIO_IN_QEMU,
  mmio_exit_kernel: {
    name: 'MMIO in the kernel',
    meaning: 'the guest read or wrote a register in memory space, and the testbed’s kernel answered',
  },
  io_exits: { name: 'I/O ports', meaning: 'the guest used an I/O port; its serial console is at one' },
  halt_exits: { name: 'idle', meaning: `${IDLE} (HLT)` },
  wfi_exit_stat: { name: 'idle', meaning: `${IDLE} (WFI)` },
  wfe_exit_stat: { name: 'WFE', meaning: 'the guest’s CPU waited for a lock or an event' },
  irq_exits: { name: 'host interrupts', meaning: 'the testbed itself was interrupted while the guest ran' },
  irq_window_exits: { name: 'interrupt window', meaning: 'KVM waited until the guest could take an interrupt' },
  nmi_window_exits: { name: 'NMI window', meaning: 'KVM waited until the guest could take an NMI' },
  hypercalls: HYPERCALLS,
  hvc_exit_stat: HYPERCALLS,
};

/** By what exits are told: of series that all moved something by that, else by time. */
export const exitUnits = (all: readonly ExitRates[]): readonly (keyof ExitRates)[] =>
  all.every(({ perMebibyte }) => perMebibyte !== undefined)
    ? ['perMebibyte', ...(all.some(({ perPacket }) => perPacket !== undefined) ? (['perPacket'] as const) : [])]
    : ['perSecond', 'perRun'];

/** The kinds that weigh most in any of the series, the heaviest first; none that came to nothing. */
export function heaviestKinds(series: readonly SeriesRecord[]): string[] {
  const rates = series.flatMap((one) => exitRates(one, Object.keys(KINDS)) ?? []);
  const [unit = 'perSecond'] = exitUnits(rates);
  const weight = (kind: string) => Math.max(0, ...rates.map(({ [unit]: rate }) => rate?.kinds[kind] ?? 0));
  return Object.keys(KINDS)
    .filter((kind) => weight(kind) > 0)
    .toSorted((a, b) => weight(b) - weight(a));
}

/** Undefined where nothing was counted. */
export function exitRates({ samples }: SeriesRecord, kinds: readonly string[] = []): ExitRates | undefined {
  const counted = samples.flatMap(({ boot, seconds, counters }) =>
    counters === undefined ? [] : [{ boot, seconds, ...counters }],
  );
  if (counted.length === 0) return undefined;
  const boots = [...Map.groupBy(counted, ({ boot }) => boot).values()];
  const each = boots.map((runs) => ({
    count: (kind: string) => sum(runs.map(({ exits }) => exits[kind] ?? 0)),
    // Of some runs alone it would not fit the exits of all.
    mebibytes: runs.every(({ mebibytes }) => mebibytes !== undefined)
      ? sum(runs.map(({ mebibytes = 0 }) => mebibytes))
      : 0,
    packets: sum(runs.map(({ packets = 0 }) => packets)),
    seconds: sum(runs.map(({ seconds }) => seconds)),
    runs: runs.length,
  }));
  const rates = (unit: Exclude<keyof (typeof each)[number], 'count'>): Rates => {
    const per = (tell: (count: (kind: string) => number) => number) =>
      median(each.map((boot) => tell(boot.count) / boot[unit]));
    return {
      all: per((count) => count('exits')),
      kinds: Object.fromEntries(kinds.map((kind) => [kind, per((count) => count(kind))])),
      // A kind may tell twice of an exit that takes two trips to QEMU: the rest is never below nothing.
      other: Math.max(
        0,
        per((count) => count('exits') - sum(kinds.map(count))),
      ),
    };
  };
  return {
    ...(each.every(({ mebibytes }) => mebibytes > 0) && { perMebibyte: rates('mebibytes') }),
    ...(each.every(({ packets }) => packets > 0) && { perPacket: rates('packets') }),
    ...{ perSecond: rates('seconds'), perRun: rates('runs') },
  };
}

/** Why a series has no exits to show. */
export function whyUncounted({ machines }: RunRecord, series: readonly SeriesRecord[]): string {
  const boots = new Set(series.flatMap(({ samples }) => samples.map(({ boot }) => boot)));
  const ours = machines.filter(({ id }) => boots.has(id));
  if (ours.length === 0) return 'no machine was measured';
  return ours.every(({ accelerator }) => accelerator === 'tcg')
    ? 'TCG makes none'
    : 'QEMU before 7.1 and Linux before 5.14 do not count them';
}
