import { expect, test } from 'vitest';
import { storing } from './experiments.ts';
import { utilised } from './utilisation.ts';

const run = (arm: string, readings: Readonly<Record<string, number>>) => ({
  ...{ unit: `${arm}#1`, target: arm, at: '2026-01-01T00:00:00Z', seconds: 1, commands: {}, raw: [], readings },
  key: { experiment: storing.id, arm, block: 1, boot: 1, repeat: 1, trial: 1, workload: 'sysbench files', at: {} },
});

test('both reckonings of an environment stand in one sentence', () => {
  const files = { iops: 1000, 'total time': 2, 'time of requests': 32 };
  expect(
    utilised([
      run('native', { ...files, 'device busy': 90 }),
      run('container', { ...files, 'device busy': 10 }),
      run('container', { ...files, 'device busy': 30 }),
      run('VM', { events: 7 }),
    ]),
  ).toEqual([
    'native, sysbench files: by the homework’s formula 62.5 operations a second; its device was busy 90 % of the time.',
    'container, sysbench files: by the homework’s formula 62.5 operations a second; its device was busy 20 % of the time.',
  ]);
  expect(utilised([run('native', files)])).toEqual([
    'native, sysbench files: by the homework’s formula 62.5 operations a second; of its device nothing is told.',
  ]);
  expect(utilised([])).toEqual(['No environment of this run has read or written files.']);
});
