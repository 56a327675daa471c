// RFC 2544, exercise 3. How many frames a second does each device carry, of which no more than 0.5 % are lost?
// Expected: fewer than arrive of a full link, since a device that is given too much still carries something.

import { throughput } from './experiments.ts';
import { rfc2544 } from './handout.ts';

const test = rfc2544.exercise(3, 'Throughput by a search (RFC 2544, 26.1; RFC 9971)');

test('the rate of which no more than 0.5 % is lost', async ({ lab }) => {
  const { native, 'virtio-net on tap': virtio, 'e1000 on tap': e1000 } = await lab.measure(throughput);

  await lab.show(...native.PDR, ...virtio.PDR, ...e1000.PDR);
  await lab.paths(throughput, 'PDR');
});

test('what the study states of it', ({ lab }) => lab.judge(throughput, { of: 'virtio-net on tap' }));

test('why it differs from what arrives of a full link', ({ lab }) => lab.explanation());
