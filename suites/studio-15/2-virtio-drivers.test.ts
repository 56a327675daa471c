// Studio 15, exercise 2. Which virtio drivers run in a guest that was given virtio devices?
// Expected: virtio_blk for the disk and virtio_net for the network card, each bound to its own device.

import { expect } from '../../fixtures/lab.ts';
import { devices } from './experiments.ts';
import { studio15 } from './handout.ts';

const test = studio15.exercise(2, 'A guest with virtio devices');

test('lsmod shows virtio_blk and virtio_net', async ({ lab }) => {
  const guest = await lab.look(devices, 'virtio-net');

  const modules = guest.modules('virtio');

  expect(modules).toIncludeAllMembers(['virtio_blk', 'virtio_net']);
  expect(guest.evidence).toHaveAgreeingEvidence();
});
