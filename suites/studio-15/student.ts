// What differs from student to student where LAB_STUDENT tells who performs the lab, so that nobody hands in the run
// of somebody else. It proves whose run it was, and must decide nothing: each says why no verdict turns on it.

import { own } from '../../fixtures/lab.ts';

export const student = own('studio-15', {
  /**
   * The handout's two, or one more: fio and iperf work on one CPU at a time, and both arms of a comparison have as many.
   * With fewer, the tool and the interrupts of its card would share one; with three, a computer of four CPUs still has
   * one for QEMU.
   */
  vcpus: [2, 3],
  /** On a network of two, any address is as good as another. */
  mac: 'any',
  /**
   * fio's own 4 KiB, or up to four pages: no claim is made about a bandwidth, and all of them stay far below what the
   * page cache reads ahead (128 KiB), so that sequential still beats random.
   */
  blockSize: ['4k', '8k', '16k'],
  /** In a network of the machine's own every port is free. */
  port: [20_000, 29_999],
});
