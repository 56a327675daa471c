// What differs from student to student where LAB_STUDENT tells who performs this; no verdict turns on it.

import { own } from '../../fixtures/lab.ts';

export const student = own('latency', {
  /** On a network of two, any address is as good as another. */
  mac: 'any',
});
