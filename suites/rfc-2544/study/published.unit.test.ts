import { expect, test } from 'vitest';
import { fullLink } from '../experiments.ts';
import { besideOurs, PUBLISHED } from './published.ts';

const run = (arm: string, workload: string, frame: number, readings: Record<string, number>) => ({
  ...{ unit: `${arm}#1`, target: arm, at: '2026-01-01T00:00:00Z', seconds: 1, commands: {}, raw: [], readings },
  key: { experiment: fullLink.id, arm, block: 1, boot: 1, repeat: 1, trial: 1, workload, at: { frame } },
});

test('each published number of a size that was measured stands beside ours, the median of its runs', () => {
  const runs = [
    run('e1000 on tap', 'nuttcp DUT IN', 1518, { throughput: 80, offered: 200, loss: 60 }),
    run('e1000 on tap', 'nuttcp DUT IN', 1518, { throughput: 90, offered: 220, loss: 58 }),
    run('e1000 on tap', 'nuttcp DUT OUT', 1518, { throughput: 70, offered: 71, loss: 1 }),
    run('virtio-net on tap', 'nuttcp DUT IN', 512, { throughput: 1, offered: 2, loss: 3 }),
  ];
  expect(besideOurs(runs)).toEqual([
    'Figure 2a, e1000 on tap, DUT IN, 1518 bytes: published throughput 952.33 Mbit/s; here 85 Mbit/s, of 210 that were sent and 957 that fill the link.',
    'Figure 2b, e1000 on tap, DUT OUT, 1518 bytes: published throughput 189.94 Mbit/s (the most of all sizes); here 70 Mbit/s, of 71 that were sent and 957 that fill the link.',
    'Figure 4a, e1000 on tap, DUT IN, 1518 bytes: published loss 0.55 %; here 59 %.',
  ]);
});

test('a run without such a size says so', () => {
  expect(besideOurs([run('native', 'nuttcp DUT IN', 512, { loss: 0 })])).toEqual([
    'None of the sizes of this run has a number in the study.',
  ]);
});

test('they are of arms that the experiment has', () => {
  for (const { arm } of PUBLISHED) expect(Object.keys(fullLink.arms)).toContain(arm);
});
