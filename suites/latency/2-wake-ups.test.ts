// Tuned against untuned, exercise 2. How late does a thread wake up: natively, in a VM as it comes, and in a tuned one?
// Expected: a VM's timer ends in its hypervisor, which must enter the guest before its thread can wake; where the vCPU's
// thread waits for a CPU besides, the latest wake-ups are much later than most. The tuned one waits for nobody.

import { tuning } from './experiments.ts';
import { latency } from './handout.ts';

const test = latency.exercise(2, 'Wake-ups');

test('wake-ups natively and in VMs', async ({ lab }) => {
  const { native, VM } = await lab.measure(tuning);

  await lab.show(...native['wake-up'], ...VM['wake-up']);
  lab.exits(VM['wake-up']);
});

test('how late most are, and the latest', async ({ lab }) => {
  const { native, VM } = await lab.measure(tuning);

  await lab.show(...native.longest, ...VM.longest);
});

test('round trips', async ({ lab }) => {
  const { native, VM } = await lab.measure(tuning);

  await lab.show(...native['mean latency'], ...VM['mean latency']);
});

test('who waits for whom', ({ lab }) => lab.explanation());
