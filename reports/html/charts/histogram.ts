import { max, pairs, range, sum } from 'd3-array';
import { amount, counted, percent as share } from '../../wording/numbers.ts';
import { gridHtml } from '../grid.ts';
import { type Html, html, type Part } from '../markup.ts';
import { graphHtml, upAt } from './graph.ts';
import { howToRead, percent } from './plot.ts';
import { linearScale, scaleFor } from './scale.ts';

interface Histogram {
  readonly title: Part;
  readonly unit: string;
  /** How many values there were above the one before and up to each. */
  readonly counts: readonly (readonly [upTo: number, count: number])[];
  /** `p99` and where it lies. */
  readonly percentiles: readonly (readonly [name: string, value: number])[];
}

const HEIGHT = 180;
/** Columns: however fine the counts are, a page shows no more. */
const COLUMNS = 48;

/** How often each value was, with upright lines at its percentiles. */
export function histogramPlot({ title, unit, counts, percentiles }: Histogram): Html {
  const across = scaleFor([...counts.map(([upTo]) => upTo), ...percentiles.map(([, value]) => value)]);
  const columns = columnsOf(counts.map(([upTo, count]) => [across.at(upTo), count]));
  const up = linearScale(0, max(columns, ({ count }) => count) ?? 1);
  const bars = columns.map(({ from, to, count }) => {
    const top = upAt(count, up, HEIGHT);
    return html`<rect class="column" x="${percent(from)}" y="${top}" width="${percent(to - from)}" height="${Number((upAt(0, up, HEIGHT) - top).toFixed(1))}" data-count="${count}"/>`;
  });
  const lines = percentiles.map(([name, value], index) => {
    const at = across.at(value);
    // Names go down in steps, so that near ones do not stand on each other.
    const y = 12 + 15 * (index % 4);
    return html`<line class="percentile" x1="${percent(at)}" x2="${percent(at)}" y1="0" y2="${upAt(0, up, HEIGHT)}" data-percentile="${value}"/><text class="name" x="${percent(at)}" y="${y}"${at > 80 ? html` dx="-5" text-anchor="end"` : html` dx="5"`}>${name}</text>`;
  });
  const all = sum(counts, ([, count]) => count);
  const table = gridHtml(
    { head: ['', 'at most'], rows: percentiles.map(([name, value]) => [name, amount(value, unit)]), numbers: true },
    { caption: 'Percentiles' },
  );
  const legend = `Each column is as high as there were values in it, of ${counted(all, 'value')} (the highest ${share((max(columns, ({ count }) => count) ?? 0) / all)} of them). Upright lines: so many of a hundred were no greater.`;
  return html`<figure class="plot histogram"><figcaption>${title}</figcaption>
${graphHtml({ across: { name: unit, scale: across }, up: { name: 'values', scale: up }, height: HEIGHT, marks: [bars, lines] })}
${howToRead(legend, table)}</figure>`;
}

interface Column {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/**
 * Columns of one width, by the places of what was counted: what lies between two places is taken to lie there evenly. The
 * counts may be as uneven as a tool leaves them.
 */
function columnsOf(counts: readonly (readonly [upTo: number, count: number])[]): Column[] {
  return pairs(range(0, 100 + 1e-9, 100 / COLUMNS))
    .map(([from, to]) => ({
      from,
      to,
      count: sum(counts, ([high, count], index) => count * shareIn(counts[index - 1]?.[0] ?? high, high, from, to)),
    }))
    .filter(({ count }) => count > 0);
}

/** What part of the way from `low` to `high` lies in a column. */
function shareIn(low: number, high: number, from: number, to: number): number {
  if (high <= low) return high > from && high <= to ? 1 : 0;
  return Math.max(0, Math.min(high, to) - Math.max(low, from)) / (high - low);
}
