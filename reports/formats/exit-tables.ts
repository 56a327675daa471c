import type { RunRecord, SeriesRecord } from '../record/schema/record.ts';
import { seriesById } from '../record/views/by-id.ts';
import {
  type ExitRates,
  exitRates,
  exitUnits,
  heaviestKinds,
  KINDS,
  whyUncounted,
} from '../record/views/exit-rates.ts';
import type { Grid } from '../wording/grid.ts';
import { labelsOf } from '../wording/labels.ts';
import { number, ratio } from '../wording/numbers.ts';
import { grid, prose } from './markdown.ts';

/** Named kinds that one arm shows on a terminal. */
const MOST_KINDS = 3;
/** Exits that KVM counts in its total and in none of its kinds. */
const UNTOLD = 'not told apart by KVM';

const UNITS: Readonly<Record<keyof ExitRates, { readonly per: string; readonly each: string }>> = {
  perMebibyte: { per: 'per MiB', each: 'for each MiB' },
  perPacket: { per: 'per packet', each: 'for each packet' },
  perSecond: { per: 'per second', each: 'each second' },
  perRun: { per: 'per run', each: 'in each run' },
};

/**
 * The VM exits of some series for each MiB and, on a network, each packet; where it is not known what was moved, for each
 * second and each run; or why there are none.
 */
export function exitsGrid(record: RunRecord, ids: readonly string[]): { caption: string; grid?: Grid } {
  const { counted, kinds, units, uncounted } = lookUp(record, ids);
  if (uncounted !== undefined) return { caption: uncounted };
  const { common, labels: arms } = labelsOf(counted.map(({ series }) => series));
  const cells = (tell: (rates: ExitRates['perSecond']) => number) =>
    units.flatMap((unit) =>
      counted.map(({ rates: { [unit]: rates } }) => (rates === undefined ? '' : number(tell(rates)))),
    );
  const rows = [
    [{ text: 'all', as: 'strong' } as const, ...cells(({ all }) => all)],
    ...kinds.map((kind) => [nameOf(kind), ...cells((rates) => rates.kinds[kind] ?? 0)]),
    [UNTOLD, ...cells(({ other }) => other)],
  ];
  const head = ['VM exits', ...units.flatMap((unit) => arms.map((arm) => `${arm}, ${UNITS[unit].per}`))];
  const caption = `${common === '' ? '' : `${common}: `}VM exits that KVM counted while the tool ran (median over boots)${comparedText(counted, units)}.`;
  return { caption, grid: { head, rows, numbers: true } };
}

/** The same in Markdown. */
export function exitsText(record: RunRecord, ids: readonly string[]): string {
  const { caption, grid: table } = exitsGrid(record, ids);
  return [prose(caption), ...(table === undefined ? [] : [grid(table)])].join('\n\n');
}

/** What the rows and columns of such tables mean; undefined where nothing was counted. */
export function exitsMeaning(
  record: RunRecord,
  ids: readonly string[],
): { trap: string; kinds: (readonly [name: string, meaning: string])[]; packets?: string } | undefined {
  const { counted, kinds, units } = lookUp(record, ids);
  if (counted.length === 0) return undefined;
  const named = new Map(
    kinds.map((kind) => [nameOf(kind), `${KINDS[kind]?.meaning ?? 'a kind of the kernel’s own'}.`]),
  );
  const packets = units.includes('perPacket');
  return { trap: TRAP, kinds: [...named, [UNTOLD, REST]], ...(packets && { packets: PACKETS }) };
}

/** The same in Markdown, a line for each; empty where nothing was counted. */
export function exitsLegend(record: RunRecord, ids: readonly string[]): string {
  const meaning = exitsMeaning(record, ids);
  if (meaning === undefined) return '';
  const kinds = meaning.kinds.map(([name, means]) => `- ${prose(name)}: ${prose(means)}`).join('\n');
  return [meaning.trap, kinds, ...(meaning.packets === undefined ? [] : [meaning.packets])].join('\n\n');
}

const TRAP = 'A VM exit is a trap: the guest stops, and KVM goes on in its place. The kinds:';

const REST =
  'all the others, which its counters do not tell from one another. On x86-64 CPUID, model-specific ' +
  'registers, and register writes that KVM handles without QEMU (a virtio notification, the interrupt controller) are ' +
  'of that sort; how many there were of each is not known.';

const PACKETS =
  'A packet is what the guest’s driver counts: virtio-net counts up to 64 KiB as one where segmentation is offloaded, ' +
  'e1000 each segment of it. So compare the cards by the MiB.';

/** The same for a terminal: all exits of the arms beside each other, then for each arm what they were. */
export function exitsLines(record: RunRecord, ids: readonly string[]): string[] {
  const { counted, kinds, units, uncounted } = lookUp(record, ids);
  if (uncounted !== undefined) return [uncounted];
  const { common, labels } = labelsOf(counted.map(({ series }) => series));
  const of = common === '' ? '' : `, ${common}`;
  const line = (unit: keyof ExitRates) => {
    const told = counted.map(({ rates }, index) => `${labels[index]} ${number(rates[unit]?.all ?? Number.NaN)}`);
    const times = timesIn(counted, unit);
    return `VM exits ${UNITS[unit].per}${of}: ${told.join(', ')}${times === undefined ? '' : ` (${times} x)`}`;
  };
  const [unit = 'perSecond'] = units;
  return [
    // By the packet the cards do not compare: the written reports say why.
    ...units.filter((one) => one !== 'perPacket').map(line),
    ...counted.map(({ rates }, index) => `  ${labels[index]}: ${kindsOf(rates[unit], kinds)}`),
  ];
}

interface Counted {
  readonly series: SeriesRecord;
  readonly rates: ExitRates;
}

function lookUp(record: RunRecord, ids: readonly string[]) {
  const series = ids.flatMap((id) => seriesById(record, id) ?? []);
  const kinds = heaviestKinds(series);
  const counted = series.flatMap((one): Counted[] => {
    const rates = exitRates(one, kinds);
    return rates === undefined ? [] : [{ series: one, rates }];
  });
  const uncounted = counted.length > 0 ? undefined : `No VM exits were counted: ${whyUncounted(record, series)}.`;
  return { counted, kinds, units: exitUnits(counted.map(({ rates }) => rates)), uncounted };
}

/** How many times the exits of the first arm the second makes, where there are two. */
function timesIn([one, other, ...more]: readonly Counted[], unit: keyof ExitRates): string | undefined {
  const [first, second] = [one?.rates[unit]?.all, other?.rates[unit]?.all];
  return more.length > 0 || !first || second === undefined ? undefined : ratio(second / first);
}

function comparedText(counted: readonly Counted[], [unit = 'perSecond']: readonly (keyof ExitRates)[]): string {
  const times = timesIn(counted, unit);
  const [first, second] = labelsOf(counted.map(({ series }) => series)).labels;
  return times === undefined ? '' : `; ${UNITS[unit].each} ${second} makes ${times} x as many as ${first}`;
}

/** `MMIO 131, host interrupts 39.7, I/O ports 39, not told apart by KVM 150` */
function kindsOf(rates: ExitRates['perSecond'] | undefined, kinds: readonly string[]): string {
  const { kinds: counts = {}, other = 0 } = rates ?? {};
  const named = kinds
    .map((kind): [string, number] => [nameOf(kind), counts[kind] ?? 0])
    .filter(([, count]) => count > 0)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, MOST_KINDS);
  return [...named, [UNTOLD, other] as const].map(([name, count]) => `${name} ${number(count)}`).join(', ');
}

const nameOf = (kind: string): string => KINDS[kind]?.name ?? kind;
