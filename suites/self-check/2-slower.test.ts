// Self-check 2. The same machine with a disk that QEMU slows down by a known share: a check that misses it sleeps.
// Expected: a regression of about that size.

import { expect, median, SELF_CHECK } from '../../fixtures/lab.ts';
import { same, slower } from './experiments.ts';
import { selfCheck } from './handout.ts';

const test = selfCheck.exercise(2, 'One machine against itself, slowed down');

test('shows a regression of that size', async ({ lab }) => {
  const { first } = await lab.measure(same);
  const { plain, slowed } = await lab.measure(slower(SELF_CHECK.slowedBy * median(first)));

  await lab.show(...plain, ...slowed);
  const proof = lab.proof('slower');
  expect(proof.change?.outcome).toBe('regression');
  expect(proof.holds, proof.expected).toBe(true);
});
