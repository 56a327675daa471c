import { line } from 'd3-shape';
import { type Html, html, type Part } from '../markup.ts';
import { percent } from './plot.ts';
import type { Scale } from './scale.ts';

interface Axis {
  /** `Mbit/s`, `frame size in B`. */
  readonly name: string;
  readonly scale: Scale;
}

interface Graph {
  readonly across: Axis;
  readonly up: Axis;
  readonly height?: number;
  readonly marks: Part;
}

const HEIGHT = 260;

/**
 * Marks over two axes. Places across are in percent, so that it is as wide as there is room and its text stays as large
 * as all text; those up are pixels.
 */
export function graphHtml({ across, up, height = HEIGHT, marks }: Graph): Html {
  return html`<p class="axis-name">${axisName(up)}</p>
<div class="graph"><svg class="up" height="${height}" aria-hidden="true">${up.scale.ticks.map(({ value, text }) => html`<text x="100%" y="${upAt(value, up.scale, height) + 4}" text-anchor="end" data-up="${value}">${text}</text>`)}</svg>
<svg class="area" height="${height}" aria-hidden="true">${up.scale.ticks.map(({ value }) => level('grid', upAt(value, up.scale, height)))}${marks}</svg>
<div></div><svg class="axis" height="22" aria-hidden="true">${across.scale.ticks.map(({ value, text }) => html`<text x="${percent(across.scale.at(value))}" y="15" text-anchor="middle" data-tick="${value}">${text}</text>`)}</svg></div>
<p class="axis-name across">${axisName(across)}</p>`;
}

const axisName = ({ name, scale }: Axis): string => `${name}${scale.logarithmic ? ', logarithmic' : ''}`;

/** In pixels from above. */
export const upAt = (value: number, scale: Scale, height = HEIGHT): number =>
  Number((height * (1 - scale.at(value) / 100)).toFixed(1));

/** Over the whole width. */
const level = (kind: string, y: number): Html => html`<line class="${kind}" x1="0" x2="100%" y1="${y}" y2="${y}"/>`;

/** A line through places, in percent across and pixels up: as wide as there is room, while it stays as thin as it is. */
export const path = (kind: string, places: readonly (readonly [x: number, y: number])[], height = HEIGHT): Html =>
  stretched(
    html`<path class="${kind}" d="${line()(places.map(([x, y]): [number, number] => [x, y])) ?? ''}"/>`,
    height,
  );

export const stretched = (paths: Part, height: number): Html =>
  html`<svg x="0" y="0" width="100%" height="${height}" viewBox="0 0 100 ${height}" preserveAspectRatio="none">${paths}</svg>`;

/** Something that keeps its form, at a place. */
export const markAt = (x: number, y: number, mark: Part): Html =>
  html`<svg x="${percent(x)}" y="${y}" overflow="visible">${mark}</svg>`;
