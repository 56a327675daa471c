import { type ExitRates, exitRates, heaviestKinds, KINDS, whyUncounted } from '../exit-rates.ts';
import type { RunRecord, SeriesRecord } from '../record.ts';
import { labelsOf } from './labels.ts';
import { grid, prose } from './markdown.ts';
import { number, ratio } from './numbers.ts';

const MOST_KINDS = 4;

/** The VM exits of some series as text and a table: each kind for each MiB and, on a network, each packet. */
export function exitsText(record: RunRecord, ids: readonly string[]): string {
  const { counted, kinds, uncounted } = lookUp(record, ids, MOST_KINDS);
  if (uncounted !== undefined) return prose(uncounted);
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
    ['**all**', ...cells(({ all }) => all)],
    ...kinds.map((kind) => [prose(KINDS[kind]?.[0] ?? kind), ...cells((rates) => rates.kinds[kind] ?? 0)]),
    ['other', ...cells(({ other }) => other)],
  ];
  const head = ['VM exits', ...units.flatMap(([, words]) => arms.map((arm) => `${prose(arm)}, ${words}`))];
  return [
    `${common === '' ? '' : `${prose(common)}: `}VM exits that KVM counted while the tool ran (median over boots)${prose(comparedText(counted, '; '))}.`,
    grid(head, rows, true),
    ...(units.length > 1 ? [PACKETS] : []),
  ].join('\n\n');
}

const PACKETS =
  'A packet is what the guest’s driver counts: virtio-net counts up to 64 KiB as one where segmentation is offloaded, ' +
  'e1000 each segment of it. So compare the cards by the MiB.';

/** The same in two lines for a terminal. */
export function exitsLines(record: RunRecord, ids: readonly string[]): string[] {
  const { counted, kinds, uncounted } = lookUp(record, ids, Number.POSITIVE_INFINITY);
  if (uncounted !== undefined) return [uncounted];
  const { common, labels } = labelsOf(counted.map(({ series }) => series));
  const told = counted.map(({ rates }, index) => `${labels[index]} ${number(rates.perMebibyte.all)}`);
  const most = counted.map(({ rates }, index) => `${labels[index]} ${heaviestOf(rates, kinds)}`);
  const of = common === '' ? '' : `, ${common}`;
  return [
    `VM exits per MiB${of}: ${told.join(', ')}${comparedText(counted, ' (', ' x)')}`,
    `  most often: ${most.join('; ')}`,
  ];
}

interface Counted {
  readonly series: SeriesRecord;
  readonly rates: ExitRates;
}

function lookUp(record: RunRecord, ids: readonly string[], most: number) {
  const series = ids.flatMap((id) => record.series.find((one) => one.id === id) ?? []);
  const kinds = heaviestKinds(series, most);
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

function heaviestOf({ perMebibyte }: ExitRates, kinds: readonly string[]): string {
  const named = kinds.map((kind): [string, number] => [KINDS[kind]?.[1] ?? kind, perMebibyte.kinds[kind] ?? 0]);
  const [words, count] = [...named, ['other', perMebibyte.other] as [string, number]].toSorted(
    (a, b) => b[1] - a[1],
  )[0] ?? ['', 0];
  return `${words} (${number(count)})`;
}
