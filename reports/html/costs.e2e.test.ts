import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BrowserTrial, launch } from '../testing/browser-trial.ts';
import { testEveryLook } from '../testing/every-look.ts';
import { COSTS, costEvents } from '../testing/sample-costs.ts';
import { sampleRecord } from '../testing/sample-record.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const record = sampleRecord(...costEvents({ eventful: true }));
const open = () => BrowserTrial.open(browser, record);

test('CPU time stands on the rows of what is carried, and by thread below', async () => {
  await using trial = await open();
  const rows = trial.page.locator('.question', { hasText: 'CPU ms per MiB' }).locator('.lane');
  const told = await rows.locator('td.price').last().locator('xpath=..').allInnerTexts();
  expect(told.length).toBeGreaterThan(0);
  const prices = await rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('td.price')].at(-1)?.textContent),
  );
  expect(prices.filter((text) => text !== '')).toEqual(['2.1', '31']);
  const threads = trial.page.locator('details.price', { hasText: 'CPU time by thread' });
  await threads.locator('summary').first().click();
  const stacks: [string, number][] = await threads
    .locator('.stacked .fill title')
    .evaluateAll((all) =>
      all.map((one) => [one.textContent ?? '', one.parentElement?.getBoundingClientRect().width ?? 0]),
    );
  expect(stacks.map(([text]) => text).filter((text) => !text.endsWith(': 0'))).toEqual(
    expect.arrayContaining(['vCPUs: 1.4', 'vCPUs: 25', 'vhost: 0.6', 'main loop: 0.1', 'main loop: 6']),
  );
});

test('exits of which nobody knows for how many MiB are told by the second', async () => {
  await using trial = await open();
  const plot = trial.page.locator('.question', { hasText: 'VM exits per second' });
  expect(await plot.locator('td.price').allInnerTexts()).toContain('400');
});

test('quantiles of a distribution, and a row that the page cache answered, are told below their plots', async () => {
  await using trial = await open();
  const notes = await trial.page.locator('p.note').allInnerTexts();
  expect(notes).toContain('pings, e1000 on tap, latency: p50 400 µs, p99 800 µs, max 4000 µs (2 boots).');
  expect(notes).toContain('native: answered by the page cache: at most 3 % of its bytes reached the disk.');
  expect(notes.filter((text) => text.startsWith('guest:'))).toEqual([]);
});

test('a count has no unit, and may be zero', async () => {
  await using trial = await open();
  const plot = trial.page.locator('figure.ask', { hasText: 'Retransmits; lower is better' });
  expect(await plot.locator('td.median').first().innerText()).toBe('1 0 to 2; 2 boots');
});

test('an exercise names the machine whose output is shown, and those of every series; each stands once', async () => {
  await using trial = await open();
  const { page } = trial;
  expect(await page.locator('#exercise-studio-15\\.8 .machines-of').innerText()).toBe(
    'Machines: studio-15/virtio-tap (2 boots), studio-15/e1000-tap (2 boots), studio-15/files (2 boots).',
  );
  const names = await page.locator('#machines .machine h3').allInnerTexts();
  expect(names.filter((name) => name.startsWith('studio-15/virtio-tap'))).toHaveLength(1);
  expect(await page.locator('figure.output figcaption').allInnerTexts()).toContain('lsmod on studio-15/virtio-tap#31');
});

test('how the run went stands in the appendix, and the samples of what is shown', async () => {
  await using trial = await open();
  expect(await trial.page.locator('#appendix .course li').count()).toBe(4);
  expect(await trial.page.locator('#appendix .samples summary').allInnerTexts()).toContain(
    `${COSTS.latency} (2 samples)`,
  );
});

testEveryLook((options) => BrowserTrial.open(browser, record, options));
