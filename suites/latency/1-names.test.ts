// Tuned against untuned, exercise 1. Who performs it?

import { expect } from '../../fixtures/lab.ts';
import { latency } from './handout.ts';

const test = latency.exercise(1, 'The team');

test('the names of the team', ({ lab }) => {
  expect(lab.names()).toSatisfyAll((name: string) => name.length > 0);
});
