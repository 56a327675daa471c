// Instructions, exercise 2. What differences do two boots of each arm tell, on whatever computer this is?
// Expected: one machine costs the same twice, within 1 %; and a fork that was made 1 % dearer is found out, with its size.

import { onePercent } from './experiments.ts';
import { instructions } from './handout.ts';

const test = instructions.exercise(2, 'What two boots tell');

test('instructions of a system call, a message and a fork', async ({ lab }) => {
  const { first, second } = await lab.measure(onePercent);

  await lab.show(...first['call cost'], ...second['call cost']);
  await lab.show(...first['message cost'], ...second['message cost']);
  await lab.show(...first['fork cost'], ...second['fork cost']);
});

test('no difference where there is none, and one of 1 % where there is', ({ lab }) => lab.judge(onePercent));
