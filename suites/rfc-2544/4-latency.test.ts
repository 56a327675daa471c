// RFC 2544, exercise 4. How long is a frame under way, there and back, on a link that is idle?
// Expected: longer through a machine than natively, since each frame wakes two more threads; longest through an emulated
// card, of which the study says "almost twice the native one, in some sizes" (figure 5).

import { latency } from './experiments.ts';
import { rfc2544 } from './handout.ts';

const test = rfc2544.exercise(4, 'Latency');

test('round trips of an idle link', async ({ lab }) => {
  const { native, 'virtio-net on tap': virtio, 'e1000 on tap': e1000 } = await lab.measure(latency);

  await lab.show(...native['mean latency'], ...virtio['mean latency'], ...e1000['mean latency']);
  lab.exits(virtio['mean latency'], e1000['mean latency']);
  lab.cpuTime(native['mean latency'], virtio['mean latency'], e1000['mean latency']);
  await lab.figures(latency, 'the study’s');
});

test('what the study states of it', ({ lab }) => lab.judge(latency));

test('whether translation explains them', ({ lab }) => lab.explanation());
