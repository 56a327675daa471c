// Studio 15, exercise 4. What does virtualization cost the same four workloads?
// Expected: random reads suffer most, since each of them crosses into the testbed on its own.

import { devices } from './experiments.ts';
import { studio15 } from './handout.ts';

const test = studio15.exercise(4, 'File I/O natively, and the overhead');

test('bandwidth natively, and the overhead in the guest', async ({ lab }) => {
  const { 'virtio-net': guest, native } = await lab.measure(devices);

  await lab.show(...native.bandwidth);
  lab.overhead(guest.bandwidth, native.bandwidth);
});

test('why some have more overhead than others', ({ lab }) => lab.explanation());
