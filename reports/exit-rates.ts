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

/**
 * How people call the kernel's kinds: at length, and in a word. Only kinds that exclude each other are among
 * them, so that they add up: `signal_exits` and `insn_emulation` count exits that are counted already.
 */
export const KINDS: Readonly<Record<string, readonly [long: string, short: string]>> = {
  mmio_exits: ['device registers, in QEMU (MMIO)', 'MMIO'],
  mmio_exit_user: ['device registers, in QEMU (MMIO)', 'MMIO'],
  mmio_exit_kernel: ['device registers, in the kernel (MMIO)', 'MMIO in the kernel'],
  io_exits: ['I/O ports, the serial console among them', 'I/O ports'],
  halt_exits: ['idle (HLT)', 'idle'],
  wfi_exit_stat: ['idle (WFI)', 'idle'],
  wfe_exit_stat: ['waiting for a lock (WFE)', 'WFE'],
  irq_exits: ["the testbed's own interrupts", 'host interrupts'],
  irq_window_exits: ['waiting to deliver an interrupt', 'interrupt window'],
  nmi_window_exits: ['waiting to deliver an NMI', 'NMI window'],
  hypercalls: ['hypercalls', 'hypercalls'],
  hvc_exit_stat: ['hypercalls', 'hypercalls'],
};

/** The kinds that weigh most for each MiB in any of the series, the heaviest first; none that came to nothing. */
export function heaviestKinds(series: readonly SeriesRecord[], most: number): string[] {
  const rates = series.flatMap((one) => exitRates(one, Object.keys(KINDS)) ?? []);
  const weight = (kind: string) => Math.max(0, ...rates.map(({ perMebibyte }) => perMebibyte.kinds[kind] ?? 0));
  return Object.keys(KINDS)
    .filter((kind) => weight(kind) > 0)
    .toSorted((a, b) => weight(b) - weight(a))
    .slice(0, most);
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
