import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { noSuchMetric, trendsText } from '../formats/trends-text.ts';
import { costEvents } from '../testing/sample-costs.ts';
import { sampleRecord } from '../testing/sample-record.ts';
import { type Point, pointsOf, recall, remember } from './store.ts';
import { levelsOf, trendsOf } from './trends.ts';

const root = mkdtempSync(join(tmpdir(), 'history-'));
afterAll(() => rmSync(root, { recursive: true }));
const STORE = join(root, 'reports/history/metrics.jsonl');

const record = sampleRecord();

describe('a finished run', () => {
  test('adds a point for each series that it measured', () => {
    const points = pointsOf(record);
    expect(points).toHaveLength(5);
    expect(points[3]).toEqual({
      run: '2026-02-03T04-05-06Z-9f3c',
      at: '2026-02-03T04:05:06.000Z',
      commit: '0123456789abcdef',
      computer: expect.stringMatching(/^[0-9a-f]{10}$/),
      qemu: '7.2.9',
      kernel: '6.1.0-18-amd64',
      image: 'debian-12 aaaaaaaaaaaa',
      series: 'studio-15/6/virtio-net/iperf',
      metric: { name: 'throughput', unit: 'Mbit/s', better: 'higher' },
      value: 76,
      min: 71,
      max: 82,
      count: 3,
    });
    expect(points[2]).not.toHaveProperty('image');
  });

  test('but not one that was cut off, an upgrade check, or one without a testbed', () => {
    expect(pointsOf({ ...record, state: 'interrupted' })).toEqual([]);
    expect(pointsOf({ ...record, settings: { LAB_BEFORE: 'qemu=/a', LAB_AFTER: 'qemu=/b' } })).toEqual([]);
    const { testbed: _, ...without } = record;
    expect(pointsOf(without)).toEqual([]);
  });
});

describe('the store', () => {
  test('that is not there has no point', () => {
    expect(recall(root)).toEqual([]);
  });

  test('gives back what it was told, in the order of the runs, a line each', () => {
    const [earlier, later] = [
      pointsOf(record),
      pointsOf({ ...record, id: 'later', startedAt: '2026-02-04T00:00:00.000Z' }),
    ];
    remember(root, later);
    remember(root, earlier);
    expect(recall(root)).toEqual([...earlier, ...later]);
    expect(readFileSync(STORE, 'utf8').match(/\n/g)).toHaveLength(10);
  });

  test('has a run that went on after its end once, as it ended last', () => {
    const again = pointsOf(record).map((point) => ({ ...point, value: 2 * point.value }));
    remember(root, again);
    expect(recall(root).filter(({ run }) => run === record.id)).toEqual(again);
    expect(recall(root)).toHaveLength(10);
  });

  test('leaves out what a crash tore or somebody wrote', () => {
    writeFileSync(STORE, `{"run":\n${readFileSync(STORE, 'utf8')}{"run":"x"}\nnonsense`);
    expect(recall(root)).toHaveLength(10);
  });
});

/** A run a day, QEMU the newer one from the twelfth on, the value a little off its level. */
function days(levels: readonly number[], changes: Partial<Point> = {}): Point[] {
  const [point] = pointsOf(record).slice(3);
  if (point === undefined) throw new TypeError('the sample has four series');
  return levels.map((level, day) => ({
    ...point,
    run: `run-${day}`,
    at: new Date(Date.UTC(2026, 1, 1 + day)).toISOString(),
    qemu: day < 12 ? '7.2.9' : '10.0.2',
    value: level * (1 + ((day * 7) % 5) / 200),
    ...changes,
  }));
}

const DROP = Array.from({ length: 24 }, (_, day) => (day < 12 ? 100 : 80));

test('a change is told with what changed alongside', () => {
  const [trend, ...others] = trendsOf(days(DROP));
  expect(others).toEqual([]);
  expect(trend).toMatchObject({ series: 'studio-15/6/virtio-net/iperf', points: { length: 24 } });
  expect(trend?.changes).toEqual([
    {
      point: expect.objectContaining({ run: 'run-12' }),
      p: expect.closeTo(0.002, 3),
      ratio: expect.closeTo(0.8, 1),
      direction: 'worse',
      alongside: ['QEMU 7.2.9, then 10.0.2'],
    },
  ]);
});

test('what it was before and after are its levels', () => {
  const [[dropped], [level]] = [trendsOf(days(DROP)), trendsOf(days([100, 100]))];
  if (dropped === undefined || level === undefined) throw new TypeError('each has one trend');
  expect(levelsOf(dropped)).toEqual([
    { from: 0, to: 12, median: expect.closeTo(101) },
    { from: 12, to: 24, median: expect.closeTo(80.8) },
  ]);
  expect(levelsOf(level)).toEqual([{ from: 0, to: 2, median: expect.closeTo(100.5) }]);
});

test('where less is better, it is an improvement', () => {
  const metric = { name: 'latency', unit: 'ms', better: 'lower' } as const;
  expect(trendsOf(days(DROP, { metric }))[0]?.changes[0]?.direction).toBe('better');
});

test('where neither is better, it says which it is', () => {
  const metric = { name: 'share', unit: '%' } as const;
  expect(trendsOf(days(DROP, { metric }))[0]?.changes[0]?.direction).toBe('less');
  expect(trendsText(trendsOf(days(DROP, { metric })), 120)).toContain('\n  less, by 20 %, since');
});

test('what came to nothing is no point: changes are sought in logarithms', () => {
  const costs = sampleRecord(...costEvents(), { type: 'ended', at: '2026-02-03T04:08:26.000Z', state: 'finished' });
  const none = {
    ...costs,
    series: costs.series.map((one) => ({ ...one, summary: { count: 2, median: 0, mean: 0, min: 0, max: 0 } })),
  };
  expect(pointsOf(costs)).toHaveLength(costs.series.filter(({ summary }) => summary !== undefined).length);
  expect(pointsOf(none)).toEqual([]);
});

test('runs of another computer are another trend, in which nothing changed', () => {
  const mixed = days(DROP).map((point, day) => (day < 12 ? point : { ...point, computer: 'another' }));
  expect(trendsOf(mixed).map(({ computer, changes }) => [computer, changes.length])).toEqual([
    [expect.any(String), 0],
    ['another', 0],
  ]);
});

test('the table', () => {
  const computer = 'c0ffee';
  expect(trendsText(trendsOf([...days(DROP, { computer }), ...days([5], { computer, series: 'a' })]), 90)).toBe(
    [
      'Computer c0ffee',
      'studio-15/6/virtio-net/iperf  24 runs  80.4 Mbit/s',
      '  worse, by 20 %, since 2026-02-13 (run run-12, p 0.002); QEMU 7.2.9, then 10.0.2',
      'a                             1 run    5 Mbit/s',
    ].join('\n'),
  );
  expect(trendsText([], 80)).toContain('No metrics are kept yet');
  expect(noSuchMetric(['zzz'], ['a', 'b'], 80)).toBe('No metric has "zzz" in its name. There are:\n  a\n  b');
});
