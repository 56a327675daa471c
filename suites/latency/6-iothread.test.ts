// Tuned against untuned, exercise 6. Who serves a VM's disk?
// Expected: QEMU's main loop, among all else that it does; an I/O thread takes the disk from it, so that the loop has little
// to do while the guest reads.

import { reads } from './experiments.ts';
import { latency } from './handout.ts';

const test = latency.exercise(6, 'The disk’s thread');

test('reads, and whose CPU time they take', async ({ lab }) => {
  const { VM } = await lab.measure(reads);

  await lab.show(...VM['time a read']);
  lab.cpuTime(VM['time a read']);
});

test('who serves whom', ({ lab }) => lab.explanation());
