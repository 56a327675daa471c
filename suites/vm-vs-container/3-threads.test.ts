// VM against container, exercise 3. What does a second thread gain on a second CPU?
// Expected: nearly as much again, but where the vCPUs take turns (`thread=single`), or where the tool has one thread, as
// sysbench has unless it is told.

import { computing } from './experiments.ts';
import { vmVsContainer } from './handout.ts';

const test = vmVsContainer.exercise(3, 'One thread and two');

test('what a second thread gains', async ({ lab }) => {
  const { native, VM } = await lab.measure(computing);

  await lab.show(...native['total time'], ...VM['total time']);
});

test('what it gains in a container', async ({ lab }) => {
  await lab.needs(computing, 'container');
  const { container } = await lab.measure(computing);

  await lab.show(...container['total time']);
});

test('what it gains in a container in a VM', async ({ lab }) => {
  await lab.needs(computing, 'container in VM');
  const { 'container in VM': inside } = await lab.measure(computing);

  await lab.show(...inside['total time']);
});

test('what it gains where two CPUs take turns', async ({ lab }) => {
  await lab.needs(computing, 'VM of the homework');
  const { 'VM of the homework': homework } = await lab.measure(computing);

  await lab.show(...homework['total time']);
});

test('what one thread computes in each environment, and two on two CPUs', ({ lab }) => lab.judge(computing));

test('why the homework’s lines lie on each other', ({ lab }) => lab.explanation());
