import { type Curve, curvesGrid, type Sweep } from '../../formats/curves.ts';
import { gridHtml } from '../grid.ts';
import { type Html, html, type Part } from '../markup.ts';
import { graphHtml, markAt, path, upAt } from './graph.ts';
import { howToRead, percent } from './plot.ts';
import { linearScale, type Scale, scaleAtPlaces, scaleWithZero } from './scale.ts';
import { colour, hollowSign, key, sign } from './signs.ts';

const LEGEND = 'Each sign is a median, the upright line through it the range of the samples.';
const PUBLISHED = ' A hollow sign is what was published of it.';

/** Medians over a quantity that was varied, with their ranges; one curve for each combination of all else. */
export function curvesPlot(title: Part, sweep: Sweep): Html {
  return html`<figure class="plot curves"><figcaption>${title}</figcaption>
${curvesHtml(sweep)}
${howToRead(LEGEND, curvesTable(sweep))}</figure>`;
}

export const curvesHtml = (sweep: Sweep): Html => html`${curvesGraph(sweep, axesOf([sweep]))}${keyOf([sweep])}`;

export const curvesTable = (sweep: Sweep, caption = 'Medians'): Html => gridHtml(curvesGrid(sweep), { caption });

interface Panel {
  readonly name: string;
  readonly sweep: Sweep;
}

/**
 * The same for several sweeps beside each other, all on the same two axes, so that they compare at a look.
 * @param table the same as a table, where there is a better one than the medians
 */
export function multiplesPlot(title: Part, panels: readonly Panel[], table?: Part): Html {
  const sweeps = panels.map(({ sweep }) => sweep);
  const axes = axesOf(sweeps);
  const isPublished = sweeps.some(({ curves }) => curves.some(({ published = [] }) => published.length > 0));
  return html`<figure class="plot curves"><figcaption>${title}</figcaption>
<div class="multiples">${panels.map(({ name, sweep }) => html`<div class="panel">${name !== '' && html`<p class="panel-name">${name}</p>`}${curvesGraph(sweep, axes)}</div>`)}</div>
${keyOf(sweeps)}
${howToRead(isPublished ? LEGEND + PUBLISHED : LEGEND, table ?? panels.map(({ name, sweep }) => curvesTable(sweep, name)))}</figure>`;
}

/** Each once, though it may be a curve of several sweeps. */
function keyOf(sweeps: readonly Sweep[]): Html {
  const all = new Map(
    sweeps.flatMap(({ curves, up }) => curves.map((curve, index) => [curve.label || up.name, signOf(curve, index)])),
  );
  return key([...all.keys()], [...all.values()]);
}

const signOf = ({ sign: own }: Curve, index: number): number => own ?? index;

interface Axes {
  readonly across: Scale;
  readonly up: Scale;
}

function axesOf(sweeps: readonly Sweep[]): Axes {
  const curves = sweeps.flatMap((sweep) => sweep.curves);
  const published = curves.flatMap((curve) => curve.published ?? []);
  const points = curves.flatMap((curve) => curve.points);
  const values = [
    ...points.flatMap(({ summary }) => (summary ? [summary.min, summary.max] : [])),
    ...published.map(({ value }) => value),
  ];
  const isLinear = sweeps.some(({ up }) => up.linear);
  return {
    across: scaleAtPlaces([...points, ...published].map(({ at }) => at)),
    up: isLinear ? linearScale(0, Math.max(0, ...values)) : scaleWithZero(values),
  };
}

function curvesGraph({ dimension, unit, up: { unit: axis }, curves }: Sweep, { across, up }: Axes): Html {
  return graphHtml({
    across: { name: unit === '' ? dimension : `${dimension} in ${unit}`, scale: across },
    up: { name: axis, scale: up },
    marks: curves.map((curve, index) => curveHtml(curve, signOf(curve, index), { across, up })),
  });
}

function curveHtml({ points, published = [] }: Curve, index: number, { across, up }: Axes): Part {
  const measured = points.flatMap(({ at, summary }) => (summary ? [{ at, ...summary }] : []));
  const marks = measured.map(({ at, median, min, max }) => {
    const place = percent(across.at(at));
    return html`<line class="range" x1="${place}" x2="${place}" y1="${upAt(min, up)}" y2="${upAt(max, up)}"/>${markAt(across.at(at), upAt(median, up), sign(index, median))}`;
  });
  const places = measured.map(({ at, median }) => [across.at(at), upAt(median, up)] as const);
  const others = published.map(({ at, value }) => markAt(across.at(at), upAt(value, up), hollowSign(index, value)));
  return html`<g class="${colour(index)}">${path('curve', places)}${marks}${others}</g>`;
}
