// What the exercises give points for, a hundred in all. Who grades reads it from here, so it imports nothing that runs.

import type { Rubric } from '../../fixtures/lab.ts';

export const P99 = 0.99;
/** A timer's end costs a guest two exits and an entry more than the computer itself, whose own wake-up costs some µs. */
export const NEAR_NATIVE = 4;

export const rubric: Rubric = {
  1: [{ by: 'test', what: 'the names of the team', points: 5, test: 'the names of the team' }],
  2: [
    { by: 'test', what: 'wake-ups natively and in VMs', points: 15, test: 'wake-ups natively and in VMs' },
    { by: 'test', what: 'round trips', points: 5, test: 'round trips' },
    { by: 'hand', what: 'who waits for whom', points: 10 },
  ],
  3: [
    { by: 'test', what: 'accesses natively and in VMs', points: 10, test: 'accesses natively and in VMs' },
    { by: 'hand', what: 'what is walked', points: 10 },
  ],
  4: [
    {
      by: 'test',
      what: 'each treatment by itself, and all together',
      points: 10,
      test: 'each treatment by itself, and all together',
    },
    { by: 'hand', what: 'which to take', points: 10 },
  ],
  5: [
    { by: 'test', what: 'exits per packet of both cards', points: 10, test: 'exits per packet of both cards' },
    { by: 'hand', what: 'who answers for a card', points: 5 },
  ],
  6: [
    {
      by: 'test',
      what: 'reads, and whose CPU time they take',
      points: 5,
      test: 'reads, and whose CPU time they take',
    },
    { by: 'hand', what: 'who serves whom', points: 5 },
  ],
};
