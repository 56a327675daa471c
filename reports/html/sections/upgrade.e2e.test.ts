import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UPGRADE_CHECK } from '../../record/schema/upgrade-check.ts';
import { BrowserTrial, launch, sampleRun } from '../../testing/browser-trial.ts';
import { testEveryLook } from '../../testing/every-look.ts';
import { drawn, near } from '../../testing/rulers.ts';
import { sampleUpgrade } from '../../testing/sample-upgrade.ts';
import { inOrder } from '../../wording/changes.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const beside = { [UPGRADE_CHECK]: sampleUpgrade() };

test('the first thing that is seen says whether anything is worse', async () => {
  await using trial = await BrowserTrial.open(browser, sampleRun(), { beside, viewport: { width: 1280, height: 800 } });
  const ruling = trial.page.locator('main .ruling').first();
  expect(await ruling.textContent()).toBe('✗ REGRESSION 2 of 6 metrics are worse; 2 not known; 1 better; 1 unchanged');
  const box = await ruling.boundingBox();
  expect(box?.y ?? 800).toBeLessThan(500);
  expect(await trial.page.locator('nav a').first().textContent()).toBe('Upgrade check');
});

test('each metric stands at its ratio, with its interval, against the band of no change, the worst first', async () => {
  await using trial = await BrowserTrial.open(browser, sampleRun(), { beside });
  const { page } = trial;
  const changes = inOrder(sampleUpgrade().effects[0]?.changes ?? []);
  const plots = await drawn(page, '.upgrade > .changes');
  expect(plots.map(({ ratio }) => ratio)).toEqual(changes.map(({ comparison }) => [near(comparison.ratio ?? 0)]));
  expect(plots.map(({ interval }) => interval)).toEqual(
    changes.map(({ comparison: { interval: [low, high] = [0, 0] } }) => [[near(low), near(high)]]),
  );
  expect(plots.map(({ band }) => band)).toEqual(changes.map(() => [near(1 / 1.05), near(1.05)]));
  const told = await page.locator('.upgrade > .changes > .rows > .value').allTextContents();
  expect(told[0]).toContain(
    '✗ REGRESSION 100 to 80 Mbit/s20 % less, 99 % interval 22 % less to 18 % less; 8 and 8 boots',
  );
  expect(told[0]).toContain('the same with the guest image alone');
  expect(told[2]).toContain('too noisy: neither a change nor its absence within 5 % is certain');
});

test('worse is red and better is green, whichever way the metric goes', async () => {
  await using trial = await BrowserTrial.open(browser, sampleRun(), { beside });
  const colours: string[] = await trial.page.evaluate(
    `[...document.querySelectorAll('.upgrade > .changes .point path')].map((one) => getComputedStyle(one).fill)`,
  );
  const [throughput, latency, open, better, same] = colours;
  expect(latency).toBe(throughput);
  expect(new Set([throughput, open, better, same]).size).toBe(4);
});

test('a run that was not judged says nothing of it', async () => {
  await using trial = await BrowserTrial.open(browser, sampleRun(), { beside: { [UPGRADE_CHECK]: { version: 1 } } });
  expect(await trial.page.locator('#upgrade').count()).toBe(0);
  expect(await trial.page.locator('section.exercise').count()).toBe(3);
});

testEveryLook((options) => BrowserTrial.open(browser, sampleRun(), { beside, ...options }));
