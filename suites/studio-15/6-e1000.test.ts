// Studio 15, exercise 6. What does an emulated e1000 lose against virtio-net?
// Expected: much, since its driver traps into QEMU at every device register, while virtio shares rings of
// descriptors in memory and notifies once for many packets. SLIRP may hide it: both cards pay for its copying.

import { expect } from '../../fixtures/lab.ts';
import { CLEARLY, emulated, tcpOverSlirp, tcpOverTap } from './experiments.ts';
import { studio15 } from './handout.ts';

const test = studio15.exercise(6, 'TCP over an emulated e1000');

test('lsmod shows virtio_blk and no virtio_net', async ({ lab }) => {
  const guest = await lab.boot(emulated);

  const modules = await guest.lsmod('virtio');

  expect(modules).toContain('virtio_blk');
  expect(modules).not.toContain('virtio_net');
  expect(guest.evidence).toHaveAgreeingEvidence();
});

test('virtio-net beats e1000 over tap', async ({ lab }) => {
  await lab.needs(await lab.network('tap+vhost'));
  const { 'virtio-net on tap': virtioNet, 'e1000 on tap': e1000 } = await lab.measure(tcpOverTap);

  await lab.show(...e1000);
  lab.loss(e1000, virtioNet);
  lab.exits(virtioNet, e1000);
  await lab.judge(tcpOverTap);
});

test('virtio-net against e1000 over SLIRP, as in the handout', async ({ lab }) => {
  const { native, 'virtio-net': virtioNet, e1000 } = await lab.measure(tcpOverSlirp);
  const { works: tapDecides } = await lab.network('tap+vhost');
  const tap = tapDecides ? await lab.measure(tcpOverTap) : undefined;

  await lab.show(...e1000);
  lab.loss(e1000, virtioNet);
  lab.exits(virtioNet, e1000);
  lab.explainBySlirp({
    slirp: { of: virtioNet, against: e1000 },
    tap: tap && { of: tap['virtio-net on tap'], against: tap['e1000 on tap'] },
    native,
    atLeast: CLEARLY,
  });
  await lab.judge(tcpOverSlirp);
});

test('why the performance differs', ({ lab }) => lab.explanation());
