// What there are points for, a hundred in all. Who grades reads it from here, so it imports nothing that runs.

import type { Rubric } from '../../fixtures/lab.ts';

export const rubric: Rubric = {
  1: [{ by: 'test', what: 'the names of the team', points: 5, test: 'the names of the team' }],
  2: [
    { by: 'test', what: 'pi natively and in both guests', points: 20, test: 'ticks of one computation' },
    { by: 'hand', what: 'what the counter counts', points: 15 },
  ],
  3: [
    { by: 'test', what: 'guests side by side, and as many programs natively', points: 20, test: 'guests side by side' },
    { by: 'hand', what: 'why they share as they do', points: 10 },
  ],
  4: [
    { by: 'test', what: 'the larger fleet, booted', points: 15, test: 'the larger fleet' },
    { by: 'hand', what: 'why the law held, or did not', points: 15 },
  ],
};
