import { number } from '../../formats/numbers.ts';
import { type Level, levelsOf, type Trend } from '../../trends/trends.ts';
import { type Html, html, type Part } from '../markup.ts';
import { percent } from './plot.ts';
import { closeScale, type Scale } from './scale.ts';

const HEIGHT = 96;
/** Places across: finer than a screen shows. */
const WIDTH = 1000;
/** Of the width, on either side. */
const EDGE = 20;
/** A metric that hardly moved is not made to look as if it did: the axis reaches this far from its median. */
const LEAST_REACH = 0.06;

/** One metric over its runs, the last one's to the right. */
export function trendChart(trend: Trend): Html {
  const { points, metric } = trend;
  const levels = levelsOf(trend);
  const up = scaleOf(points.map(({ value }) => value));
  const place = (index: number) => EDGE + ((WIDTH - 2 * EDGE) * index) / Math.max(1, points.length - 1);
  const spread = points.map(({ min, max }, index) => `M${round(place(index))} ${y(min, up)}V${y(max, up)}`);
  const medians = points.map(({ value }, index) => `${round(place(index))} ${y(value, up)}`);
  const last = points.at(-1);
  return html`<div class="graph"><svg class="up" height="${HEIGHT}" aria-hidden="true">${up.ticks.map((tick) => html`<text x="100%" y="${y(tick, up) + 4}" text-anchor="end" data-up="${tick}">${number(tick)}</text>`)}</svg>
<svg class="area" height="${HEIGHT}" aria-hidden="true">${up.ticks.map((tick) => html`<line class="grid" x1="0" x2="100%" y1="${y(tick, up)}" y2="${y(tick, up)}"/>`)}
${levels.map((level, index) => levelHtml(level, levels[index - 1], place, up))}
<svg x="0" y="0" width="100%" height="100%" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none"><path class="spread" d="${spread.join('')}"/><path class="course" d="M${medians.join('L')}"/><path class="runs" data-runs="${points.length}" d="${medians.map((at) => `M${at}h0`).join('')}"/></svg>
${last !== undefined && html`<svg x="${across(place(points.length - 1))}" y="${y(last.value, up)}" overflow="visible"><circle class="now" r="4.5" data-value="${last.value}"/></svg>`}</svg>
<div class="axis-name">${metric.unit}</div><div class="days"><span>${day(points[0]?.at)}</span><span>${day(last?.at)}</span></div></div>`;
}

/** About the medians: a range that goes beyond is cut, lest one bad sample makes all else small. */
function scaleOf(values: readonly number[]): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const middle = (low + high) / 2;
  const reach = Math.max(1.2 * (high - middle), LEAST_REACH * middle);
  return closeScale(Math.max(0, middle - reach), middle + reach);
}

/** A line at what the metric was, and an upright one where it became that. */
function levelHtml(
  { from, to, median }: Level,
  before: Level | undefined,
  place: (index: number) => number,
  up: Scale,
): Part {
  const [begin, end] = [from, to - 1].map((index) => across(place(index)));
  const turn = across((place(from - 1) + place(from)) / 2);
  return [
    before !== undefined &&
      html`<line class="turn" x1="${turn}" x2="${turn}" y1="0" y2="${HEIGHT}" data-from="${from}"/>`,
    html`<line class="level" x1="${begin}" x2="${end}" y1="${y(median, up)}" y2="${y(median, up)}" data-level="${median}"/>`,
  ];
}

const across = (at: number): string => percent((100 * at) / WIDTH);

const y = (value: number, up: Scale): number => round(HEIGHT * (1 - beyond(value, up) / 100));

/** A place on the axis, or outside of it where the value is. */
function beyond(value: number, { at, domain: [begin, end] }: Scale): number {
  if (value >= begin && value <= end) return at(value);
  return value < begin ? -1 : 101;
}

const round = (value: number): number => Number(value.toFixed(1));

const day = (at = ''): string => at.slice(0, 10);
