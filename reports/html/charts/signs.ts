import { symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTimes, symbolTriangle } from 'd3-shape';
import { type Html, html } from '../markup.ts';

/** Signs of curves, so that they are told apart without their colour; more curves begin again. */
const SIGNS = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond];
/** Square pixels. */
const SIZE = 64;

/** How many colours there are; style sheets name them c0, c1 and so on. */
const COLOURS = 6;

export const colour = (index: number): string => `c${index % COLOURS}`;

export const sign = (index: number, value?: number): Html =>
  html`<path class="sign ${colour(index)}" d="${pathOf(SIGNS[index % SIGNS.length])}"${value !== undefined && html` data-value="${value}"`}/>`;

/** Somebody else’s value beside a curve. */
export const hollowSign = (index: number, value: number): Html =>
  html`<path class="sign published ${colour(index)}" d="${pathOf(SIGNS[index % SIGNS.length])}" data-published="${value}"/>`;

/** What was tried: whether it passed is told by the form, not by the colour alone. */
export const trialSign = (passed: boolean, value: number): Html =>
  html`<path class="trial ${passed ? 'passed' : 'failed'}" d="${pathOf(passed ? symbolCircle : symbolTimes)}" data-value="${value}"/>`;

export const DIAMOND = symbol(symbolDiamond, 2 * SIZE)() ?? '';

const pathOf = (type = symbolCircle): string => symbol(type, SIZE)() ?? '';

/** What the colours of a chart stand for, in words beside it; with the signs of its curves where those are given. */
export const key = (names: readonly string[], signs: readonly number[] = []): Html =>
  html`<ul class="key">${names.map((name, index) => {
    const own = signs[index];
    return html`<li>${own === undefined ? html`<svg width="14" height="14" aria-hidden="true"><rect class="fill ${colour(index)}" x="1" y="1" width="12" height="12" rx="2"/></svg>` : html`<svg width="16" height="14" aria-hidden="true"><svg x="8" y="7" overflow="visible">${sign(own)}</svg></svg>`} ${name}</li>`;
  })}</ul>`;
