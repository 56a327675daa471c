// VM against container, exercise 1. Who did this homework?

import { expect } from '../../fixtures/lab.ts';
import { vmVsContainer } from './handout.ts';

const test = vmVsContainer.exercise(1, 'The team');

test('the names of the team', ({ lab }) => {
  expect(lab.names()).toSatisfyAll((name: string) => name.length > 0);
});
