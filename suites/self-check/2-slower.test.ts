// Self-check 2. The same machine with a disk that QEMU limits, and with half that limit: a check that misses it sleeps.
// Expected: a regression of about that size.

import { expect, limitsFor, slowerProofIn } from '../../fixtures/lab.ts';
import { same, slower } from './experiments.ts';
import { selfCheck } from './handout.ts';

const test = selfCheck.exercise(2, 'One machine against itself, slowed down');

test('shows a regression of that size', async ({ lab }) => {
  const { first } = await lab.measure(same);
  const { limited, slowed } = await lab.measure(slower(limitsFor(first['time a read'])));

  await lab.show(...limited['time a read'], ...slowed['time a read']);
  const proof = lab.proof(slowerProofIn);
  expect(proof.change?.outcome).toBe('regression');
  expect(proof.holds, proof.expected).toBe(true);
});
