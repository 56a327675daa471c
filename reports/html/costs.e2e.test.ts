import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COSTS, costEvents } from '../sample-costs.ts';
import { sampleRecord } from '../sample-record.ts';
import { BrowserTrial, launch } from './browser-trial.ts';
import { testEveryLook } from './every-look.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const record = sampleRecord(...costEvents({ eventful: true }));
const open = () => BrowserTrial.open(browser, record);

test('CPU time stands beside what is carried, in all and by thread, on one scale', async () => {
  await using trial = await open();
  const plot = trial.page.locator('figure.beside', { hasText: 'iperf sending: what it costs in CPU time' });
  const bars = await plot.locator('.bars').allInnerTexts();
  expect(bars.map((text) => text.split(/\s*\n\s*/))).toEqual([
    ['2.1 ms per MiB in all', '1.4 ms per MiB: vCPUs', '0.6 ms per MiB: vhost', '0.1 ms per MiB: main loop'],
    ['31 ms per MiB in all', '25 ms per MiB: vCPUs', '6 ms per MiB: main loop'],
  ]);
  const wide = await plot.locator('rect.carried').evaluateAll((all) => all.map((one) => one.getAttribute('width')));
  expect(wide).toEqual(['6.71%', '99%']);
});

test('exits of which nobody knows for how many MiB are told by the second', async () => {
  await using trial = await open();
  const plots = await trial.page.locator('figure.beside').allInnerTexts();
  expect(plots.filter((text) => text.startsWith('pings: what was done, and its price in VM exits'))).toEqual([
    expect.stringContaining('400 VM exits per second'),
  ]);
});

test('quantiles of a distribution, and a row that the page cache answered, are told below their plots', async () => {
  await using trial = await open();
  const notes = await trial.page.locator('p.note').allInnerTexts();
  expect(notes).toContain('pings, e1000: p50 400 µs, p99 800 µs, max 4000 µs (2 boots).');
  expect(notes).toContain('fio read, native: answered by the page cache: at most 3 % of its bytes reached the disk.');
  expect(notes.filter((text) => text.startsWith('fio read, guest'))).toEqual([]);
  const latency = trial.page.locator('figure.samples', { hasText: 'Latency in µs' });
  expect(await latency.locator('xpath=following-sibling::*[1]').innerText()).toMatch(/^pings, e1000: p50/);
});

test('a count has no unit, and may be zero', async () => {
  await using trial = await open();
  const plots = await trial.page.locator('figure.samples').allInnerTexts();
  const [counted = ''] = plots.filter((text) => text.startsWith('Retransmits'));
  expect(counted).toMatch(/^Retransmits; lower is better\n/);
  expect(counted).toMatch(/\n1\nrange 0 to 2; 2 boots/);
});

test('the machine whose output is shown, and those of every series, stand with their exercise', async () => {
  await using trial = await open();
  const machines = await trial.page.locator('#exercise-studio-15\\.8 .machine h4').allInnerTexts();
  expect(machines).toEqual(['studio-15/virtio-tap2 boots', 'studio-15/e1000-tap2 boots', 'studio-15/files2 boots']);
  expect(await trial.page.locator('figure.output figcaption').allInnerTexts()).toContain(
    'lsmod on studio-15/virtio-tap#31',
  );
});

test('how the run went stands in the appendix, and the samples of what is shown', async () => {
  await using trial = await open();
  expect(await trial.page.locator('#appendix .course li').count()).toBe(4);
  expect(await trial.page.locator('#appendix .samples summary').allInnerTexts()).toContain(
    `${COSTS.latency}, 2 samples`,
  );
});

testEveryLook((options) => BrowserTrial.open(browser, record, options));
