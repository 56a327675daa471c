import { sum } from 'd3-array';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BrowserTrial, launch } from '../../testing/browser-trial.ts';
import { testEveryLook } from '../../testing/every-look.ts';
import { about, drawn, RULERS } from '../../testing/rulers.ts';
import { EXITS, galleryPage, LATENCIES, LOST, PERCENTILES, RATIOS, STEPS, sweptSeries, TRIALS } from './gallery.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const open = (options = {}) => BrowserTrial.show(browser, galleryPage(), options);

/** Of each that `selector` names within `section`, read off the axes as they stand on the screen. */
const places = (trial: BrowserTrial, section: string, selector: string): Promise<[number, number][]> =>
  trial.page.evaluate(`(() => {
    ${RULERS}
    return [...document.querySelectorAll('#${section} .plot .graph')].flatMap((plot) => {
      const named = { querySelector: (name) => name === 'across' ? plot.nextElementSibling : plot.previousElementSibling,
        querySelectorAll: (ticks) => plot.querySelectorAll(ticks) };
      const across = ruler(named, { ticks: '[data-tick]', name: 'across', side: 0 });
      const up = ruler(named, { ticks: '[data-up]', name: 'up', side: 1 });
      return [...plot.querySelectorAll('${selector}')].map((one) => [across(middle(one, 0)), up(middle(one, 1))]);
    });
  })()`);

test('ratios: each at its place, its interval beside it, and an arrow where the interval goes on', async () => {
  await using trial = await open();
  const rows = await drawn(trial.page, '#intervals .plot');
  expect(rows.map(({ ratio }) => ratio)).toEqual(RATIOS.map(({ ratio }) => [about(ratio)]));
  expect(rows.map(({ bound }) => bound)).toEqual(RATIOS.map(() => [about(1.2)]));
  expect(rows[1]?.interval).toEqual([RATIOS[1]?.interval.map(about)]);
  expect(await trial.page.locator('#intervals .arrow').count()).toBe(2);
});

test('curves: every median at its place on two logarithmic axes', async () => {
  await using trial = await open();
  const expected = sweptSeries().map(({ dimensions, summary }) => [
    about(Number.parseInt(dimensions['frame size'] ?? '', 10)),
    about(summary?.median ?? 0),
  ]);
  expect(await places(trial, 'curves', '[data-value]')).toEqual(expected);
});

test('small multiples stand on the same axes', async () => {
  await using trial = await open();
  const ticks = (await trial.page.evaluate(
    `[...document.querySelectorAll('#multiples .up')].map((one) => one.textContent)`,
  )) as string[];
  expect(ticks).toHaveLength(3);
  expect(new Set(ticks).size).toBe(1);
  const medians = (await places(trial, 'multiples', '[data-value]')).map(([, median]) => median);
  expect(medians.slice(24)).toEqual(sweptSeries().map(({ summary }) => about(summary?.median ?? 0)));
});

test('what was published stands beside it, hollow, and what is nothing at the foot of the same logarithmic axis', async () => {
  await using trial = await open();
  const read = (script: string) => trial.page.evaluate<number[]>(script);
  const up = (panel: number, selector: string) =>
    read(`(() => {
      const panel = document.querySelectorAll('#published .panel')[${panel}];
      const middle = (one) => { const { top, bottom } = one.getBoundingClientRect(); return (top + bottom) / 2; };
      const [ten, one] = ['10', '1'].map((value) => middle(panel.querySelector('.up [data-up="' + value + '"]')));
      return [...panel.querySelectorAll('${selector}')].map((sign) => 10 ** ((one - middle(sign)) / (one - ten)));
    })()`);
  const near = LOST.map(({ value }) => expect.toSatisfy((found: number) => Math.abs(found / value - 1) < 0.1));
  expect(await up(0, '[data-published]')).toEqual(near);
  expect(await up(1, '[data-published]')).toEqual([]);
  const feet = [...(await up(0, '[data-value="0"]')), ...(await up(1, '[data-value="0"]'))];
  expect(feet).toHaveLength(18);
  expect(Math.max(...feet)).toBeLessThan(90 / 4 ** 5);
  const named = await trial.page.locator('#published .key li').allInnerTexts();
  expect(named.map((name) => name.trim())).toEqual(['native', 'e1000']);
});

test('a histogram holds every value, and its percentiles stand where they lie', async () => {
  await using trial = await open();
  const counts = await trial.page
    .locator('#histogram [data-count]')
    .evaluateAll((all) => all.map((one) => Number(one.getAttribute('data-count'))));
  expect(sum(counts)).toBeCloseTo(
    sum(LATENCIES, ([, count]) => count),
    3,
  );
  expect(counts.length).toBeLessThan(60);
  const lines = await places(trial, 'histogram', '.percentile');
  expect(lines.map(([at]) => at)).toEqual(PERCENTILES.map(([, value]) => about(value)));
});

test('stacked shares are as wide as they are, end to end', async () => {
  await using trial = await open();
  const rows: [number, number, number][][] = await trial.page.evaluate(
    `[...document.querySelectorAll('#shares .marks')].map((row) => [...row.querySelectorAll('.fill')].map((one) => {
      const { left, width } = one.getBoundingClientRect();
      return [Number(one.dataset.value), left, width]; }))`,
  );
  const [first = [], second = []] = rows.map((row) => row.filter(([value]) => value > 0));
  expect(second.map(([value]) => value)).toEqual(
    Object.values(EXITS[1]?.parts ?? {}).map((value) => expect.closeTo(value)),
  );
  const perPixel = first.concat(second).map(([value, , width]) => value / width);
  for (const each of perPixel) expect(each / (perPixel[0] ?? 1)).toBeCloseTo(1, 1);
  for (const [index, [, left]] of second.entries())
    if (index > 0) expect(left).toBeCloseTo((second[index - 1]?.[1] ?? 0) + (second[index - 1]?.[2] ?? 0), 0);
});

test('a waterfall goes on where it was, and ends at the sum', async () => {
  await using trial = await open();
  const bars: [string, number, number, number][] = await trial.page.evaluate(
    `[...document.querySelectorAll('#waterfall .step')].map((one) => { const { left, right } = one.getBoundingClientRect();
      return [one.getAttribute('class'), Number(one.dataset.value), left, right]; })`,
  );
  expect(bars.map(([, value]) => value)).toEqual([88, ...STEPS.map(([, by]) => by), 287]);
  expect(bars.map(([kind]) => kind.replace('step ', ''))).toEqual([
    'whole',
    'better',
    'better',
    'worse',
    'better',
    'whole',
  ]);
  expect(bars[2]?.[2]).toBeCloseTo(bars[1]?.[3] ?? 0, 0);
  expect(bars[3]?.[3]).toBeCloseTo(bars[2]?.[3] ?? 0, 0);
  expect(bars[5]?.[3]).toBeCloseTo(bars[4]?.[3] ?? 0, 0);
});

test('a search: every trial in its order at its load, told apart by its form, and what was found', async () => {
  await using trial = await open();
  expect(await places(trial, 'search', '[data-value]')).toEqual(
    TRIALS.map(({ load }, index) => [about(index + 1), about(load)]),
  );
  const forms = await trial.page
    .locator('#search .trial')
    .evaluateAll((all) => all.map((one) => one.getAttribute('class')));
  expect(forms).toEqual(TRIALS.map(({ passed }) => `trial ${passed ? 'passed' : 'failed'}`));
  const [found] = await places(trial, 'search', '.found');
  expect(found?.[1]).toEqual(about(656.25));
});

test('no text is cut off or stands on another', async () => {
  for (const width of [1280, 400]) {
    await using trial = await open({ viewport: { width, height: 900 } });
    const faults = await trial.page.evaluate(`(() => {
      const boxes = [...document.querySelectorAll('svg text')].filter((one) => one.textContent !== '')
        .map((one) => ({ text: one.textContent, parent: one.parentElement, ...one.getBoundingClientRect().toJSON() }));
      const cut = boxes.filter(({ left, right }) => left < 0 || right > innerWidth).map(({ text }) => 'cut: ' + text);
      const over = boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) => other.parent === one.parent &&
        one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)
        .map((other) => one.text + ' on ' + other.text));
      return [...cut, ...over];
    })()`);
    expect(faults, `at ${width} pixels`).toEqual([]);
  }
});

testEveryLook(open);
