// RFC 2544, exercise 6. What share of the frames is lost, by the load that is offered, and from which load down is none?
// Expected: none up to what a device carries, and beyond that the more the higher the load, since it carries no more of
// it; fewer arrive than at a lower load where a device spends its time on frames that it then drops.

import { curves, frameLoss } from './experiments.ts';
import { rfc2544 } from './handout.ts';

const test = rfc2544.exercise(6, 'Frame loss over load (RFC 2544, 26.3)');

test('what is lost, from a full link down to two clean trials in a row', async ({ lab }) => {
  await lab.needs(curves);
  const { native, 'virtio-net on tap': virtio, 'e1000 on tap': e1000 } = await lab.measure(frameLoss);

  await lab.curves(frameLoss);
  await lab.show(...native['clean load'], ...virtio['clean load'], ...e1000['clean load']);
});
