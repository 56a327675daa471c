// VM against container, exercise 2. What does an environment cost a program that computes alone?
// Expected: hardly anything in a container, and under KVM; the homework's VM translates each instruction. In its table a
// container beats three VMs, and had all 20 CPUs of its computer.

import { expect } from '../../fixtures/lab.ts';
import { type Allotment, allotments } from './allotments.ts';
import { computing } from './experiments.ts';
import { vmVsContainer } from './handout.ts';

const test = vmVsContainer.exercise(2, 'Primes, in environments that are as they were declared');

test('each environment has what was declared', async ({ lab }) => {
  await lab.measure(computing);

  expect(lab.proof(allotments).found).toSatisfyAll(({ agrees }: Allotment) => agrees);
});

test('primes on one thread', async ({ lab }) => {
  const { native, VM } = await lab.measure(computing);

  await lab.show(...native.events, ...VM.events);
  lab.exits(VM.events);
  await lab.tell(computing, 'published');
});

test('primes in a container', async ({ lab }) => {
  await lab.needs(computing, 'container');
  const { container } = await lab.measure(computing);

  await lab.show(...container.events);
});

test('primes in a container in a VM', async ({ lab }) => {
  await lab.needs(computing, 'container in VM');
  const { 'container in VM': inside } = await lab.measure(computing);

  await lab.show(...inside.events);
  lab.exits(inside.events);
});

test('primes in the homework’s VM', async ({ lab }) => {
  await lab.needs(computing, 'VM of the homework');
  const { 'VM of the homework': homework } = await lab.measure(computing);

  await lab.show(...homework.events);
});

test('what programs compute themselves, and what their kernel does for them', async ({ lab }) => {
  const { native, VM } = await lab.measure(computing);

  await lab.show(...native['user time'], ...VM['user time'], ...native['kernel time'], ...VM['kernel time']);
});

test('what each environment costs, and why', ({ lab }) => lab.explanation());
