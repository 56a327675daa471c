// RFC 2544, exercise 1. Who reproduces the study?

import { expect } from '../../fixtures/lab.ts';
import { rfc2544 } from './handout.ts';

const test = rfc2544.exercise(1, 'The team');

test('the names of the team', ({ lab }) => {
  expect(lab.names()).toSatisfyAll((name: string) => name.length > 0);
});
