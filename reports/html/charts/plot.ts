import { type Html, html, type Part } from '../markup.ts';
import type { Scale } from './scale.ts';

/** A row of a plot: its name and its figures are text for everybody, the marks are for those who see them. */
export interface Row {
  readonly label: Part;
  /** The same figures in words: whoever does not see the marks loses nothing. */
  readonly value: Part;
  readonly marks: Part;
}

interface Plot {
  readonly title: Part;
  /** What stands along the axis: `Mbit/s`. */
  readonly axis: string;
  /** What the marks mean. */
  readonly legend: Part;
  readonly scale: Scale;
  readonly rows: readonly Row[];
  readonly kind: string;
  /** What its colours stand for, where it has some. */
  readonly key?: Part;
  /** The same as a table. */
  readonly table: Part;
}

const ROW_HEIGHT = 34;
const AXIS_HEIGHT = 22;

/**
 * Rows above one axis. Places are in percent, so that it is as wide as there is room and its text stays as large as
 * all text: an SVG that is scaled as a whole cannot be read on a telephone.
 */
export function plotHtml({ title, axis, legend, scale, rows, kind, key, table }: Plot): Html {
  const unit = scale.logarithmic ? `${axis}, logarithmic` : axis;
  return html`<figure class="plot ${kind}">
<figcaption>${title}</figcaption>
<div class="rows">${rows.map((row) => rowHtml(row, scale))}
<div class="axis-name">${unit}</div><svg class="axis" height="${AXIS_HEIGHT}" aria-hidden="true">${ticksHtml(scale)}</svg><div></div>
</div>
${key}${howToRead(legend, table)}
</figure>`;
}

/** Under each plot, closed: for a first reading, and for whoever wants the figures themselves. */
export const howToRead = (legend: Part, table: Part): Html =>
  html`<details class="table"><summary>How to read it, and the same as a table</summary><p class="legend">${legend}</p>${table}</details>`;

function rowHtml({ label, value, marks }: Row, scale: Scale): Html {
  return html`<div class="label">${label}</div><svg class="marks" height="${ROW_HEIGHT}" aria-hidden="true">${scale.ticks.map(
    ({ value: tick }) => line('grid', scale.at(tick), 0, ROW_HEIGHT),
  )}${marks}</svg><div class="value">${value}</div>
`;
}

export const ticksHtml = (scale: Scale): Html[] =>
  scale.ticks.map(
    ({ value, text }) =>
      html`<text x="${percent(scale.at(value))}" y="15" text-anchor="middle" data-tick="${value}">${text}</text>`,
  );

/** Upright, at a place of the axis. */
export const line = (className: string, place: number, from: number, to: number): Html =>
  html`<line class="${className}" x1="${percent(place)}" x2="${percent(place)}" y1="${from}" y2="${to}"/>`;

/** Level, between two places. */
export const span = (className: string, from: number, to: number, y = ROW_HEIGHT / 2): Html =>
  html`<line class="${className}" x1="${percent(from)}" x2="${percent(to)}" y1="${y}" y2="${y}"/>`;

export const percent = (place: number): string => `${Number(place.toFixed(2))}%`;

export const MIDDLE = ROW_HEIGHT / 2;

const BAR_HEIGHT = 14;

/** A bar from zero to a share of all the width there is. */
export const bar = (kind: string, share: number, value: number): Html =>
  html`<svg class="bar" height="${BAR_HEIGHT}" aria-hidden="true"><rect class="${kind}" x="1" y="1" width="${percent(Math.max(0, Math.min(1, share)) * 99)}" height="${BAR_HEIGHT - 2}" data-value="${value}"/></svg>`;
