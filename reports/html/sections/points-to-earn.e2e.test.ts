import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BrowserTrial, launch, sampleRun } from '../../testing/browser-trial.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test('whoever performs the lab sees what an exercise may earn, and by what', async () => {
  const record = sampleRun();
  const [names] = record.exercises;
  if (names === undefined) throw new TypeError('the sample has exercises');
  names.points = [
    { by: 'test', what: 'the names', points: 5, test: 'the names of the team' },
    { by: 'hand', what: 'why', points: 2.5 },
  ];
  await using trial = await BrowserTrial.open(browser, record);
  const { page } = trial;
  expect(await page.locator('.points li').allTextContents()).toEqual([
    '5 points the names: all of them when “the names of the team” passes',
    '2.5 points why: a person reads the answer and gives them',
  ]);
  expect(await page.locator('.standing').textContent()).toBe(
    '? INCONCLUSIVE 0 of 7.5 points measured; 1 answer missing (5 points); 2.5 points for answers that a person reads.',
  );
  expect(await page.locator('.glance > table td:last-child').allTextContents()).toEqual(['7.5', '', '']);
  expect(await page.locator('#grade').count()).toBe(0);
});

test('a suite without a rubric says nothing of points', async () => {
  await using trial = await BrowserTrial.open(browser, sampleRun());
  expect(await trial.page.locator('.points').count()).toBe(0);
  expect(await trial.page.locator('.glance > table thead th').allTextContents()).toEqual([
    'exercise',
    'measured',
    'answer',
  ]);
  expect(await trial.page.locator('.standing').textContent()).toBe(
    '? INCONCLUSIVE 2 of 2 exercises measured; 1 answer missing.',
  );
});
