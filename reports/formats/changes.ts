import type { Change } from '../../fixtures/statistics/changes.ts';
import { statistics } from '../../fixtures/statistics/summary.ts';
import type { ComparisonRecord } from '../record.ts';
import type { ChangeRecord } from '../upgrade-check.ts';
import { number, percent } from './numbers.ts';
import { hang, inline, padEnd, width } from './text.ts';
import { isVast } from './verdict.ts';

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

/** For each metric its verdict, both values, and by how much they differ; below an open one why, and what to do. */
export function changesText(changes: readonly NamedChange[], columns: number): string[] {
  const rows = changes.map(({ name, change }) => [CHANGE_WORDS[change.outcome], inline(name), values(change)]);
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => width(row[column] ?? ''))));
  return changes
    .flatMap(({ change }, index) => {
      const { outcome, reason, remedy } = change;
      const line = (rows[index] ?? []).map((cell, column) => padEnd(cell, widths[column] ?? 0)).join('  ');
      const open = outcome === 'inconclusive' ? [`  why: ${reason}`, ...(remedy ? [`  try: ${remedy}`] : [])] : [];
      return [line, `  ${changedBy(change.comparison)}`, ...open];
    })
    .flatMap((line) => hang(line, columns));
}

/** For a file: without the samples, which stand in the records. */
export function changeRecord({ name, change }: NamedChange): ChangeRecord {
  const { before, after, outcome, comparison, reason, remedy } = change;
  return {
    ...{ name, metric: after.metric, outcome, before: median(before), after: median(after), comparison, reason },
    ...(remedy !== undefined && { remedy }),
  };
}

/** `412 to 360 MiB/s`: the medians. */
const values = ({ before, after }: Change): string =>
  `${number(median(before))} to ${number(median(after))} ${inline(after.metric.unit)}`;

const median = ({ samples }: Change['before']): number => statistics(samples.map(({ value }) => value)).p50;

/** `12 % less, 99 % interval 15 % less to 9.0 % less; 8 and 8 boots` */
export function changedBy({ ratio, interval, confidence, counts }: ComparisonRecord): string {
  const sure =
    interval === undefined || isVast(interval)
      ? `no ${interval === undefined ? '' : 'useful '}interval`
      : `${number(confidence * 100)} % interval ${differenceText(interval[0])} to ${differenceText(interval[1])}`;
  return `${differenceText(ratio)}, ${sure}; ${counts[1]} and ${counts[0]} boots`;
}

/** `12 % less`, `3.0 % more`. */
export const differenceText = (ratio: number): string =>
  ratio < 1 ? `${percent(1 - ratio)} less` : `${percent(ratio - 1)} more`;
