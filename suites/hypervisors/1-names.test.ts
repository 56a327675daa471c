// Hypervisors, exercise 1. Who did this study?

import { expect } from '../../fixtures/lab.ts';
import { hypervisors } from './handout.ts';

const test = hypervisors.exercise(1, 'The team');

test('the names of the team', ({ lab }) => {
  expect(lab.names()).toSatisfyAll((name: string) => name.length > 0);
});
