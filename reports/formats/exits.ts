import { type ExitRates, exitRates, heaviestKinds, KINDS, whyUncounted } from '../exit-rates.ts';
import type { RunRecord, SeriesRecord } from '../record.ts';
import type { Grid } from './grid.ts';
import { labelsOf } from './labels.ts';
import { grid, prose } from './markdown.ts';
import { number, ratio } from './numbers.ts';

/** Named kinds that one arm shows on a terminal. */
const MOST_KINDS = 3;
/** Exits that KVM counts in its total and in none of its kinds. */
const UNTOLD = 'not told apart by KVM';

/** The VM exits of some series for each MiB and, on a network, each packet; or why there are none. */
export function exitsGrid(record: RunRecord, ids: readonly string[]): { caption: string; grid?: Grid } {
  const { counted, kinds, uncounted } = lookUp(record, ids);
  if (uncounted !== undefined) return { caption: uncounted };
  const { common, labels: arms } = labelsOf(counted.map(({ series }) => series));
  const units = (
    [
      ['perMebibyte', 'per MiB'],
      ['perPacket', 'per packet'],
    ] as const
  ).filter(([unit]) => counted.some(({ rates }) => rates[unit] !== undefined));
  const cells = (tell: (rates: NonNullable<ExitRates['perPacket']>) => number) =>
    units.flatMap(([unit]) => counted.map(({ rates }) => (rates[unit] ? number(tell(rates[unit])) : '')));
  const rows = [
    [{ text: 'all', as: 'strong' } as const, ...cells(({ all }) => all)],
    ...kinds.map((kind) => [nameOf(kind), ...cells((rates) => rates.kinds[kind] ?? 0)]),
    [UNTOLD, ...cells(({ other }) => other)],
  ];
  const head = ['VM exits', ...units.flatMap(([, words]) => arms.map((arm) => `${arm}, ${words}`))];
  const caption = `${common === '' ? '' : `${common}: `}VM exits that KVM counted while the tool ran (median over boots)${comparedText(counted, '; ')}.`;
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
  const { counted, kinds } = lookUp(record, ids);
  if (counted.length === 0) return undefined;
  const named = new Map(
    kinds.map((kind) => [nameOf(kind), `${KINDS[kind]?.meaning ?? 'a kind of the kernel’s own'}.`]),
  );
  const packets = counted.some(({ rates }) => rates.perPacket !== undefined);
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
  const { counted, kinds, uncounted } = lookUp(record, ids);
  if (uncounted !== undefined) return [uncounted];
  const { common, labels } = labelsOf(counted.map(({ series }) => series));
  const told = counted.map(({ rates }, index) => `${labels[index]} ${number(rates.perMebibyte.all)}`);
  const of = common === '' ? '' : `, ${common}`;
  return [
    `VM exits per MiB${of}: ${told.join(', ')}${comparedText(counted, ' (', ' x)')}`,
    ...counted.map(({ rates }, index) => `  ${labels[index]}: ${kindsOf(rates, kinds)}`),
  ];
}

interface Counted {
  readonly series: SeriesRecord;
  readonly rates: ExitRates;
}

function lookUp(record: RunRecord, ids: readonly string[]) {
  const series = ids.flatMap((id) => record.series.find((one) => one.id === id) ?? []);
  const kinds = heaviestKinds(series);
  const counted = series.flatMap((one): Counted[] => {
    const rates = exitRates(one, kinds);
    return rates === undefined ? [] : [{ series: one, rates }];
  });
  const uncounted = counted.length > 0 ? undefined : `No VM exits were counted: ${whyUncounted(record, series)}.`;
  return { counted, kinds, uncounted };
}

/** How many times the exits of the one arm the other makes, for two arms: the second against the first. */
function comparedText(counted: readonly Counted[], before: string, after?: string): string {
  const [one, other] = counted;
  if (counted.length !== 2 || one === undefined || other === undefined) return '';
  const times = ratio(other.rates.perMebibyte.all / one.rates.perMebibyte.all);
  if (after !== undefined) return `${before}${times}${after}`;
  const [first, second] = labelsOf([one.series, other.series]).labels;
  return `${before}for each MiB ${second} makes ${times} x as many as ${first}`;
}

/** `MMIO 131, host interrupts 39.7, I/O ports 39, not told apart by KVM 150` */
function kindsOf({ perMebibyte: { kinds: counts, other } }: ExitRates, kinds: readonly string[]): string {
  const named = kinds
    .map((kind): [string, number] => [nameOf(kind), counts[kind] ?? 0])
    .filter(([, count]) => count > 0)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, MOST_KINDS);
  return [...named, [UNTOLD, other] as const].map(([name, count]) => `${name} ${number(count)}`).join(', ');
}

const nameOf = (kind: string): string => KINDS[kind]?.name ?? kind;
