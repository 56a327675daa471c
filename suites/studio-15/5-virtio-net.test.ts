// Studio 15, exercise 5. How fast does TCP go between the guest and its testbed over virtio-net, each way?
// Expected: below the native baseline (a veth pair), since every packet passes through QEMU.

import { tcp } from './experiments.ts';
import { studio15 } from './handout.ts';

const test = studio15.exercise(5, 'TCP over virtio-net');

test('throughput over virtio-net and natively', async ({ lab }) => {
  const { native, 'virtio-net': virtioNet } = await lab.measure(tcp);

  await lab.show(...virtioNet, ...native);
  lab.overhead(virtioNet, native);
});
