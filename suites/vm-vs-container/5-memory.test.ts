// VM against container, exercise 5. What do memory and locks cost in each environment, and what does one more of it?
// Expected: a container starts in a moment and holds next to no memory of its own; a VM boots a kernel first, and holds
// what that has touched.

import { computing } from './experiments.ts';
import { vmVsContainer } from './handout.ts';

const test = vmVsContainer.exercise(5, 'Memory, locks, and one more');

test('memory and locks in each environment', async ({ lab }) => {
  const { native, VM } = await lab.measure(computing);

  await lab.show(...native.bandwidth, ...VM.bandwidth);
});

test('memory and locks in a container', async ({ lab }) => {
  await lab.needs(computing, 'container');
  const { container } = await lab.measure(computing);

  await lab.show(...container.bandwidth);
});

test('a container in a VM: memory, locks, how soon it is there, and what both hold', async ({ lab }) => {
  await lab.needs(computing, 'container in VM');
  const { 'container in VM': inside } = await lab.measure(computing);

  const first = [inside['start time'][0], inside.memory[0]];
  await lab.show(...inside.bandwidth, ...first.filter((one) => one !== undefined));
});

test('how soon one more is there, and the memory that it holds', async ({ lab }) => {
  await lab.needs(computing, 'container');
  const { container, VM } = await lab.measure(computing);

  // Each run of a boot tells the same.
  const first = [container['start time'][0], VM['start time'][0], container.memory[0], VM.memory[0]];
  await lab.show(...first.filter((one) => one !== undefined));
});
