// Tuned against untuned, exercise 5. What does a card cost that is emulated, and one that is given to the guest?
// Expected: each register of an emulated card that its driver reads or writes ends the guest's turn, and QEMU answers. Those
// of a card that is given away are mapped into the guest: it leaves for none of them, and for its interrupts alone.

import { passing } from './experiments.ts';
import { latency } from './handout.ts';

const test = latency.exercise(5, 'Passthrough');

test('exits per packet of both cards', async ({ lab }) => {
  const { emulated, given, function: virtual } = await lab.measure(passing);
  const per = 'MMIO exits per packet';

  await lab.show(...emulated[per], ...given[per], ...virtual[per]);
});

test('round trips, idle and under load', async ({ lab }) => {
  const { emulated, given, function: virtual } = await lab.measure(passing);

  await lab.show(...emulated['mean latency'], ...given['mean latency'], ...virtual['mean latency']);
  lab.exits(given['mean latency']);
});

test('passthrough against emulation', ({ lab }) => lab.judge(passing));

test('who answers for a card', ({ lab }) => lab.explanation());
