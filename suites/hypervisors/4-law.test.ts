// Hypervisors, exercise 4. Does the Universal Scalability Law of small fleets tell what a larger one does?
// Expected: while its guests have cores of their own; it knows of contention and coherency, and of no number of cores.

import { fleets, larger } from './experiments.ts';
import { hypervisors } from './handout.ts';

const test = hypervisors.exercise(4, 'A law, and its test');

test('the law of the small fleets', async ({ lab }) => {
  await lab.measure(fleets);

  await lab.tell(fleets, 'law');
});

test('the larger fleet', async ({ lab }) => {
  const { native, VMs } = await lab.measure(larger);

  await lab.show(...native.throughput, ...VMs.throughput);
  lab.loss(VMs.throughput, native.throughput);
  await lab.tell(larger, 'prediction');
  await lab.tell(larger, 'fairness');
  await lab.figures(larger, 'curves');
});

test('what the paper would have it', ({ lab }) => lab.judge(larger));

test('why the prediction held, or did not', ({ lab }) => lab.explanation());
