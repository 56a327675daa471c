import { expect, test } from 'vitest';
import type { SeriesRecord } from '../../record/schema/record.ts';
import { sweepOf } from './sweep.ts';

const series = (dimensions: Record<string, string>): SeriesRecord => ({
  ...{ experiment: 'a', arm: 'b', workload: 'c', reading: 'd', at: {} },
  id: JSON.stringify(dimensions),
  exercise: 'rfc-2544/1',
  label: 'throughput',
  metric: { name: 'throughput', unit: 'Mbit/s', better: 'higher' },
  dimensions,
  samples: [],
});
const SIZES = ['1518 B', '64 B', '512 B'];
const sweep = (arms: string[], sizes = SIZES) =>
  arms.flatMap((arm) => sizes.map((size) => series({ arm, workload: 'udp', 'frame size': size })));

test('a curve for each arm, its points in the order of the quantity', () => {
  const found = sweepOf(sweep(['virtio-net', 'e1000']));
  expect(found).toMatchObject({ dimension: 'frame size', unit: 'B' });
  expect(found?.curves.map(({ label, points }) => [label, points.map(({ at }) => at)])).toEqual([
    ['virtio-net', [64, 512, 1518]],
    ['e1000', [64, 512, 1518]],
  ]);
});

test('one arm alone needs no name', () => {
  expect(sweepOf(sweep(['native']))?.curves.map(({ label }) => label)).toEqual(['']);
});

test.for([
  ['nothing at all', []],
  ['two places', sweep(['a'], ['64 B', '1518 B'])],
  ['names', sweep(['a'], ['read', 'write', 'randread'])],
  ['units that differ', sweep(['a'], ['1 KiB', '64 B', '2 MiB'])],
  ['a series without it', [...sweep(['a']), series({ arm: 'a', workload: 'udp' })]],
  ['two series at one place', [...sweep(['a']), ...sweep(['a'])]],
  ['an arm with one place alone', [...sweep(['a']), ...sweep(['b'], ['64 B'])]],
] as const)('%s make no curve', ([, some]) => {
  expect(sweepOf(some)).toBeUndefined();
});
