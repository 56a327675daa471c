import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BrowserTrial, launch, sampleRun } from '../../testing/browser-trial.ts';
import { testEveryLook } from '../../testing/every-look.ts';
import { RULERS } from '../../testing/rulers.ts';
import { sampleHistory } from '../../testing/sample-history.ts';
import { HISTORY } from '../../trends/history.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const dropped = sampleHistory(sampleRun(), { share: (run) => (run < 12 ? 1.25 : 1) });
const beside = { [HISTORY]: dropped };
const about = (value: number) => expect.toSatisfy((drawn: number) => Math.abs(drawn / value - 1) < 0.01);

interface Chart {
  /** Of every run, where its dot stands: pixels across, and the value that the axis tells there. */
  dots: [number, number][];
  levels: number[];
  /** Pixels across. */
  turns: number[];
  now: [number, number];
}

test('every run stands at its median, and where a metric changed the levels before and after are told apart', async () => {
  await using trial = await BrowserTrial.open(browser, sampleRun(), { beside });
  const charts: Chart[] = await trial.page.evaluate(`(() => {
    ${RULERS}
    return [...document.querySelectorAll('.trend')].map((chart) => {
      const up = ruler(chart, { ticks: '[data-up]', name: '.axis-name', side: 1 });
      const path = chart.querySelector('.runs');
      const area = chart.querySelector('.area').getBoundingClientRect();
      const dots = [...path.getAttribute('d').matchAll(/M(\\S+) (\\S+)h0/g)].map(([, x, y]) =>
        [area.left + (area.width * x) / 100, up(area.top + Number(y))]);
      const now = chart.querySelector('.now');
      return { dots, now: [middle(now, 0), up(middle(now, 1))],
        levels: [...chart.querySelectorAll('.level')].map((one) => up(middle(one, 1))),
        turns: [...chart.querySelectorAll('.turn')].map((one) => middle(one, 0)) };
    });
  })()`);
  expect(charts).toHaveLength(4);
  const series = [...new Set(dropped.points.map((point) => point.series))];
  const values = series.map((id) => dropped.points.flatMap((point) => (point.series === id ? [point.value] : [])));
  expect(charts.map(({ dots }) => dots.map(([, value]) => value))).toEqual(values.map((some) => some.map(about)));
  const [first] = charts;
  const [before = 0, after = 0, turn = 0] = [first?.dots[11]?.[0], first?.dots[12]?.[0], first?.turns[0]];
  expect([before < turn, turn < after]).toEqual([true, true]);
  expect(first?.now).toEqual([expect.closeTo(first?.dots[23]?.[0] ?? 0, 0), about(values[0]?.[23] ?? 0)]);
  const median = values[0]?.toSorted((a, b) => a - b) ?? [];
  expect(first?.levels).toEqual([about(median[17] ?? 0), about(median[5] ?? 0)]);
  expect(charts.map(({ turns }) => turns.length)).toEqual([1, 0, 0, 0]);
});

test('what changed is told in words, with what changed alongside', async () => {
  await using trial = await BrowserTrial.open(browser, sampleRun(), { beside });
  const { page } = trial;
  expect(await page.locator('#trends .note').textContent()).toBe(
    '24 runs on this computer at this pace, since 2026-01-11: 1 of 4 metrics changed.',
  );
  expect(await page.locator('.turns').first().textContent()).toBe(
    'worse, by 20 %, since 2026-01-23 (run run-12, p 0.002); QEMU 7.2.22, then 10.0.2',
  );
  expect(await page.locator('.turns').nth(1).textContent()).toBe('no change in 24 runs');
});

test('an axis never goes below zero', async () => {
  const wild = { [HISTORY]: sampleHistory(sampleRun(), { share: (run) => (run % 2 === 0 ? 1 : 0.01) }) };
  await using trial = await BrowserTrial.open(browser, sampleRun(), { beside: wild });
  expect(await trial.page.locator('.trend [data-up]').first().textContent()).toBe('0');
});

test('the first run says so in one line; a run without a history shows nothing', async () => {
  const first = { [HISTORY]: sampleHistory(sampleRun(), { runs: 1 }) };
  await using trial = await BrowserTrial.open(browser, sampleRun(), { beside: first });
  expect(await trial.page.locator('#trends p').allTextContents()).toEqual([
    'This is the first run on this computer at this pace: from the next one on, this part shows how each metric has changed.',
  ]);
  expect(await trial.page.locator('.trend').count()).toBe(0);
  await using without = await BrowserTrial.open(browser, sampleRun());
  expect(await without.page.locator('#trends').count()).toBe(0);
});

test('a hundred runs are there at once', async () => {
  const many = { [HISTORY]: sampleHistory(sampleRun(), { runs: 100 }) };
  await using trial = await BrowserTrial.open(browser, sampleRun(), { beside: many });
  expect(await trial.page.locator('.runs').first().getAttribute('data-runs')).toBe('100');
  expect(await trial.page.evaluate('document.querySelectorAll("#trends *").length')).toBeLessThan(300);
  expect(trial.complaints).toEqual([]);
});

testEveryLook((options) => BrowserTrial.open(browser, sampleRun(), { beside, ...options }));
