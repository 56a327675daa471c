import { expect, test } from 'vitest';
import { contributionsOf } from './contributions.ts';
import { tuning } from './experiments.ts';

const run = (level: string, workload: string, boot: number, histogram: [number, number][]) => ({
  ...{ unit: `vm#${boot}`, target: 'vm', at: '2026-01-01T00:00:00Z', seconds: 1, commands: {}, raw: [] },
  readings: { [workload === 'page walk' ? 'laps' : 'wake-ups']: { histogram } },
  key: { experiment: tuning.id, arm: 'VM', block: boot, boot, repeat: 1, trial: 1, workload, at: { tuning: level } },
});

test('each treatment is told against the untuned VM, by the boots’ own quantiles, and the greatest without an interval', () => {
  const runs = [1, 2].flatMap((boot) => [
    run('none', 'cyclictest', boot, [
      [100, 0],
      [100, 98],
      [900, 0],
      [900, 2],
    ]),
    run('pinned', 'cyclictest', boot, [
      [60 + boot, 0],
      [60 + boot, 100],
    ]),
    run('pinned', 'page walk', boot, [
      [60, 0],
      [60, 1],
    ]),
  ]);
  expect(contributionsOf(runs)).toEqual([
    'wake-ups, pinned against none, 2 and 2 boots: p50 -39 µs (95 %: -39 to -38); p99 -838 µs (95 %: -839 to -838); max -838 µs.',
  ]);
  expect(contributionsOf([])).toEqual(['No VM of this run was tuned.']);
});
