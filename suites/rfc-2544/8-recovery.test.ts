// RFC 2544, exercise 8. How long does each device go on losing frames once an overload has halved?
// Expected: no longer than its queues take to drain, which is less than can be told, unless it spends its time on frames
// that it then drops.

import { recoveries, throughput } from './experiments.ts';
import { rfc2544 } from './handout.ts';
import { overloads } from './trials.ts';

const test = rfc2544.exercise(8, 'System recovery (RFC 2544, 26.5)');

test('what was lost while 110 % of what was carried was offered', async ({ lab }) => {
  await lab.needs(recoveries);
  const { native, 'virtio-net on tap': virtio, 'e1000 on tap': e1000 } = await lab.measure(throughput);

  await lab.show(...native['overload loss'], ...virtio['overload loss'], ...e1000['overload loss']);
  await lab.show(...native['overload share'], ...virtio['overload share'], ...e1000['overload share']);
});

test('how long frames are lost once half of that is offered', async ({ lab }) => {
  await lab.needs(recoveries);
  const { native, 'virtio-net on tap': virtio, 'e1000 on tap': e1000 } = await lab.measure(throughput);
  const told = [native, virtio, e1000].flatMap(({ recovery }) => recovery).filter(({ samples }) => samples.length > 0);

  if (told.length > 0) await lab.show(...told);
  lab.proof(overloads);
});
