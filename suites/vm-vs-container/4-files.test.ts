// VM against container, exercise 4. What answers when files are read: a disk, or the page cache?
// Expected: where the cache is dropped before the files are made, as the homework's script has it, they are read from
// memory; where it is dropped after that, from the device.

import { storing } from './experiments.ts';
import { vmVsContainer } from './handout.ts';

const test = vmVsContainer.exercise(4, 'Many files, and what answers');

test('files in each environment', async ({ lab }) => {
  const { native, VM } = await lab.measure(storing);

  await lab.show(...native.iops, ...VM.iops);
  lab.exits(VM.iops);
});

test('files in a container', async ({ lab }) => {
  await lab.needs(storing, 'container');
  const { container } = await lab.measure(storing);

  await lab.show(...container.iops, ...container['device read']);
});

test('files in a container in a VM', async ({ lab }) => {
  await lab.needs(storing, 'container in VM');
  const { 'container in VM': inside } = await lab.measure(storing);

  await lab.show(...inside.iops, ...inside['device read'], ...inside['block read']);
});

test('files in the homework’s VM', async ({ lab }) => {
  await lab.needs(storing, 'VM of the homework');
  const { 'VM of the homework': homework } = await lab.measure(storing);

  await lab.show(...homework.iops, ...homework['device read']);
});

test('what reached the device, with the page cache dropped after the files were made, and before', async ({ lab }) => {
  const { native, VM } = await lab.measure(storing);

  await lab.show(...native['device read'], ...VM['device read']);
});

test('what the testbed’s disk moved for each', async ({ lab }) => {
  const { native, VM } = await lab.measure(storing);

  await lab.show(...native['block read'], ...VM['block read'], ...native['block written'], ...VM['block written']);
});

test('what a kernel does for files, and what programs do', async ({ lab }) => {
  const { native, VM } = await lab.measure(storing);

  await lab.show(...native['kernel time'], ...VM['kernel time'], ...native['user time'], ...VM['user time']);
});

test('how far the disk is utilised, by the homework’s formula and by the time that it is busy', async ({ lab }) => {
  const { native, VM } = await lab.measure(storing);

  await lab.show(...native['device busy'], ...VM['device busy']);
  await lab.tell(storing, 'utilisation');
});

test('requests that each environment serves', ({ lab }) => lab.judge(storing));

test('what answered', ({ lab }) => lab.explanation());
