// Studio 15, exercise 5. How fast does TCP go between the guest and its testbed over virtio-net, each way?
// Expected: below the native baseline (a veth pair), since every packet passes through QEMU; over tap nearer to it than
// over SLIRP, the handout's network, and nearest where the testbed's kernel moves the packets instead of QEMU (vhost).

import { devices } from './experiments.ts';
import { studio15 } from './handout.ts';

const test = studio15.exercise(5, 'TCP over virtio-net');

test('throughput over SLIRP, as in the handout, and natively', async ({ lab }) => {
  const { native, 'virtio-net': virtioNet } = await lab.measure(devices);

  await lab.show(...virtioNet.throughput, ...native.throughput);
  lab.overhead(virtioNet.throughput, native.throughput);
});

test('throughput over tap', async ({ lab }) => {
  await lab.needs(devices, 'virtio-net on tap');
  const { native, 'virtio-net on tap': virtioNet } = await lab.measure(devices);

  await lab.show(...virtioNet.throughput);
  lab.overhead(virtioNet.throughput, native.throughput);
});

test('throughput over tap with vhost', async ({ lab }) => {
  await lab.needs(devices, 'virtio-net on tap+vhost');
  const { native, 'virtio-net on tap+vhost': virtioNet } = await lab.measure(devices);

  await lab.show(...virtioNet.throughput);
  lab.overhead(virtioNet.throughput, native.throughput);
});
