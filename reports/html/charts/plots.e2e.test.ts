import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunRecord } from '../../record.ts';
import { BrowserTrial, launch, sampleRun } from '../browser-trial.ts';
import { drawn, near, RULERS } from './rulers.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test('samples and medians', async () => {
  const record = sampleRun();
  await using trial = await BrowserTrial.open(browser, record);
  const plots = await drawn(trial.page, '.plot.samples');
  const findings = record.exercises.at(-1)?.findings ?? [];
  const series = findings.flatMap((one) =>
    one.kind === 'series' ? record.series.filter(({ id }) => id === one.series) : [],
  );
  expect(plots).toHaveLength(2);
  expect(plots.map(({ samples }) => samples)).toEqual(
    series.map(({ samples }) => samples.map(({ value }) => near(value))),
  );
  expect(plots.map(({ median }) => median)).toEqual(series.map(({ summary }) => [near(summary?.median ?? 0)]));
});

test('ratios with their intervals, against their bounds', async () => {
  const record = sampleRun();
  await using trial = await BrowserTrial.open(browser, record);
  const plots = await drawn(trial.page, '.verdict .ratios');
  expect(plots.map(({ ratio }) => ratio)).toEqual(record.claims.map(({ comparison }) => [near(comparison.ratio ?? 0)]));
  expect(plots.map(({ bound }) => bound)).toEqual(record.claims.map(({ bound }) => [near(bound)]));
  // The other one goes beyond its axis, with an arrow that says so.
  const [low = 0, high = 0] = record.claims[1]?.comparison.interval ?? [];
  expect(plots[1]?.interval).toEqual([[near(low), near(high)]]);
  expect(await trial.page.locator('.verdict .ratios .arrow').count()).toBe(1);
});

test('VM exits beside throughput', async () => {
  const record = sampleRun();
  await using trial = await BrowserTrial.open(browser, record);
  const bars: [string, number, number][] = await trial.page.evaluate(
    `[...document.querySelector('.beside').querySelectorAll('rect')].map((one) =>
      [one.getAttribute('class'), Number(one.dataset.value), one.getBoundingClientRect().width])`,
  );
  const [carried, exits, less, more] = bars;
  const medians = ['virtio-net', 'e1000'].map(
    (card) => record.series.find(({ id }) => id.includes(`/${card} on tap/iperf-sending`))?.summary?.median,
  );
  expect([carried, exits, less, more].map((bar) => bar?.[0])).toEqual(['carried', 'exits', 'carried', 'exits']);
  expect([carried?.[1], less?.[1]]).toEqual(medians);
  expect((less?.[2] ?? 0) / (carried?.[2] ?? 0)).toBeCloseTo((medians[1] ?? 0) / (medians[0] ?? 0), 2);
  expect((exits?.[2] ?? 0) / (more?.[2] ?? 0)).toBeCloseTo((exits?.[1] ?? 0) / (more?.[1] ?? 0), 2);
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
    const plot = document.querySelector('.curves');
    const across = ruler(plot, { ticks: '.graph [data-tick]', name: '.across', side: 0 });
    const up = ruler(plot, { ticks: '.graph [data-up]', name: '.axis-name', side: 1 });
    return [...plot.querySelectorAll('.area .sign')].map((one) => [across(middle(one, 0)), up(middle(one, 1))]);
  })()`);
  const expected = sweptSeries(record, sizes).flatMap(({ summary, dimensions }) => [
    [Number.parseInt(dimensions['frame size'] ?? '', 10), summary?.median ?? 0] as const,
  ]);
  expect(places).toHaveLength(expected.length);
  for (const [index, [size, median]] of expected.entries()) {
    expect((places[index]?.[0] ?? 0) / size).toBeWithin(0.98, 1.02);
    expect((places[index]?.[1] ?? 0) / median).toBeWithin(0.95, 1.05);
  }
  expect(trial.complaints).toEqual([]);
});

test('ten thousand samples are few elements, each of which would take its time', async () => {
  const record = sampleRun();
  const [series] = record.series;
  const [sample] = series?.samples ?? [];
  if (series === undefined || sample === undefined) throw new Error('The sample run has no samples.');
  series.samples = Array.from({ length: 10_000 }, (_, index) => ({ ...sample, value: 800 + (index % 977) / 10 }));
  await using trial = await BrowserTrial.open(browser, record);
  const { page } = trial;
  expect(await page.evaluate('document.querySelectorAll("*").length')).toBeLessThan(8000);
  expect(trial.complaints).toEqual([]);
});

/** As a study after RFC 2544 would leave them: two cards, each frame size in three boots. */
function sweptSeries({ series: [like] }: RunRecord, sizes: readonly number[]): RunRecord['series'] {
  if (like === undefined) throw new Error('The sample run has no series.');
  return ['virtio-net', 'e1000'].flatMap((arm, card) =>
    sizes.map((size) => {
      const median = size / (card + 1.3);
      const summary = { count: 3, median, mean: median, min: 0.9 * median, max: 1.1 * median };
      const dimensions = { arm, 'frame size': `${size} B` };
      return { ...like, id: `sweep/${arm}/${size}`, label: `${arm}, ${size} B`, dimensions, summary };
    }),
  );
}
