import type { Change } from '../../fixtures/statistics/changes.ts';
import { statistics } from '../../fixtures/statistics/summary.ts';
import { number, percent } from './numbers.ts';
import { hang, inline, padEnd, width } from './text.ts';

/** A change with the name under which it is shown. */
export interface NamedChange {
  readonly name: string;
  readonly change: Change;
}

const WORDS = {
  regression: 'REGRESSION',
  improvement: 'improvement',
  'no change': 'no change',
  inconclusive: 'INCONCLUSIVE',
} as const;

/** For each metric its verdict, both values, and by how much they differ; below an open one why, and what to do. */
export function changesText(changes: readonly NamedChange[], columns: number): string[] {
  const rows = changes.map(({ name, change }) => [WORDS[change.outcome], inline(name), values(change)]);
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => width(row[column] ?? ''))));
  return changes
    .flatMap(({ change }, index) => {
      const { outcome, reason, remedy } = change;
      const line = (rows[index] ?? []).map((cell, column) => padEnd(cell, widths[column] ?? 0)).join('  ');
      const open = outcome === 'inconclusive' ? [`  why: ${reason}`, ...(remedy ? [`  try: ${remedy}`] : [])] : [];
      return [line, `  ${by(change)}`, ...open];
    })
    .flatMap((line) => hang(line, columns));
}

/** `412 to 360 MiB/s`: the medians. */
function values({ before, after }: Change): string {
  const [from, to] = [before, after].map(({ samples }) => number(statistics(samples.map(({ value }) => value)).p50));
  return `${from} to ${to} ${inline(after.metric.unit)}`;
}

/** `12 % less, 99 % interval 15 % less to 9.0 % less; 8 and 8 boots` */
function by({ comparison: { ratio, interval, confidence, counts } }: Change): string {
  const sure =
    interval === undefined
      ? 'no interval'
      : `${number(confidence * 100)} % interval ${told(interval[0])} to ${told(interval[1])}`;
  return `${told(ratio)}, ${sure}; ${counts[1]} and ${counts[0]} boots`;
}

const told = (ratio: number): string => (ratio < 1 ? `${percent(1 - ratio)} less` : `${percent(ratio - 1)} more`);
