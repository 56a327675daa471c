import type { ChangeRecord, UpgradeCheck } from '../../record/schema/upgrade-check.ts';
import { changeText } from '../../wording/changes.ts';
import { html, type Part } from '../markup.ts';
import { line, MIDDLE, percent, plotHtml, type Row } from './plot.ts';
import { diamond, intervalMarks } from './ratios.ts';
import { changeScale, type Scale } from './scale.ts';

interface Changes {
  readonly title: string;
  readonly changes: readonly ChangeRecord[];
  readonly within: UpgradeCheck['within'];
  /** What stands beside the marks of each: its verdict and its figures. */
  readonly told: (change: ChangeRecord) => Part;
  /** The same as a table. */
  readonly table: Part;
}

/** An interval that goes further than this from its ratio must not make the others small. */
const FURTHEST = 2;

/** What became of each metric, as `after` / `before` with its interval, against the band of what counts as no change. */
export function changesPlot({ title, changes, within, told, table }: Changes): Part {
  const ends = changes.flatMap(({ comparison: { ratio, interval } }) =>
    ratio === undefined
      ? []
      : [Math.max(interval?.[0] ?? ratio, ratio / FURTHEST), Math.min(interval?.[1] ?? ratio, ratio * FURTHEST)],
  );
  const scale = changeScale(Math.min(...ends, 1 / (1 + within)), Math.max(...ends, 1 + within));
  const band = [1 / (1 + within), 1 + within] as const;
  const rows = changes.map((change) => rowOf(change, scale, band, told(change)));
  const legend = html`Diamond: after against before. Line: its interval; an arrow where it goes on. Shaded: no change, from ${changeText(band[0])} to ${changeText(band[1])}. Red is worse, green is better, by what each metric itself calls better; grey is no change, yellow is not known.`;
  return plotHtml({ kind: 'ratios changes', title, axis: 'after against before', scale, rows, legend, table });
}

function rowOf(change: ChangeRecord, scale: Scale, [low, high]: readonly [number, number], value: Part): Row {
  const { name, metric, outcome, comparison } = change;
  const [from, to] = [scale.at(low), scale.at(high)];
  const label = html`${name}<br><small>${metric.unit}, ${metric.better ?? 'neither'} is better</small>`;
  // A difference has no place on an axis of ratios.
  if (comparison.ratio === undefined) return { label, value, marks: undefined };
  const marks = html`<rect class="band" x="${percent(from)}" y="0" width="${percent(to - from)}" height="${2 * MIDDLE}" data-low="${low}" data-high="${high}"/>
<g class="change ${outcome.replaceAll(' ', '-')}">${line('equal', scale.at(1), 0, 2 * MIDDLE)}${comparison.interval && intervalMarks(comparison.interval, scale)}${diamond(comparison.ratio, scale)}</g>`;
  return { label, value, marks };
}
