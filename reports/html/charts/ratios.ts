import { gridHtml } from '../grid.ts';
import { type Html, html, type Part } from '../markup.ts';
import { line, MIDDLE, percent, plotHtml, type Row, span } from './plot.ts';
import { logScale, type Scale } from './scale.ts';
import { DIAMOND } from './signs.ts';

/** A ratio to be shown, with what it is held against. */
export interface Ratio {
  readonly label: string;
  /** The same in words. */
  readonly words: string;
  readonly ratio: number;
  readonly interval?: readonly [low: number, high: number] | undefined;
  readonly bound?: { readonly value: number; readonly side: 'at least' | 'at most' };
}

/** An interval that goes further from its ratio than this says too little to make the others small for its sake. */
const FURTHEST = 8;

interface Ratios {
  readonly title: Part;
  readonly ratios: readonly Ratio[];
  /** The same as a table; by default their words. */
  readonly table?: Part;
}

/** Ratios and their intervals on one logarithmic axis, on which half and double are equally far from equal. */
export function ratiosPlot({ title, ratios, table = wordsTable(ratios) }: Ratios): Html {
  const scale = ratioScale(ratios.map(({ bound, ...ratio }) => ({ ...ratio, bound: bound?.value })));
  const bounded = ratios.some(({ bound }) => bound !== undefined);
  const legend = html`Diamond: the ratio. Line: its interval; an arrow where it goes on. Dashed: equal (1).${bounded && ' Thick upright line: the bound; the claim holds where the ground is shaded.'}`;
  const rows = ratios.map((one) => rowOf(one, scale));
  return plotHtml({ kind: 'ratios', title, axis: 'ratio', scale, rows, legend, table });
}

/** An axis for all of them, with equal (1) on it. */
export function ratioScale(
  ratios: readonly (Pick<Ratio, 'ratio' | 'interval'> & { readonly bound?: number | undefined })[],
): Scale {
  const ends = ratios.flatMap(({ ratio, interval = [ratio, ratio], bound = ratio }) => [
    Math.max(interval[0], ratio / FURTHEST),
    Math.min(interval[1], ratio * FURTHEST),
    ratio,
    bound,
  ]);
  return logScale(Math.min(0.8, ...ends), Math.max(1.25, ...ends));
}

/** One of them alone, for a cell of a table. */
export function ratioMarks(
  { ratio, interval }: Pick<Ratio, 'ratio' | 'interval'>,
  scale: Scale,
  bound?: Ratio['bound'],
): Html {
  const { marks } = rowOf({ label: '', words: '', ratio, interval, ...(bound && { bound }) }, scale);
  return html`<svg class="marks" height="${2 * MIDDLE}" aria-hidden="true">${marks}</svg>`;
}

const wordsTable = (ratios: readonly Ratio[]): Html =>
  gridHtml(
    { head: ['', 'result'], rows: ratios.map(({ label, words }) => [label, words]) },
    { caption: 'Ratios', quiet: true },
  );

function rowOf({ label, words, ratio, interval, bound }: Ratio, scale: Scale): Row {
  const marks = [
    bound && boundMarks(bound, scale),
    line('equal', scale.at(1), 0, 2 * MIDDLE),
    interval && intervalMarks(interval, scale),
    diamond(ratio, scale),
  ];
  return { label, value: html`<small>${words}</small>`, marks };
}

export const diamond = (ratio: number, scale: Scale): Html =>
  html`<svg class="point" x="${percent(scale.at(ratio))}" y="${MIDDLE}" overflow="visible"><path d="${DIAMOND}" data-ratio="${ratio}"/></svg>`;

export function intervalMarks([low, high]: readonly [number, number], scale: Scale): Part {
  const [begin, end] = scale.domain;
  const [from, to] = [scale.at(low), scale.at(high)];
  const arrow = (place: number, d: string) =>
    html`<svg x="${percent(place)}" y="${MIDDLE}" overflow="visible"><path class="arrow" d="${d}"/></svg>`;
  return [
    span('interval', from, to),
    low < begin ? arrow(from, 'M5-5L0 0L5 5') : line('end', from, MIDDLE - 5, MIDDLE + 5),
    high > end ? arrow(to, 'M-5-5L0 0L-5 5') : line('end', to, MIDDLE - 5, MIDDLE + 5),
  ];
}

function boundMarks({ value, side }: NonNullable<Ratio['bound']>, scale: Scale): Part {
  const place = scale.at(value);
  const [from, to] = side === 'at least' ? [place, 100] : [0, place];
  return [
    html`<rect class="good-side" x="${percent(from)}" y="0" width="${percent(to - from)}" height="${2 * MIDDLE}"/>`,
    html`<line class="bound" x1="${percent(place)}" x2="${percent(place)}" y1="0" y2="${2 * MIDDLE}" data-bound="${value}"/>`,
  ];
}
