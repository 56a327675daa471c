// RFC 2544, exercise 2. What arrives where a full link of 1 Gbit/s is offered, by frame size, and where is the rest lost?
// Expected: large frames arrive, small ones do not, since each costs the same; an emulated card carries fewer of them, for
// it traps into QEMU for each. The study's figures 2, 3 and 4.

import { expect } from '../../fixtures/lab.ts';
import { fullLink } from './experiments.ts';
import { rfc2544 } from './handout.ts';
import { furtherCards, isFurther } from './machines.ts';
import { type FrameSize, frameSizes } from './trials.ts';

const test = rfc2544.exercise(2, 'A full link: what arrives, what is lost, what it costs');

test('what arrives where a full link is offered', async ({ lab }) => {
  const { native, 'virtio-net on tap': virtio, 'e1000 on tap': e1000 } = await lab.measure(fullLink);

  await lab.show(...native.throughput, ...virtio.throughput, ...e1000.throughput);
  lab.exits(virtio.throughput, e1000.throughput);
  lab.cpuTime(native.throughput, virtio.throughput, e1000.throughput);
  await lab.tell(fullLink, 'published');
});

test('the study’s figures, with what was measured here', ({ lab }) => lab.figures(fullLink, 'the study’s'));

test('who took how much CPU, and what the study says of it', async ({ lab }) => {
  await lab.figures(fullLink, 'beneath figure 3');
  await lab.tell(fullLink, 'the study on CPUs');
});

test('the four causes that the study cites, as far as counters show them', ({ lab }) =>
  lab.tell(fullLink, 'four causes'));

test('frames on the link have the size that was asked for', async ({ lab }) => {
  await lab.measure(fullLink);

  // A few of other protocols are among them. Segments that offload merged would be twice as long at the least.
  expect(lab.proof(frameSizes).found).toSatisfyAll(
    ({ asked, onLink }: FrameSize) => onLink > asked * 0.9 && onLink < asked * 1.1,
  );
});

test('what is lost, and in which layer', async ({ lab }) => {
  const { native, 'virtio-net on tap': virtio, 'e1000 on tap': e1000 } = await lab.measure(fullLink);

  await lab.show(...native.loss, ...virtio.loss, ...e1000.loss);
  lab.losses(native.throughput, virtio.throughput, e1000.throughput);
});

test('what vhost adds', async ({ lab }) => {
  await lab.needs(fullLink, 'virtio-net on tap+vhost');
  const { 'virtio-net on tap+vhost': inKernel, 'virtio-net on tap': inQemu } = await lab.measure(fullLink);

  await lab.show(...inKernel.throughput);
  lab.ratio(inKernel.throughput, inQemu.throughput);
});

test('further cards, as LAB_NICS names them', async ({ lab }) => {
  await lab.needs(furtherCards);
  const further = Object.entries(await lab.measure(fullLink)).filter(([arm]) => isFurther(arm));

  const series = further.flatMap(([, { throughput }]) => throughput);
  await lab.show(...series);
  lab.losses(series);
});

test('what the study states of it', ({ lab }) => lab.judge(fullLink));

test('where frames were lost', ({ lab }) => lab.explanation());
