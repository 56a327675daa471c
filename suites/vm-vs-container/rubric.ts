// What the homework gives points for, a hundred in all. Who grades reads it from here, so it imports nothing that runs.

import type { Rubric } from '../../fixtures/lab.ts';

/** Within a tenth: what two boots of one environment differ by on a quiet computer is less. */
export const NEARLY = 0.9;
/** Of N CPUs, for N threads: issue and kernel take the rest. */
export const SCALES = 0.85;
/** Of a guest's disk, which is a file, behind a device of which each request is a trap. */
export const HALF = 0.5;

export const rubric: Rubric = {
  1: [{ by: 'test', what: 'the names of the team', points: 5, test: 'the names of the team' }],
  2: [
    {
      by: 'test',
      what: 'environments as they were declared',
      points: 15,
      test: 'each environment has what was declared',
    },
    { by: 'test', what: 'primes natively and in VMs', points: 15, test: 'primes on one thread' },
    { by: 'test', what: 'primes in a container', points: 5, test: 'primes in a container' },
    { by: 'hand', what: 'what each environment costs', points: 10 },
  ],
  3: [
    { by: 'test', what: 'one thread and two', points: 15, test: 'what a second thread gains' },
    { by: 'hand', what: 'why the homework’s lines lie on each other', points: 10 },
  ],
  4: [
    {
      by: 'test',
      what: 'files, with caches dropped before and after they are made',
      points: 10,
      test: 'files in each environment',
    },
    { by: 'test', what: 'files in a container', points: 5, test: 'files in a container' },
    { by: 'hand', what: 'what answered', points: 10 },
  ],
};
