// What differs from student to student where LAB_STUDENT tells who performs the lab; no verdict turns on it.

import { own } from '../../fixtures/lab.ts';

export const student = own('hypervisors', {
  /** Nothing that is measured so far goes through a card. */
  mac: 'any',
});
