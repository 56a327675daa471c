import type { Grid } from '../../formats/grid.ts';
import { number } from '../../formats/numbers.ts';
import { gridHtml } from '../grid.ts';
import { type Html, html, type Part } from '../markup.ts';
import { howToRead, percent } from './plot.ts';
import { type Scale, scaleFor } from './scale.ts';
import type { Curve, Sweep } from './sweep.ts';

const HEIGHT = 260;
/** Signs of the points, so that curves are told apart without their colour; more curves begin again, dashed anew. */
const SIGNS = ['M-4 0A4 4 0 1 0 4 0A4 4 0 1 0 -4 0Z', 'M-4-4H4V4H-4Z', 'M0-5L5 4H-5Z', 'M0-5L5 0L0 5L-5 0Z'];

interface Curves {
  readonly title: Part;
  readonly sweep: Sweep;
  /** What the samples themselves look like, for whoever wants to see more. */
  readonly samples: Part;
}

/** Medians over a quantity that was varied, with their ranges; one curve for each combination of all else. */
export function curvesPlot({ title, sweep: { dimension, unit, curves }, samples }: Curves): Html {
  const points = curves.flatMap((curve) => curve.points);
  const across = scaleFor(points.map(({ at }) => at));
  const up = scaleFor(points.flatMap(({ series: { summary } }) => (summary ? [summary.min, summary.max] : [])));
  const metric = points[0]?.series.metric;
  const legend = html`Each sign is a median, the upright line through it the range of the samples.`;
  return html`<figure class="plot curves"><figcaption>${title}</figcaption>
<p class="axis-name">${metric?.unit ?? ''}${up.logarithmic && ', logarithmic'}</p>
<div class="graph"><svg class="up" height="${HEIGHT}" aria-hidden="true">${up.ticks.map((tick) => html`<text x="100%" y="${y(tick, up) + 4}" text-anchor="end" data-up="${tick}">${number(tick)}</text>`)}</svg>
<svg class="area" height="${HEIGHT}" aria-hidden="true">${up.ticks.map((tick) => html`<line class="grid" x1="0" x2="100%" y1="${y(tick, up)}" y2="${y(tick, up)}"/>`)}
${curves.map((curve, index) => curveHtml(curve, index, across, up))}</svg>
<div></div><svg class="axis" height="22" aria-hidden="true">${across.ticks.map((tick) => html`<text x="${percent(across.at(tick))}" y="15" text-anchor="middle" data-tick="${tick}">${number(tick)}</text>`)}</svg></div>
<p class="axis-name across">${dimension}${unit !== '' && ` in ${unit}`}${across.logarithmic && ', logarithmic'}</p>
<ul class="key">${curves.map(({ label }, index) => html`<li><svg width="34" height="14" aria-hidden="true"><line class="curve c${index % SIGNS.length}" x1="0" x2="34" y1="7" y2="7"/><svg x="17" y="7" overflow="visible">${sign(index)}</svg></svg> ${label || (metric?.name ?? '')}</li>`)}</ul>
${howToRead(legend, [gridHtml(gridOf(dimension, unit, curves), { caption: 'Medians' }), samples])}</figure>`;
}

function curveHtml({ points }: Curve, index: number, across: Scale, up: Scale): Part {
  const measured = points.flatMap(({ at, series: { summary } }) => (summary ? [{ at, ...summary }] : []));
  const place = (at: number) => percent(across.at(at));
  const steps = measured.slice(1).map((point, before) => {
    const from = measured[before] ?? point;
    return html`<line class="curve c${index % SIGNS.length}" x1="${place(from.at)}" y1="${y(from.median, up)}" x2="${place(point.at)}" y2="${y(point.median, up)}"/>`;
  });
  const marks = measured.map(
    ({ at, median, min, max }) =>
      html`<line class="range" x1="${place(at)}" x2="${place(at)}" y1="${y(min, up)}" y2="${y(max, up)}"/><svg x="${place(at)}" y="${y(median, up)}" overflow="visible">${sign(index, median)}</svg>`,
  );
  return [steps, marks];
}

const sign = (index: number, median?: number): Html =>
  html`<path class="sign" d="${SIGNS[index % SIGNS.length]}"${median !== undefined && html` data-median="${median}"`}/>`;

const y = (value: number, up: Scale): number => Number((HEIGHT * (1 - up.at(value) / 100)).toFixed(1));

function gridOf(dimension: string, unit: string, curves: readonly Curve[]): Grid {
  const places = [...new Set(curves.flatMap(({ points }) => points.map(({ at }) => at)))].toSorted((a, b) => a - b);
  const cell = ({ points }: Curve, at: number) => {
    const series = points.find((point) => point.at === at)?.series;
    return series?.summary === undefined ? '' : `${number(series.summary.median)} ${series.metric.unit}`;
  };
  return {
    head: [dimension, ...curves.map(({ label }) => label || 'median')],
    rows: places.map((at) => [`${number(at)} ${unit}`.trim(), ...curves.map((curve) => cell(curve, at))]),
    numbers: true,
  };
}
