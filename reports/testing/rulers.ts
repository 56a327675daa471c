// For tests alone.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * In the page: what value a place in pixels stands for, read off the ticks as they stand on the screen, as a reader
 * does it. `side` is 0 across and 1 up.
 */
export const RULERS = `
  const middle = (one, side) => {
    const { left, width, top, height } = one.getBoundingClientRect();
    return side === 0 ? left + width / 2 : top + height / 2;
  };
  const ruler = (plot, { ticks, name, side }) => {
    const scale = plot.querySelector(name).textContent.includes('logarithmic') ? Math.log : (value) => value;
    const all = [...plot.querySelectorAll(ticks)].filter((one) => one.textContent !== '');
    const [low, high] = [all[0], all.at(-1)].map((one) =>
      ({ value: scale(Number(one.dataset.tick ?? one.dataset.up)), place: middle(one, side) }));
    return (pixels) => {
      const value = low.value + ((pixels - low.place) / (high.place - low.place)) * (high.value - low.value);
      return scale === Math.log ? Math.exp(value) : value;
    };
  };
`;

export interface Drawn {
  samples: number[];
  median: number[];
  ratio: number[];
  bound: number[];
  /** The ends of what is shaded. */
  band: number[];
  interval: [number, number][];
}
/** A value as exactly as a screen tells it. */
export const near = (value: number) => expect.closeTo(value, Math.max(0, 1 - Math.floor(Math.log10(value))));
/** The same where an axis is logarithmic: a pixel is a share of the value. */
export const about = (value: number) => expect.toSatisfy((drawn: number) => Math.abs(drawn / value - 1) < 0.03);
/** Every row of the plots that `selector` names. */
export const drawn = (page: Page, selector: string): Promise<Drawn[]> =>
  page.evaluate(`(() => {
    ${RULERS}
    return [...document.querySelectorAll('${selector} svg.marks')].map((marks) => {
      // In a table that is a plot, the axis stands at the foot of the same column.
      const kind = marks.closest('td')?.className;
      const plot = kind ? marks.closest('table').querySelector('tfoot .' + kind) : marks.closest('figure');
      const value = ruler(plot, { ticks: '[data-tick]', name: '.axis-name', side: 0 });
      const all = (selector) => [...marks.querySelectorAll(selector)].map((one) => value(middle(one, 0)));
      const ends = [...marks.querySelectorAll('.interval')].map((one) => one.getBoundingClientRect());
      const bands = [...marks.querySelectorAll('.band')].map((one) => one.getBoundingClientRect());
      return { samples: all('.sample'), median: all('.median'), ratio: all('[data-ratio]'), bound: all('[data-bound]'),
        band: bands.flatMap(({ left, right }) => [value(left), value(right)]),
        interval: ends.map(({ left, right }) => [value(left), value(right)]) };
    });
  })()`);
