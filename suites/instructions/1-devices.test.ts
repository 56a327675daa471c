// Instructions, exercise 1. What does a read of 4 KiB cost the guest's CPU, by the disk device that it goes through?
// Expected: less through virtio-blk, whose driver writes a request into memory, than through AHCI, for which Linux goes
// through its SCSI and ATA layers and writes a dozen registers.

import { devices } from './experiments.ts';
import { instructions } from './handout.ts';

const test = instructions.exercise(1, 'A read, by disk device');

test('instructions a read', async ({ lab }) => {
  const { 'virtio-blk': virtio, ahci } = await lab.measure(devices);

  await lab.show(...virtio['read cost'], ...ahci['read cost'], ...virtio['page cost'], ...ahci['page cost']);
  lab.overhead(ahci['read cost'], virtio['read cost']);
  lab.overhead(ahci['page cost'], virtio['page cost']);
});

test('why the emulated disk costs more', ({ lab }) => lab.explanation());
