// Self-check 1. One machine against itself: whatever is found between them is a false alarm.
// Expected: no change.

import { expect, sameProofIn } from '../../fixtures/lab.ts';
import { same } from './experiments.ts';
import { selfCheck } from './handout.ts';

const test = selfCheck.exercise(1, 'One machine against itself');

test('shows no change', async ({ lab }) => {
  const { first, second } = await lab.measure(same);

  await lab.show(...first['time a read'], ...second['time a read']);
  expect(lab.proof(sameProofIn).change?.outcome).toBe('no change');
});
