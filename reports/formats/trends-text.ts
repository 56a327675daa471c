import type { Change, Trend } from '../trends/trends.ts';
import { counted, number, percent } from '../wording/numbers.ts';
import { clip, hang, inline, padEnd, width } from '../wording/text.ts';

/** Columns. */
const NARROWEST_NAME = 20;
const NOTHING = 'No metrics are kept yet: each finished run adds its own to reports/history.';

/** Of words that no metric has: which there are. */
export function noSuchMetric(words: readonly string[], known: readonly string[], columns: number): string {
  if (known.length === 0) return NOTHING;
  const none = `No metric has ${words.map((word) => JSON.stringify(word)).join(' or ')} in its name. There are:`;
  return [...hang(none, columns), ...known.map((name) => clip(`  ${inline(name)}`, columns))].join('\n');
}

/** Each metric on each computer in a line, and below it the runs at which it changed. */
export function trendsText(trends: readonly Trend[], columns: number): string {
  if (trends.length === 0) return NOTHING;
  const rows = trends.map(({ series, points, metric }) => {
    const last = points.at(-1);
    return [
      inline(series),
      counted(points.length, 'run'),
      `${number(last?.value ?? Number.NaN)} ${inline(metric.unit)}`,
    ];
  });
  const [, runs = 0, values = 0] = [0, 1, 2].map((column) => Math.max(...rows.map((row) => width(row[column] ?? ''))));
  // Figures stand in columns at the right; a name that leaves them no room stands in a line above.
  const names = Math.max(
    NARROWEST_NAME,
    Math.min(columns - runs - values - 4, Math.max(...rows.map(([name = '']) => width(name)))),
  );
  let computer: string | undefined;
  return trends
    .flatMap(({ changes, computer: own }, index) => {
      const [name = '', count = '', value = ''] = rows[index] ?? [];
      const figures = `${padEnd(count, runs)}  ${value}`;
      const line =
        width(name) <= names
          ? [`${padEnd(name, names)}  ${figures}`]
          : [clip(name, columns), `${' '.repeat(names)}  ${figures}`];
      const heading = own === computer ? [] : [...(computer === undefined ? [] : ['']), `Computer ${inline(own)}`];
      computer = own;
      return [...heading, ...line, ...changes.flatMap((change) => hang(`  ${changeText(change)}`, columns))];
    })
    .join('\n');
}

/** `worse by 12 % since 2026-02-03 (run …, p 0.002); QEMU 7.2.9, then 10.0.2` */
export function changeText({ point, p, ratio, direction, alongside }: Change): string {
  const by = direction === 'the same' ? 'another spread' : `${direction}, by ${percent(Math.abs(ratio - 1))},`;
  const since = `${by} since ${point.at.slice(0, 10)} (run ${inline(point.run)}, p ${number(p)})`;
  return [since, ...alongside.map(inline)].join('; ');
}
