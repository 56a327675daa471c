// Studio 15, exercise 6. What does an emulated e1000 lose against virtio-net?
// Expected: much, since its driver traps into QEMU at every device register, while virtio shares rings of
// descriptors in memory and notifies once for many packets. SLIRP may hide it: both cards pay for its copying. Only
// virtio's rings can be handed to the testbed's kernel (vhost): that comes on top, and is told on its own.

import { expect } from '../../fixtures/lab.ts';
import { devices } from './experiments.ts';
import { studio15 } from './handout.ts';

const test = studio15.exercise(6, 'TCP over an emulated e1000');

test('lsmod shows virtio_blk and no virtio_net', async ({ lab }) => {
  const guest = await lab.look(devices, 'e1000');

  const modules = guest.modules('virtio');

  expect(modules).toContain('virtio_blk');
  expect(modules).not.toContain('virtio_net');
  expect(guest.evidence).toHaveAgreeingEvidence();
});

test('virtio-net beats e1000 over tap', async ({ lab }) => {
  await lab.needs(devices, 'virtio-net on tap');
  const { 'virtio-net on tap': virtioNet, 'e1000 on tap': e1000 } = await lab.measure(devices);

  await lab.show(...e1000.throughput);
  lab.loss(e1000.throughput, virtioNet.throughput);
  lab.exits(virtioNet.throughput, e1000.throughput);
  lab.cpuTime(virtioNet.throughput, e1000.throughput);
  await lab.judge(devices, { of: 'virtio-net on tap' });
});

test('what vhost adds to virtio-net', async ({ lab }) => {
  await lab.needs(devices, 'virtio-net on tap+vhost');
  const { 'virtio-net on tap+vhost': inKernel, 'virtio-net on tap': inQemu } = await lab.measure(devices);

  await lab.show(...inKernel.throughput, ...inQemu.throughput);
  lab.ratio(inKernel.throughput, inQemu.throughput);
  lab.exits(inKernel.throughput, inQemu.throughput);
  lab.cpuTime(inKernel.throughput, inQemu.throughput);
});

test('virtio-net against e1000 over SLIRP, as in the handout', async ({ lab }) => {
  const { 'virtio-net': virtioNet, e1000 } = await lab.measure(devices);

  await lab.show(...e1000.throughput);
  lab.loss(e1000.throughput, virtioNet.throughput);
  lab.exits(virtioNet.throughput, e1000.throughput);
  lab.cpuTime(virtioNet.throughput, e1000.throughput);
  await lab.tell(devices, 'slirp');
  await lab.judge(devices, { of: 'virtio-net' });
});

test('why the performance differs', ({ lab }) => lab.explanation());
