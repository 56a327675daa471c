// Studio 15, exercise 1. Who worked together on this studio?

import { expect } from '../../fixtures/lab.ts';
import { studio15 } from './handout.ts';

const test = studio15.exercise(1, 'The team');

test('the names of the team', ({ lab }) => {
  expect(lab.names()).toSatisfyAll((name: string) => name.length > 0);
});
