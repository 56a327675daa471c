// Tuned against untuned, exercise 3. What does an access cost whose page no TLB holds?
// Expected: more in a VM, whose addresses are walked twice: through the guest's tables and through those beneath it. Huge
// pages make the second walk shorter. Memory that is locked is there before it is touched, so that no access waits for it.

import { tuning } from './experiments.ts';
import { latency } from './handout.ts';

const test = latency.exercise(3, 'Memory');

test('accesses natively and in VMs', async ({ lab }) => {
  const { native, VM } = await lab.measure(tuning);

  await lab.show(...native.access, ...VM.access);
});

test('page faults beneath the guest', async ({ lab }) => {
  const { VM } = await lab.measure(tuning);

  await lab.show(...VM['page faults']);
});

test('what is walked', ({ lab }) => lab.explanation());
