// Storage, exercise 1. What does a disk device cost for each read, and what do requests in flight gain?
// Expected: virtio-blk takes one notification for many requests, and gains most where many small ones are in flight.

import { depths } from './experiments.ts';
import { storage } from './handout.ts';

const test = storage.exercise(1, 'Block size, queue depth and device');

test('requests a second at each block size and depth', async ({ lab }) => {
  const { 'virtio-blk': virtio, nvme } = await lab.measure(depths);

  await lab.show(...virtio.iops, ...nvme.iops);
  lab.exits(virtio.iops, nvme.iops);
  lab.cpuTime(virtio.iops, nvme.iops);
});

test('virtio-blk serves at least as many as an emulated NVMe disk', ({ lab }) => lab.judge(depths));

test('which device gains more from requests in flight', ({ lab }) => lab.explanation());
