// What differs from student to student where LAB_STUDENT tells who performs the lab; no verdict turns on it.

import { own } from '../../fixtures/lab.ts';

export const student = own('rfc-2544', {
  /** On a network of two, any address is as good as another. */
  mac: 'any',
  /** In a network of the machine's own every port is free. */
  port: [20_000, 29_999],
});
