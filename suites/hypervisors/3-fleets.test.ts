// Hypervisors, exercise 3. What do guests side by side compute together, and do they share the CPUs evenly?
// Expected: while there is a core for each, nearly what as many programs do natively (the paper's table I: 3.42 % less),
// and within 2 % of each other; with more guests than cores, within 5 % on average.

import { fleets } from './experiments.ts';
import { hypervisors } from './handout.ts';

const test = hypervisors.exercise(3, 'Several guests side by side');

test('guests side by side', async ({ lab }) => {
  const { native, VMs } = await lab.measure(fleets);

  await lab.show(...native.throughput, ...VMs.throughput);
  lab.loss(VMs.throughput, native.throughput);
  await lab.tell(fleets, 'published');
});

test('how evenly they share', async ({ lab }) => {
  const { native, VMs } = await lab.measure(fleets);

  await lab.show(...native.ticks, ...VMs.ticks);
  await lab.tell(fleets, 'fairness');
});

test('what the paper would have it', ({ lab }) => lab.judge(fleets));

test('why they share as they do', ({ lab }) => lab.explanation());
