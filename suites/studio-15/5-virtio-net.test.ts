// Studio 15, exercise 5. How fast does TCP go between the guest and its testbed over virtio-net, each way?
// Expected: below the native baseline (a veth pair), since every packet passes through QEMU; over tap, where the
// testbed's kernel moves the packets (vhost), much nearer to it than over SLIRP, the handout's network.

import { tcpOverSlirp, tcpOverTap } from './experiments.ts';
import { studio15 } from './handout.ts';

const test = studio15.exercise(5, 'TCP over virtio-net');

test('throughput over SLIRP, as in the handout, and natively', async ({ lab }) => {
  const { native, 'virtio-net': virtioNet } = await lab.measure(tcpOverSlirp);

  await lab.show(...virtioNet, ...native);
  lab.overhead(virtioNet, native);
});

test('throughput over tap with vhost', async ({ lab }) => {
  await lab.needs(await lab.network('tap+vhost'));
  const { native } = await lab.measure(tcpOverSlirp);
  const { 'virtio-net on tap': virtioNet } = await lab.measure(tcpOverTap);

  await lab.show(...virtioNet);
  lab.overhead(virtioNet, native);
});
