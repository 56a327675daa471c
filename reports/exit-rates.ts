import type { RunRecord, SeriesRecord } from './record.ts';

/** VM exits for each MiB or each packet carried; medians over the boots. */
interface Rates {
  readonly all: number;
  /** By the kernel's names: the kinds that were asked for. */
  readonly kinds: Readonly<Record<string, number>>;
  /** What is left of `all` without those kinds. */
  readonly other: number;
}

export interface ExitRates {
  readonly perMebibyte: Rates;
  /** Absent for workloads that send none. */
  readonly perPacket?: Rates;
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

/** The kinds that weigh most for each MiB in any of the series, the heaviest first; none that came to nothing. */
export function heaviestKinds(series: readonly SeriesRecord[]): string[] {
  const rates = series.flatMap((one) => exitRates(one, Object.keys(KINDS)) ?? []);
  const weight = (kind: string) => Math.max(0, ...rates.map(({ perMebibyte }) => perMebibyte.kinds[kind] ?? 0));
  return Object.keys(KINDS)
    .filter((kind) => weight(kind) > 0)
    .toSorted((a, b) => weight(b) - weight(a));
}

/** Undefined where nothing was counted. */
export function exitRates({ samples }: SeriesRecord, kinds: readonly string[] = []): ExitRates | undefined {
  const counted = samples.flatMap(({ boot, counters }) => (counters === undefined ? [] : [{ boot, ...counters }]));
  if (counted.length === 0) return undefined;
  const boots = [...Map.groupBy(counted, ({ boot }) => boot).values()];
  const each = boots.map((runs) => ({
    count: (kind: string) => sum(runs.map(({ exits }) => exits[kind] ?? 0)),
    mebibytes: sum(runs.map(({ mebibytes }) => mebibytes)),
    packets: sum(runs.map(({ packets = 0 }) => packets)),
  }));
  const rates = (unit: 'mebibytes' | 'packets'): Rates => {
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
  const networked = each.every(({ packets }) => packets > 0);
  return { perMebibyte: rates('mebibytes'), ...(networked && { perPacket: rates('packets') }) };
}

/** Why a series has no exits to show. */
export function whyUncounted({ machines }: RunRecord, series: readonly SeriesRecord[]): string {
  const boots = new Set(series.flatMap(({ samples }) => samples.map(({ boot }) => boot)));
  const ours = machines.filter(({ id }) => boots.has(id));
  if (ours.length === 0) return 'no machine was measured';
  return ours.every(({ accelerator }) => accelerator === 'tcg')
    ? 'TCG makes none'
    : 'QEMU before 7.1 and Linux before 5.14 do not tell of them';
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
