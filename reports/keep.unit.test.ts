import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { keepMetrics } from './keep.ts';
import { sampleRecord } from './sample-record.ts';
import { recall } from './trends/store.ts';

const root = mkdtempSync(join(tmpdir(), 'keep-'));
const folder = join(root, 'reports/results/run');
afterAll(() => rmSync(root, { recursive: true }));

test('an interrupted run leaves nothing to compare with', () => {
  keepMetrics({ ...sampleRecord(), state: 'interrupted' }, { folder, root });
  expect(existsSync(join(root, 'reports'))).toBe(false);
});

test('a finished run is in the history, and beside it is what trackers read', () => {
  keepMetrics(sampleRecord(), { folder, root });
  expect(readdirSync(join(folder, 'exports'))).toEqual([
    'bencher.json',
    'github-bigger-is-better.json',
    'openmetrics.txt',
  ]);
  expect(recall(root)).toHaveLength(5);
});
