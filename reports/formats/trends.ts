import type { Change, Trend } from '../trends/trends.ts';
import { counted, number, percent } from './numbers.ts';
import { hang, inline, padEnd, width } from './text.ts';

const NOTHING = 'No metric has been kept for that: each finished run of the lab adds its own to reports/history.';

/** Each metric on each computer in a line, and below it the runs at which it changed. */
export function trendsText(trends: readonly Trend[], columns: number): string {
  if (trends.length === 0) return NOTHING;
  const rows = trends.map(({ series, computer, points, metric }) => {
    const last = points.at(-1);
    return [
      inline(series),
      counted(points.length, 'run'),
      `${number(last?.value ?? Number.NaN)} ${inline(metric.unit)}`,
      `computer ${inline(computer)}`,
    ];
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => width(row[column] ?? ''))));
  return trends
    .flatMap(({ changes }, index) => {
      const line = rows[index]?.map((cell, column) => padEnd(cell, widths[column] ?? 0)).join('  ') ?? '';
      return [line.trimEnd(), ...changes.map((change) => `  ${changeText(change)}`)];
    })
    .flatMap((line) => hang(line, columns))
    .join('\n');
}

/** `worse by 12 % since 2026-02-03 (run …, p 0.002); QEMU 7.2.9, then 10.0.2` */
export function changeText({ point, p, ratio, direction, alongside }: Change): string {
  const by = direction === 'the same' ? 'another spread' : `${direction}, by ${percent(Math.abs(ratio - 1))},`;
  const since = `${by} since ${point.at.slice(0, 10)} (run ${inline(point.run)}, p ${number(p)})`;
  return [since, ...alongside.map(inline)].join('; ');
}
