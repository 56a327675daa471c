import { type Html, html } from '../markup.ts';
import { percent } from './plot.ts';

const HEIGHT = 14;

/** A bar from zero to a share of all the width there is. */
export const bar = (kind: string, share: number, value: number): Html =>
  html`<svg class="bar" height="${HEIGHT}" aria-hidden="true"><rect class="${kind}" x="1" y="1" width="${percent(Math.max(0, Math.min(1, share)) * 99)}" height="${HEIGHT - 2}" data-value="${value}"/></svg>`;
