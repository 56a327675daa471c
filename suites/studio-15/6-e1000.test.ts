// Studio 15, exercise 6. What does an emulated e1000 lose against virtio-net?
// Expected: much, since its driver traps into QEMU at every device register, while virtio shares rings of
// descriptors in memory and notifies once for many packets.

import { expect } from '../../fixtures/lab.ts';
import { emulated, tcp } from './experiments.ts';
import { studio15 } from './handout.ts';

const test = studio15.exercise(6, 'TCP over an emulated e1000');

/** Well above what two runs of one machine differ by, well below what KVM shows. */
const CLEARLY = 1.2;

test('lsmod shows virtio_blk and no virtio_net', async ({ lab }) => {
  const guest = await lab.boot(emulated);

  const modules = await guest.lsmod('virtio');

  expect(modules).toContain('virtio_blk');
  expect(modules).not.toContain('virtio_net');
  expect(guest.evidence).toHaveAgreeingEvidence();
});

test('virtio-net beats e1000', async ({ lab }) => {
  const { native, 'virtio-net': virtioNet, e1000 } = await lab.measure(tcp);

  await lab.show(...e1000);
  lab.loss(e1000, virtioNet);
  lab.exits(virtioNet, e1000);
  lab.explainBySlirp({ slirp: { of: virtioNet, against: e1000 }, native, atLeast: CLEARLY });
  await lab.claim(`virtio-net carries at least ${CLEARLY} x what e1000 carries`, {
    of: virtioNet,
    against: e1000,
    atLeast: CLEARLY,
  });
});

test('why the performance differs', ({ lab }) => lab.explanation());
