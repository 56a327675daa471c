import { type Level, levelsOf, type Trend } from '../../trends/trends.ts';
import { type Html, html, type Part } from '../markup.ts';
import { path, stretched, upAt } from './graph.ts';
import { percent } from './plot.ts';
import { linearScale, type Scale } from './scale.ts';

const HEIGHT = 96;
/** Of the width, in percent, on either side. */
const EDGE = 2;
/** A metric that hardly moved is not made to look as if it did: the axis reaches this far from its median. */
const LEAST_REACH = 0.06;

/** One metric over its runs, the last one's to the right. */
export function trendChart(trend: Trend): Html {
  const { points, metric } = trend;
  const levels = levelsOf(trend);
  const up = scaleOf(points.map(({ value }) => value));
  const place = (index: number) => EDGE + ((100 - 2 * EDGE) * index) / Math.max(1, points.length - 1);
  const spread = points.map(({ min, max }, index) => `M${round(place(index))} ${y(min, up)}V${y(max, up)}`);
  const medians = points.map(({ value }, index) => [round(place(index)), y(value, up)] as const);
  const last = points.at(-1);
  return html`<div class="graph"><svg class="up" height="${HEIGHT}" aria-hidden="true">${up.ticks.map(({ value, text }) => html`<text x="100%" y="${y(value, up) + 4}" text-anchor="end" data-up="${value}">${text}</text>`)}</svg>
<svg class="area" height="${HEIGHT}" aria-hidden="true">${up.ticks.map(({ value }) => html`<line class="grid" x1="0" x2="100%" y1="${y(value, up)}" y2="${y(value, up)}"/>`)}
${levels.map((level, index) => levelHtml(level, levels[index - 1], place, up))}
${stretched(html`<path class="spread" d="${spread.join('')}"/>`, HEIGHT)}${path('course', medians, HEIGHT)}${stretched(html`<path class="runs" data-runs="${points.length}" d="${medians.map(([x, at]) => `M${x} ${at}h0`).join('')}"/>`, HEIGHT)}
${last !== undefined && html`<svg x="${percent(place(points.length - 1))}" y="${y(last.value, up)}" overflow="visible"><circle class="now" r="4.5" data-value="${last.value}"/></svg>`}</svg>
<div class="axis-name">${metric.unit}</div><div class="days"><span>${day(points[0]?.at)}</span><span>${day(last?.at)}</span></div></div>`;
}

/** About the medians: a range that goes beyond is cut, lest one bad sample makes all else small. */
function scaleOf(values: readonly number[]): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const middle = (low + high) / 2;
  const reach = Math.max(1.2 * (high - middle), LEAST_REACH * middle);
  return linearScale(Math.max(0, middle - reach), middle + reach);
}

/** A line at what the metric was, and an upright one where it became that. */
function levelHtml(
  { from, to, median }: Level,
  before: Level | undefined,
  place: (index: number) => number,
  up: Scale,
): Part {
  const [begin = 0, end = 0] = [from, to - 1].map(place);
  const turn = percent((place(from - 1) + place(from)) / 2);
  return [
    before !== undefined &&
      html`<line class="turn" x1="${turn}" x2="${turn}" y1="0" y2="${HEIGHT}" data-from="${from}"/>`,
    html`<line class="level" x1="${percent(begin)}" x2="${percent(end)}" y1="${y(median, up)}" y2="${y(median, up)}" data-level="${median}"/>`,
  ];
}

/** A place on the axis, or outside of it where the value is. */
function y(value: number, up: Scale): number {
  const [begin, end] = up.domain;
  if (value < begin) return HEIGHT + 1;
  return value > end ? -1 : upAt(value, up, HEIGHT);
}

const round = (value: number): number => Number(value.toFixed(2));

const day = (at = ''): string => at.slice(0, 10);
