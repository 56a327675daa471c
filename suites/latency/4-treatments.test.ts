// Tuned against untuned, exercise 4. What does each treatment buy?
// Expected: each moves what it is for: huge pages the walk, locked memory the faults, pinning the moves between CPUs and
// the latest wake-ups, halt polling the halts that a vCPU sleeps through; without pages that the kernel joins by itself there
// are more faults. A treatment counts only where it was shown to be in force.

import { tuning } from './experiments.ts';
import { latency } from './handout.ts';

const test = latency.exercise(4, 'What each treatment buys');

test('moves of vCPUs between CPUs', async ({ lab }) => {
  const { VM } = await lab.measure(tuning);

  await lab.show(...VM.migrations);
});

test('halts that KVM polled through, and that vCPUs slept through', async ({ lab }) => {
  const { VM } = await lab.measure(tuning);

  await lab.show(...VM['polled halts'], ...VM['slept halts']);
});

test('each treatment by itself, and all together', async ({ lab }) => {
  await lab.tell(tuning, 'contributions');
});

test('a tuned VM against an untuned one, and against the computer itself', ({ lab }) => lab.judge(tuning));

test('which to take', ({ lab }) => lab.explanation());
