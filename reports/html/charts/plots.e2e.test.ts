import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunRecord } from '../../record/schema/record.ts';
import { seriesById } from '../../record/views/by-id.ts';
import { BrowserTrial, launch, sampleRun } from '../../testing/browser-trial.ts';
import { about, drawn, RULERS } from '../../testing/rulers.ts';
import { questionsOf } from '../question.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** The lanes of the sample's last exercise, in their order on the page. */
function lanesOf(record: RunRecord) {
  const exercise = record.exercises.at(-1);
  if (exercise === undefined) throw new TypeError('the sample has exercises');
  return questionsOf(record, exercise).flatMap(({ workloads }) => workloads.flatMap(({ lanes }) => lanes));
}

test('every boot and median of every arm stands at its place on one axis', async () => {
  const record = sampleRun();
  await using trial = await BrowserTrial.open(browser, record);
  const plots = await drawn(trial.page, '.question .each');
  const lanes = lanesOf(record);
  expect(lanes.map(({ arm }) => arm)).toEqual(Array(2).fill(['virtio-net on tap+vhost', 'e1000 on tap']).flat());
  expect(plots.slice(-lanes.length).map(({ samples }) => samples)).toEqual(
    lanes.map(({ series }) => series.samples.map(({ value }) => about(value))),
  );
  expect(plots.slice(-lanes.length).map(({ median }) => median)).toEqual(
    lanes.map(({ series }) => [about(series.summary?.median ?? 0)]),
  );
});

test('at the row’s end stands the ratio, with its interval, against the bound; an arrow where it goes on', async () => {
  const record = sampleRun();
  await using trial = await BrowserTrial.open(browser, record);
  const plots = (await drawn(trial.page, '.question .against')).filter(({ ratio }) => ratio.length > 0);
  expect(plots.map(({ ratio }) => ratio)).toEqual(
    record.claims.map(({ comparison }) => [about(comparison.ratio ?? 0)]),
  );
  expect(plots.map(({ bound }) => bound)).toEqual(record.claims.map(({ bound }) => [about(bound)]));
  const [low = 0, high = 0] = record.claims[1]?.comparison.interval ?? [];
  expect(plots[1]?.interval).toEqual([[about(low), about(high)]]);
  expect(await trial.page.locator('.against .arrow').count()).toBe(1);
  const words = await trial.page.locator('.lane .against').allInnerTexts();
  expect(words.join('\n')).toContain('too few boots');
  expect(words.join('\n')).not.toMatch(/\d{3,} %/);
});

test('what explains it stands on the same rows, on one scale from zero', async () => {
  const record = sampleRun();
  await using trial = await BrowserTrial.open(browser, record);
  const bars: [number, number][] = await trial.page.evaluate(
    `[...document.querySelectorAll('td.price rect')].map((one) => [Number(one.dataset.value), one.getBoundingClientRect().width])`,
  );
  expect(bars.map(([value]) => value)).toEqual(lanesOf(record).map(({ prices }) => prices[0]));
  const most = Math.max(...bars.map(([, width]) => width));
  const all = Math.max(...bars.map(([value]) => value));
  for (const [value, width] of bars) expect(width / most).toBeCloseTo(value / all, 1);
});

test('a dot leads to the console of its boot, by the mouse and, from the table below, by the keyboard', async () => {
  await using trial = await BrowserTrial.open(browser, sampleRun());
  const { page } = trial;
  const dot = page.locator('.each a').last();
  await dot.click();
  const opened = await page.evaluate('document.querySelector(":target").open');
  expect(opened).toBe(true);
  await page.locator('.ask .table > summary').last().focus();
  await page.keyboard.press('Enter');
  const link = page.locator('.ask .table td a').last();
  expect(await link.isVisible()).toBe(true);
  expect(await link.getAttribute('href')).toBe(await dot.getAttribute('href'));
});

test('a boot that stands apart from the others is marked, and leads to its console', async () => {
  const record = sampleRun();
  const [{ series } = { series: undefined }] = lanesOf(record).slice(-1);
  const own = series && seriesById(record, series.id);
  const [sample] = own?.samples ?? [];
  if (own === undefined || sample === undefined) throw new TypeError('the sample has samples');
  own.samples = [39, 43, 6.5].map((value) => ({ ...sample, value }));
  await using trial = await BrowserTrial.open(browser, record);
  const row = trial.page.locator(`tr[data-series="${own.id}"]`);
  expect(await row.locator('.outlier').count()).toBe(1);
  expect(await row.locator('.apart').innerText()).toBe(`stands apart: 6.5 Mbit/s, ${sample.boot}`);
  expect(await row.locator('.apart a').getAttribute('href')).toContain('#console-');
});

test('what was varied makes curves, with every median at its place', async () => {
  const record = sampleRun();
  const sizes = [64, 256, 512, 1024, 1518];
  for (const series of sweptSeries(record, sizes)) {
    record.series.push(series);
    record.exercises[1]?.findings.push({ kind: 'series', title: series.label, series: series.id });
  }
  await using trial = await BrowserTrial.open(browser, record);
  const places: [number, number][] = await trial.page.evaluate(`(() => {
    ${RULERS}
    const plot = document.querySelector('.sign[data-value]').closest('.plot');
    const across = ruler(plot, { ticks: '.graph [data-tick]', name: '.across', side: 0 });
    const up = ruler(plot, { ticks: '.graph [data-up]', name: '.axis-name', side: 1 });
    return [...plot.querySelectorAll('.area .sign')].map((one) => [across(middle(one, 0)), up(middle(one, 1))]);
  })()`);
  expect(places).toEqual(
    sweptSeries(record, sizes).map(({ summary, dimensions }) => [
      about(Number.parseInt(dimensions['frame size'] ?? '', 10)),
      about(summary?.median ?? 0),
    ]),
  );
  expect(trial.complaints).toEqual([]);
});

test('ten thousand runs are few elements, each of which would take its time', async () => {
  const record = sampleRun();
  const [series] = record.series;
  const [sample] = series?.samples ?? [];
  if (series === undefined || sample === undefined) throw new Error('The sample run has no samples.');
  series.samples = Array.from({ length: 10_000 }, (_, index) => ({ ...sample, value: 800 + (index % 977) / 10 }));
  const [machine] = record.machines;
  if (machine === undefined) throw new Error('The sample run has no machine.');
  record.machines = Array.from({ length: 10_000 }, (_, index) => ({ ...machine, id: `studio-15/virtio#${index + 1}` }));
  await using trial = await BrowserTrial.open(browser, record);
  const { page } = trial;
  expect(await page.evaluate('document.querySelectorAll("*").length')).toBeLessThan(12_000);
  expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThan(40_000);
  expect(trial.complaints).toEqual([]);
});

/** As a study after RFC 2544 would leave them: two cards, each frame size in three boots. */
function sweptSeries({ series: [like] }: RunRecord, sizes: readonly number[]): RunRecord['series'] {
  if (like === undefined) throw new Error('The sample run has no series.');
  return ['virtio-net', 'e1000'].flatMap((arm, card) =>
    sizes.map((size) => {
      const median = size / (card + 1.3);
      const summary = { count: 3, median, mean: median, min: 0.9 * median, max: 1.1 * median };
      const metric = { ...like.metric, name: 'swept throughput' };
      const dimensions = { arm, 'frame size': `${size} B` };
      return { ...like, metric, id: `sweep/${arm}/${size}`, label: `${arm}, ${size} B`, dimensions, summary };
    }),
  );
}
