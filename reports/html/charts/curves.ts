import { type Curve, curvesGrid, type Sweep } from '../../formats/curves.ts';
import { gridHtml } from '../grid.ts';
import { type Html, html, type Part } from '../markup.ts';
import { graphHtml, markAt, path, upAt } from './graph.ts';
import { howToRead, percent } from './plot.ts';
import { type Scale, scaleFor } from './scale.ts';
import { colour, key, sign } from './signs.ts';

const LEGEND = 'Each sign is a median, the upright line through it the range of the samples.';

/** Medians over a quantity that was varied, with their ranges; one curve for each combination of all else. */
export function curvesPlot(title: Part, sweep: Sweep): Html {
  return html`<figure class="plot curves"><figcaption>${title}</figcaption>
${curvesHtml(sweep)}
${howToRead(LEGEND, curvesTable(sweep))}</figure>`;
}

export const curvesHtml = (sweep: Sweep): Html =>
  html`${curvesGraph(sweep, axesOf([sweep]))}${key(namesOf(sweep), true)}`;

export const curvesTable = (sweep: Sweep, caption = 'Medians'): Html => gridHtml(curvesGrid(sweep), { caption });

/** The same for several sweeps beside each other, all on the same two axes, so that they compare at a look. */
export function multiplesPlot(title: Part, panels: readonly { readonly name: string; readonly sweep: Sweep }[]): Html {
  const axes = axesOf(panels.map(({ sweep }) => sweep));
  const [first] = panels;
  return html`<figure class="plot curves"><figcaption>${title}</figcaption>
<div class="multiples">${panels.map(({ name, sweep }) => html`<div class="panel"><p class="panel-name">${name}</p>${curvesGraph(sweep, axes)}</div>`)}</div>
${first !== undefined && key(namesOf(first.sweep), true)}
${howToRead(
  LEGEND,
  panels.map(({ name, sweep }) => curvesTable(sweep, name)),
)}</figure>`;
}

const namesOf = ({ curves, up }: Sweep): string[] => curves.map(({ label }) => label || up.name);

interface Axes {
  readonly across: Scale;
  readonly up: Scale;
}

function axesOf(sweeps: readonly Sweep[]): Axes {
  const points = sweeps.flatMap(({ curves }) => curves.flatMap((curve) => curve.points));
  return {
    across: scaleFor(points.map(({ at }) => at)),
    up: scaleFor(points.flatMap(({ summary }) => (summary ? [summary.min, summary.max] : []))),
  };
}

function curvesGraph({ dimension, unit, up: { unit: axis }, curves }: Sweep, { across, up }: Axes): Html {
  return graphHtml({
    across: { name: unit === '' ? dimension : `${dimension} in ${unit}`, scale: across },
    up: { name: axis, scale: up },
    marks: curves.map((curve, index) => curveHtml(curve, index, { across, up })),
  });
}

function curveHtml({ points }: Curve, index: number, { across, up }: Axes): Part {
  const measured = points.flatMap(({ at, summary }) => (summary ? [{ at, ...summary }] : []));
  const marks = measured.map(({ at, median, min, max }) => {
    const place = percent(across.at(at));
    return html`<line class="range" x1="${place}" x2="${place}" y1="${upAt(min, up)}" y2="${upAt(max, up)}"/>${markAt(across.at(at), upAt(median, up), sign(index, median))}`;
  });
  const places = measured.map(({ at, median }) => [across.at(at), upAt(median, up)] as const);
  return html`<g class="${colour(index)}">${path('curve', places)}${marks}</g>`;
}
