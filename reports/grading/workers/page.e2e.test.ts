import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAssets } from '../../html/assets.ts';
import { BrowserTrial, launch } from '../../testing/browser-trial.ts';
import { testEveryLook } from '../../testing/every-look.ts';
import { hostileEvents } from '../../testing/sample-hostile.ts';
import { sampleRecord } from '../../testing/sample-record.ts';
import type { Assessment } from '../assessment/assessment.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import { classHtml } from '../class/class-html.ts';
import { readSubmission } from '../regrade/submission.ts';
import { HONEST, honest } from '../testing/forger.ts';
import { gradedInWorker } from './in-worker.ts';
import { gradePage } from './page.ts';

const ROOT = join(import.meta.dirname, '../../..');

let browser: Browser;
let sound: Assessment;
beforeAll(async () => {
  browser = await launch();
  const outcome = await gradedInWorker({ source: HONEST, root: ROOT, keys: [] });
  if ('problem' in outcome) throw new Error(outcome.problem);
  sound = outcome;
});
afterAll(() => browser.close());

const FORGED = ['934.4', '234.4', 'record.json'] as const;
const forged = (): Assessment => {
  const [claimed, found, file] = FORGED;
  const discrepancies = [discrepancy('statistics', { where: 'summary of fio-read', file }, claimed, found)];
  return { ...sound, student: '522005', team: 'Ada\nGrace', unchecked: ['the console of native#1'], discrepancies };
};

async function open(assessment: Assessment, options: BrowserContextOptions = {}): Promise<BrowserTrial> {
  const files = await honest();
  const { record } = readSubmission(files, HONEST);
  return BrowserTrial.show(browser, gradePage({ record, files, assessment }, readAssets()) ?? '', options);
}

test('a sound bundle: what it is worth, item by item, at the top and at each exercise', async () => {
  await using trial = await open(sound);
  const { page } = trial;
  const grade = page.locator('main > section').first();
  expect(await grade.locator('.ruling').textContent()).toBe('✓ no discrepancy');
  expect(await grade.locator('.sum').textContent()).toBe('60 of 100 points so far, 40 not yet graded');
  // What a student does next is nothing for a grader.
  expect(await page.locator('.band').count()).toBe(0);
  expect(await grade.locator('dd').allTextContents()).toEqual([
    HONEST,
    'no names',
    'unsigned',
    expect.stringMatching(/^finished, pace quick, .*, tcg, testbed local, /),
    expect.stringMatching(/^virtio-net on tap\+vhost of studio-15\/devices was left out: /),
  ]);
  const rows = (await grade.locator('.items tbody tr').allTextContents()).map((text) => text.trim());
  expect(rows).toHaveLength(sound.grade.items.length);
  expect(rows[1]).toBe('studio-15/2virtio drivers at work✓ 15 of 15passed');
  expect(rows[3]).toContain(
    '? not yet graded (10)not answered yet; write it into answers.yaml and hand in again: no new run is needed',
  );
  await grade.locator('.items a').last().click();
  expect(new URL(page.url()).hash).toBe('#exercise-studio-15.6');
  const sixth = await page.locator('#exercise-studio-15\\.6 .points li').allTextContents();
  expect(sixth.map((text) => text.slice(0, 40))).toEqual([
    '✓ 5 of 5 e1000 in the place of virtio_ne',
    '✓ 5 of 5 TCP over e1000: 2 of 2 series m',
    '? not yet graded (10) virtio-net clearly',
    '? not yet graded (5) why the performance',
  ]);
  expect(await page.locator('.glance > table td:last-child').allTextContents()).toEqual([
    ...['5 not yet graded', '15 of 15', '15 of 15, 10 not yet graded', '10 of 10, 10 not yet graded'],
    ...['10 of 10', '10 of 10, 15 not yet graded'],
  ]);
});

test('a bundle that contradicts itself says so before all else, with each place', async () => {
  await using trial = await open(forged(), { viewport: { width: 1280, height: 800 } });
  const { page } = trial;
  const ruling = page.locator('main .ruling').first();
  expect(await ruling.textContent()).toBe('✗ 1 discrepancy look before these points count');
  expect((await ruling.boundingBox())?.y ?? 800).toBeLessThan(400);
  expect(await page.locator('#grade table').first().locator('tbody tr').allTextContents()).toEqual([
    `statisticssummary of fio-read${FORGED.join('')}`,
  ]);
  expect(await page.locator('#grade dd').allTextContents()).toIncludeAllMembers(['the console of native#1', '522005']);
});

test('points in full, in part, none, by hand and open are told apart by sign and colour', async () => {
  const [item] = sound.grade.items;
  if (item === undefined) throw new TypeError('the grade has items');
  const graded = (earned: number) => ({ ...item, points: 10, earned, state: 'graded' as const });
  const items = [graded(10), graded(6.5), graded(0), { ...item, state: 'by hand' as const }, item];
  await using trial = await open({ ...sound, grade: { ...sound.grade, items } });
  const marks = trial.page.locator('.items .mark');
  expect(await marks.allTextContents()).toEqual([
    ...['✓ 10 of 10', '◐ 6.5 of 10', '✗ 0 of 10', '✎ by hand (5)', '? not yet graded (5)'],
  ]);
  const colours: string[] = await trial.page.evaluate(
    `[...document.querySelectorAll('.items .mark')].map((one) => getComputedStyle(one).color)`,
  );
  expect(new Set(colours).size).toBe(3);
});

describe('for everybody', () => {
  testEveryLook((options) => open(forged(), options));

  test('on paper stand the discrepancies and the points', async () => {
    await using trial = await open(forged());
    await trial.page.emulateMedia({ media: 'print' });
    for (const part of ['.ruling', 'table', '.items'])
      expect(await trial.page.locator(`#grade ${part}`).first().isVisible(), part).toBe(true);
  });
});

test('what strangers wrote stays text, and a thousand discrepancies are told by their first', async () => {
  const EVIL = '</style><script>alert(1)</script>\u202e"onload="alert(2)';
  const one = { check: EVIL, where: EVIL, claimed: EVIL, found: EVIL, file: EVIL };
  const item = { exercise: EVIL, what: EVIL, points: 5, state: 'by hand' as const, why: EVIL, remedy: EVIL };
  const assessment: Assessment = {
    ...sound,
    ...{
      source: EVIL,
      student: EVIL,
      team: EVIL,
      unchecked: Array(1000).fill(EVIL),
      discrepancies: Array(1000).fill(one),
    },
    grade: { ...sound.grade, items: [item] },
  };
  const record = sampleRecord(...hostileEvents());
  const text = gradePage({ record, files: new Map(), assessment }, readAssets()) ?? '';
  await using trial = await BrowserTrial.show(browser, text, { viewport: { width: 400, height: 800 } });
  const { page } = trial;
  expect(await page.locator('script').count()).toBe(2);
  expect(await page.locator('#grade table').first().locator('tbody tr').count()).toBe(200);
  expect(await page.locator('#grade').textContent()).toContain('800 more');
  expect(await page.locator('#grade .items').textContent()).toContain('<script>alert(1)</script>');
  expect(text).not.toMatch(/\u202e/);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400);
  expect(trial.complaints).toEqual([]);
  expect(trial.requests).toEqual([]);
});

describe('the overview of a class', () => {
  const outcomes = () => [sound, forged(), { source: 'none.zip', problem: 'The bundle cannot be read.' }];
  const show = (options?: BrowserContextOptions) =>
    BrowserTrial.show(browser, classHtml(outcomes(), { style: readAssets().style }), options);

  test('what to look at stands first; a filter shows that alone, without a script', async () => {
    await using trial = await show({ javaScriptEnabled: false });
    const { page } = trial;
    expect(await page.locator('.standing').textContent()).toBe(
      'Look at 2 first1 contradicts itself, 1 could not be read.',
    );
    const rows = () => page.locator('table.class tbody tr').filter({ visible: true }).count();
    expect(await rows()).toBe(3);
    await page.getByText('those to look at').click();
    expect(await rows()).toBe(2);
    // Where a bundle contradicts itself, that is in sight; the others are a click away.
    expect(await page.locator('details.bundle[open]').count()).toBe(1);
    expect(trial.complaints).toEqual([]);
  });

  testEveryLook(show);
});
