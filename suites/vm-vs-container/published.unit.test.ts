import { expect, test } from 'vitest';
import { computing } from './experiments.ts';
import { besideOurs } from './published.ts';

const run = (arm: string, at: Record<string, number>, events: number) => ({
  ...{ unit: `${arm}#1`, target: arm, at: '2026-01-01T00:00:00Z', seconds: 1, commands: {}, raw: [] },
  readings: { events },
  key: { experiment: computing.id, arm, block: 1, boot: 1, repeat: 1, trial: 1, workload: 'sysbench cpu', at },
});

test('each published number of an environment that was measured stands beside ours, on one thread', () => {
  const runs = [
    run('VM of the homework', { cpus: 2, primes: 5000, threads: 1 }, 100),
    run('VM of the homework', { cpus: 2, primes: 5000, threads: 1 }, 300),
    run('VM of the homework', { cpus: 2, primes: 5000, threads: 2 }, 1),
    run('container', { cpus: 1, primes: 20_000, threads: 1 }, 1000),
    run('container in VM', { cpus: 1, primes: 20_000, threads: 1 }, 500),
    run('native', { primes: 5000, threads: 1 }, 1),
  ];
  expect(besideOurs(runs)).toEqual([
    'QEMU 2, primes to 5000: published 5.1933 s for 10,000 events; here VM of the homework, 50 s.',
    'Docker, primes to 20000: published 15.5241 s for 10,000 events; here container, 10 s.',
    'Docker, primes to 20000: published 15.5241 s for 10,000 events; here container in VM, 20 s.',
  ]);
  expect(besideOurs([])).toEqual(['No environment of this run stands in the homework’s table.']);
});
