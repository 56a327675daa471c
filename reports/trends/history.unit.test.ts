import { expect, test } from 'vitest';
import { sampleRecord } from '../testing/sample-record.ts';
import { historyOf } from './history.ts';
import { pointsOf } from './store.ts';

const record = sampleRecord();
const own = pointsOf(record);
const earlier = own.map((point) => ({ ...point, run: 'earlier', at: '2026-02-01T00:00:00.000Z' }));
const runs = (kept: typeof own) => historyOf(record, kept)?.points.map(({ series, run }) => [series, run]);
const alone = own.map(({ series, run }) => [series, run]);

test('of each series its own runs, in their order', () => {
  expect(runs(earlier)).toEqual(
    own.flatMap(({ series, run }) => [
      [series, 'earlier'],
      [series, run],
    ]),
  );
});

test('a run that is known already counts once', () => {
  expect(runs(own)).toEqual(alone);
});

test.each([
  ['another computer', { computer: 'another' }],
  ['another series', { series: 'rfc-2544/1' }],
  ['another unit', { metric: { name: 'throughput', unit: 'Gbit/s', better: 'higher' } as const }],
])('points of %s are left out', (_, changes) => {
  expect(runs(earlier.map((point) => ({ ...point, ...changes })))).toEqual(alone);
});

test('of more runs than a page shows, the last ones', () => {
  const many = Array.from({ length: 300 }, (_, day) => earlier.map((point) => ({ ...point, run: `run-${day}` })));
  const points = historyOf(record, many.flat())?.points ?? [];
  expect(points).toHaveLength(own.length * 100);
  expect([points[0]?.run, points[99]?.run]).toEqual(['run-201', record.id]);
});

test('a run that adds nothing has no history: one that was cut off, a check of an upgrade', () => {
  expect(historyOf({ ...record, state: 'interrupted' }, earlier)).toBeUndefined();
  expect(historyOf({ ...record, settings: { LAB_BEFORE: 'image=debian-12' } }, earlier)).toBeUndefined();
});
