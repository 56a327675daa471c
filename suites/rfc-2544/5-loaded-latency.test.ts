// RFC 2544, exercise 5. How much longer is a frame under way while the device receives half of what it can carry?
// Expected: somewhat longer than on an idle link where frames wait for each other, or shorter where a load keeps awake
// what else had to be woken for each frame. The study left latency under load out, which RFC 2544, 26.2 asks for.

import { expect } from '../../fixtures/lab.ts';
import { latency, throughput } from './experiments.ts';
import { rfc2544 } from './handout.ts';
import { type Loaded, loads } from './trials.ts';

const test = rfc2544.exercise(5, 'Latency under load (RFC 2544, 26.2)');

test('round trips while half of the throughput is offered', async ({ lab }) => {
  const { native, 'virtio-net on tap': virtio, 'e1000 on tap': e1000 } = await lab.measure(throughput);

  await lab.show(...native['mean latency'], ...virtio['mean latency'], ...e1000['mean latency']);
});

test('the load was there, as the kernel of the device counted it', async ({ lab }) => {
  await lab.measure(throughput);

  // Bursts exceed the rate that nuttcp was given.
  expect(lab.proof(loads).found).toSatisfyAll(({ share }: Loaded) => share < 150);
});

test('how much longer than on an idle link', async ({ lab }) => {
  const [loaded, idle] = [await lab.measure(throughput), await lab.measure(latency)];

  for (const arm of ['native', 'virtio-net on tap', 'e1000 on tap'] as const)
    lab.ratio(loaded[arm]['mean latency'], idle[arm]['mean latency']);
});

test('what the study would have it', ({ lab }) => lab.judge(throughput, { of: 'e1000 on tap' }));
