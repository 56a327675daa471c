// Hypervisors, exercise 2. How far does the processor's counter go while pi is computed, natively and in a guest?
// Expected: some 2 % further in a guest, under KVM (the paper's figure 4), whatever its devices: pi asks nothing of them.

import { one } from './experiments.ts';
import { hypervisors } from './handout.ts';

const test = hypervisors.exercise(2, 'Pi in one guest');

test('ticks of one computation', async ({ lab }) => {
  const { native, 'VM virtio': virtio, 'VM emulated': emulated } = await lab.measure(one);

  await lab.show(...native.ticks, ...virtio.ticks, ...emulated.ticks);
  lab.overhead(virtio.ticks, native.ticks);
  lab.overhead(emulated.ticks, native.ticks);
  lab.exits(virtio.ticks, emulated.ticks);
  await lab.tell(one, 'published');
});

test('what the counter counts', async ({ lab }) => {
  const { native, 'VM virtio': virtio, 'VM emulated': emulated } = await lab.measure(one);

  await lab.show(...native['tick rate'], ...virtio['tick rate'], ...emulated['tick rate']);
  await lab.tell(one, 'counter');
});

test('what the paper would have it', ({ lab }) => lab.judge(one));

test('what the paper’s cycles are', ({ lab }) => lab.explanation());
