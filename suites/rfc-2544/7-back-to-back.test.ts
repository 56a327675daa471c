// RFC 2544, exercise 7. How many frames does each device take that follow each other as closely as the tester can send?
// Expected: about what its queues hold, since no device is as fast as a burst: the tap's a thousand frames, the socket's as
// many as its buffer has room for.

import { backToBack, bursts } from './experiments.ts';
import { rfc2544 } from './handout.ts';

const test = rfc2544.exercise(7, 'Back-to-back frames (RFC 2544, 26.4)');

test('the longest burst of which nothing is lost', async ({ lab }) => {
  await lab.needs(bursts);
  const { native, 'virtio-net on tap': virtio, 'e1000 on tap': e1000 } = await lab.measure(backToBack);

  await lab.paths(backToBack, 'back-to-back');
  await lab.show(...native['back-to-back'], ...virtio['back-to-back'], ...e1000['back-to-back']);
});
