import { expect, test } from 'vitest';
import { claim, sampleRecord } from '../testing/sample-record.ts';
import { type Ending, endingOf, exitCode } from './exit-code.ts';

const fine: Ending = { ended: 3, unfinished: 0, errors: [], inconclusive: 0 };
const failure = { couldNotRun: false, inTest: true };
const around = { couldNotRun: false, inTest: false };
const lack = { couldNotRun: true, inTest: true };

test.for<[number, string, Partial<Ending>]>([
  [0, 'all passed or skipped', {}],
  [1, 'a test failed', { errors: [failure] }],
  [1, 'a test failed and another could not run', { errors: [lack, failure] }],
  [1, 'a failure and an inconclusive claim', { errors: [failure], inconclusive: 1 }],
  [1, 'clean-up failed after the tests', { errors: [around] }],
  [1, 'a test failed before the worker died', { errors: [failure, around], unfinished: 1 }],
  [2, 'a test found that the computer lacks something', { errors: [lack] }],
  [2, 'no test ended', { ended: 0 }],
  [2, 'nothing could be imported', { ended: 0, errors: [around] }],
  [2, 'the worker died', { errors: [around], unfinished: 1 }],
  [2, 'the computer lacks something, and a claim is inconclusive', { errors: [lack], inconclusive: 1 }],
  [2, 'SIGTERM of a part, whose time a queue says is over', { interruptedBy: 'SIGTERM', isPart: true, unfinished: 2 }],
  [130, 'Ctrl-C of a part', { interruptedBy: 'SIGINT', isPart: true }],
  [3, 'a claim is inconclusive', { inconclusive: 1 }],
  [130, 'Ctrl-C, whatever had failed', { interruptedBy: 'SIGINT', errors: [failure] }],
  [143, 'SIGTERM', { interruptedBy: 'SIGTERM', unfinished: 2 }],
])('%i: %s', ([code, , change]) => {
  expect(exitCode({ ...fine, ...change })).toBe(code);
});

test('a claim that informs alone leaves the exit code as it is', () => {
  const verdict = { outcome: 'inconclusive', reason: 'too noisy' } as const;
  const ending = (informsOnly?: string) =>
    endingOf(
      sampleRecord({ type: 'claim', claim: { ...claim, verdict, ...(informsOnly && { informsOnly }) } }),
      [],
      undefined,
    );
  expect(exitCode(ending())).toBe(3);
  expect(exitCode(ending('SLIRP hides it'))).toBe(0);
});
