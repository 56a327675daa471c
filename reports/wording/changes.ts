import type { Change } from '../../fixtures/statistics/changes.ts';
import { amountText } from '../../fixtures/statistics/samples/metric.ts';
import { perBoot } from '../../fixtures/statistics/samples/series.ts';
import { statistics } from '../../fixtures/statistics/samples/summary.ts';
import { isVast, isVastDifference } from '../../fixtures/statistics/useful.ts';
import type { ComparisonRecord } from '../record/schema/record.ts';
import type { ChangeRecord } from '../record/schema/upgrade-check.ts';
import { MOST_IN_PERCENT, shareText } from './effect.ts';
import { factor, number } from './numbers.ts';
import { hang, inline, padEnd, width } from './text.ts';

/** A change with the name under which it is shown. */
export interface NamedChange {
  readonly name: string;
  readonly change: Change;
}

export const CHANGE_WORDS = {
  regression: 'REGRESSION',
  improvement: 'improvement',
  'no change': 'no change',
  inconclusive: 'INCONCLUSIVE',
} as const;

/** What is to be looked at first. */
const ORDER = ['regression', 'inconclusive', 'improvement', 'no change'] as const;

/** Regressions first, and of each kind the greatest change first. */
export function inOrder<C extends Pick<ChangeRecord, 'outcome' | 'comparison'>>(changes: readonly C[]): C[] {
  // Differences have units of their own: they stand after the ratios.
  const size = ({ comparison }: C) => (comparison.ratio === undefined ? 0 : Math.abs(Math.log(comparison.ratio)));
  const rank = ({ outcome }: C) => ORDER.indexOf(outcome);
  return changes.toSorted((one, other) => rank(one) - rank(other) || size(other) - size(one));
}

/** For each metric its verdict, both values, and by how much they differ; below an open one why, and what to do. */
export function changesText(changes: readonly NamedChange[], columns: number): string[] {
  const rows = changes.map(({ name, change }) => [CHANGE_WORDS[change.outcome], inline(name), values(change)]);
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => width(row[column] ?? ''))));
  return changes
    .flatMap(({ change }, index) => {
      const { outcome, reason, remedy } = change;
      const line = (rows[index] ?? []).map((cell, column) => padEnd(cell, widths[column] ?? 0)).join('  ');
      const open = outcome === 'inconclusive' ? [`  why: ${reason}`, ...(remedy ? [`  try: ${remedy}`] : [])] : [];
      return [line, `  ${changedBy(change.comparison, change.after.metric, apartIn(change))}`, ...open];
    })
    .flatMap((line) => hang(line, columns));
}

/** For a file: without the samples, which stand in the records. */
export function changeRecord({ name, change }: NamedChange): ChangeRecord {
  const { before, after, outcome, comparison, reason, remedy } = change;
  return {
    ...{ name, metric: after.metric, outcome, before: median(before), after: median(after), comparison, reason },
    ...(remedy !== undefined && { remedy }),
    apart: apartIn(change),
  };
}

/** By which share boots of one side differ at the most; of what never is steady, nothing. */
function apartIn({ before, after }: Change): number | undefined {
  if (after.metric.resolution === undefined) return undefined;
  const sides = [perBoot(before), perBoot(after)];
  return Math.max(...sides.map((values) => Math.max(...values) / Math.min(...values) - 1));
}

/** `412 to 360 MiB/s`: the medians. */
const values = ({ before, after }: Change): string =>
  `${number(median(before))} to ${number(median(after))} ${inline(after.metric.unit)}`;

const median = ({ samples }: Change['before']): number => statistics(samples.map(({ value }) => value)).p50;

/**
 * `12 % less, 99 % interval 15 % less to 9.0 % less; 8 and 8 boots`
 * @param apart by which share boots of one side differ at the most, where that is to be told
 */
export function changedBy(
  comparison: ComparisonRecord,
  { unit }: Pick<ChangeRecord['metric'], 'unit'>,
  apart?: number,
): string {
  const { ratio, interval, confidence, counts } = comparison;
  const estimate = ratio ?? comparison.difference;
  const useless = interval === undefined || (ratio === undefined ? isVastDifference(interval, unit) : isVast(interval));
  const by = byText(comparison, unit, useless ? [estimate] : [estimate, ...interval]);
  const sure = useless
    ? `no ${interval === undefined ? '' : 'useful '}interval`
    : `${number(confidence * 100)} % interval ${by(interval[0])} to ${by(interval[1])}`;
  const alike = apart === undefined ? '' : `, alike within ${Number((apart * 100).toPrecision(2))} %`;
  return `${by(estimate)}, ${sure}; ${counts[1]} and ${counts[0]} boots${alike}`;
}

/** `12 % less`, `0.3 percentage points more`: the estimate alone. */
export function differenceText(comparison: ComparisonRecord, { unit }: Pick<ChangeRecord['metric'], 'unit'>): string {
  const estimate = comparison.ratio ?? comparison.difference;
  return byText(comparison, unit, [estimate])(estimate);
}

/** All values of one sentence in one form. */
function byText({ ratio }: ComparisonRecord, unit: string, all: readonly number[]): (value: number) => string {
  if (ratio === undefined)
    return (value) => `${inline(amountText(Math.abs(value), unit))} ${value < 0 ? 'less' : 'more'}`;
  return all.every(fitsPercent) ? shareText : (value) => `${factor(value)} times as much`;
}

const fitsPercent = (ratio: number): boolean => Math.max(ratio, 1 / ratio) <= MOST_IN_PERCENT;

/** `12 % less`, `3.0 % more`; beyond half and double, `3.1 times as much`. */
export const changeText = (ratio: number): string =>
  fitsPercent(ratio) ? shareText(ratio) : `${factor(ratio)} times as much`;
