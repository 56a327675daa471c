import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunRecord } from '../../record/schema/record.ts';
import type { Assessment } from '../assessment/assessment.ts';
import type { BundleFiles } from '../bundle/files.ts';
import { pageName } from '../class/pages.ts';
import { readSubmission } from '../regrade/submission.ts';
import { HONEST, honest } from '../testing/forger.ts';
import { gradedInWorker, pageInWorker } from './in-worker.ts';
import { gradePage } from './page.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** Larger than its consoles, which are packed in it. */
const STYLE = ' '.repeat(500_000);
const ASSETS = { style: STYLE, script: '', player: { style: '', script: '' } };

let files: BundleFiles;
let record: RunRecord;
let assessment: Assessment;
beforeAll(async () => {
  files = await honest();
  ({ record } = readSubmission(files, HONEST));
  const outcome = await gradedInWorker({ source: HONEST, root: ROOT, keys: [] });
  if ('problem' in outcome) throw new Error(outcome.problem);
  assessment = outcome;
});

test('it leads to nothing that does not lie beside it, and plays the consoles of the bundle all the same', () => {
  const page = gradePage({ record, files, assessment }, ASSETS) ?? '';
  expect(page).not.toContain('href="./');
  expect(page).toContain('output (raw/0001-fio-read-studio-15-virtio-1.txt)');
  expect(page).toContain('data-cast="');
});

describe('its size', () => {
  const whole = () => gradePage({ record, files, assessment }, ASSETS)?.length ?? 0;

  test('is bounded: consoles are left out where they would make it too large', () => {
    expect(whole()).toBeGreaterThan(STYLE.length);
    const page = gradePage({ record, files, assessment }, ASSETS, whole() - 1) ?? '';
    expect(page.length).toBeLessThan(whole());
    expect(page).toContain('60 of 100 points so far, 40 not yet graded');
    expect(page).not.toContain('data-cast="');
  });

  test('consoles that nobody would want to unpack are not even read', () => {
    const vast = new Map(files);
    const [machine] = record.machines;
    vast.set(machine?.asciicast ?? '', Buffer.alloc(whole()));
    expect(gradePage({ record, files: vast, assessment }, ASSETS, whole())).not.toContain('data-cast="');
  });

  test('where all else is too large there is none', () => {
    expect(gradePage({ record, files, assessment }, ASSETS, 10_000)).toBeUndefined();
  });
});

test.each([
  ['class/ada.zip', '03-ada.html'],
  ['../../eve & "mallory"?.zip', '03-eve-mallory-.html'],
  [`${'x'.repeat(300)}.zip`, `03-${'x'.repeat(80)}.html`],
  ['class/.zip', '03--zip.html'],
])('the page of %s is %s', (source, name) => {
  expect(pageName(source, 2)).toBe(name);
});

describe('on a thread of its own', () => {
  test('it is made of the bundle and the grade', async () => {
    expect(await pageInWorker({ source: HONEST, assessment })).toEqual({
      html: expect.stringContaining('60 of 100 points so far, 40 not yet graded'),
    });
  });

  test('one that takes too long is ended', async () => {
    const problem = 'Making its page took more than 0.001 s, and was ended.';
    expect(await pageInWorker({ source: HONEST, assessment }, 0.001)).toEqual({ problem });
  });

  test('a bundle that is gone has none', async () => {
    expect(await pageInWorker({ source: 'gone.zip', assessment })).toEqual({
      problem: expect.stringContaining('there is no such file'),
    });
  });
});
