// Instructions, exercise 3. What does the guest's kernel cost a program that gets fresh memory, or waits for another?
// Expected: a page fault and a switch from one process to another each cost several system calls.

import { processes } from './experiments.ts';
import { instructions } from './handout.ts';

const test = instructions.exercise(3, 'Memory and switches');

test('instructions of a page fault and a context switch', async ({ lab }) => {
  const { guest } = await lab.measure(processes);

  await lab.show(...guest['call cost'], ...guest['fault cost'], ...guest['switch cost']);
});
