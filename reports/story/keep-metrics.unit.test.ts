import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sampleRecord } from '../testing/sample-record.ts';
import { HISTORY, historySchema } from '../trends/history.ts';
import { recall } from '../trends/store.ts';
import { keepHistory, keepMetrics } from './keep-metrics.ts';

const root = mkdtempSync(join(tmpdir(), 'keep-'));
const folder = join(root, 'reports/results/run');
afterAll(() => rmSync(root, { recursive: true }));

test('an interrupted run leaves nothing to compare with', () => {
  const record = { ...sampleRecord(), state: 'interrupted' } as const;
  keepHistory(record, { folder, root });
  keepMetrics(record, { folder, root });
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

test('how its metrics went until now lies beside the record, the run itself the last', () => {
  mkdirSync(folder, { recursive: true });
  const later = { ...sampleRecord(), id: 'later', startedAt: '2026-02-04T00:00:00.000Z' };
  keepHistory(later, { folder, root });
  const { run, points } = historySchema.parse(JSON.parse(readFileSync(join(folder, HISTORY), 'utf8')));
  expect(run).toBe('later');
  expect(points.map((point) => point.run)).toEqual(Array(5).fill([sampleRecord().id, 'later']).flat());
});
