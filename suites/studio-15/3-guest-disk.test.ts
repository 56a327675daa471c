// Studio 15, exercise 3. How fast does the guest read and write a file on virtio-blk?
// Expected: sequential beats random, since the page cache reads ahead and gathers neighbouring writes.

import { devices } from './experiments.ts';
import { studio15 } from './handout.ts';

const test = studio15.exercise(3, 'File I/O in the guest');

test('bandwidth of the four workloads', async ({ lab }) => {
  const { 'virtio-net': guest } = await lab.measure(devices);

  lab.noteHandWork();
  await lab.show(...guest.bandwidth);
});

test('why they are similar or different', ({ lab }) => lab.explanation());
