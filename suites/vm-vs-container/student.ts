// What differs from student to student where LAB_STUDENT tells who performs the lab; no verdict turns on it.

import { own } from '../../fixtures/lab.ts';

export const student = own('vm-vs-container', {
  /** sysbench's own 16 KiB, or less: no claim is made about how fast files are, only about what answers. */
  blockSize: ['4k', '8k', '16k'],
});
