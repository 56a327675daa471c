import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRecord } from '../../record/journal/run-folder.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import { standingOf } from '../../record/views/standing.ts';
import { summaryOf } from './standing.ts';

const sample = (change: (record: RunRecord) => void = () => {}): RunRecord => {
  const record = readRecord(join(import.meta.dirname, '../../testing/sample-run'));
  change(record);
  return record;
};
const QUIETER = {
  text: 'For what is undecided, close other programs or use a quieter computer, then run it again:',
  command: 'npm run lab -- studio-15',
};
const told = (record: RunRecord) => summaryOf(record, 'studio-15', record.exercises);
const answered = (record: RunRecord) => {
  for (const { findings } of record.exercises)
    for (const finding of findings) if (finding.kind === 'written') finding.answer ??= 'Since it traps.';
};

test('a claim that is open makes a run inconclusive; an answer that is missing is told, and is the next thing to do', () => {
  expect(told(sample())).toEqual({
    word: 'INCONCLUSIVE',
    measured: '2 of 2 exercises measured',
    points: undefined,
    open: ['1 answer missing'],
    next: [
      {
        text: 'Write your answers into suites/studio-15/answers.yaml, then:',
        command: 'npm run lab -- answers',
      },
      QUIETER,
    ],
  });
});

test('measured and answered are two things: either may be missing', () => {
  const { exercises, ...rest } = sample();
  expect(exercises.map((exercise) => standingOf({ ...rest, exercises }, exercise))).toEqual([
    { measured: undefined, answered: 'answered' },
    { measured: 'measured', answered: undefined },
    { measured: 'inconclusive', answered: 'to be answered' },
  ]);
});

test('with all answers, more boots decide what is open', () => {
  const nearly = sample((record) => {
    answered(record);
    for (const { comparison, verdict } of record.claims) {
      if (verdict.outcome !== 'inconclusive' || comparison.ratio === undefined) continue;
      Object.assign(comparison, { ratio: 1.6, interval: [0.99, 2.58], detectable: 0.9, counts: [3, 3] });
    }
  });
  expect(told(nearly).next).toEqual([
    {
      text: 'For what is undecided, measure about 6 boots of each:',
      command: 'LAB_PACE=paper npm run lab -- studio-15',
    },
  ]);
});

test('what more boots do not decide asks for a quieter computer; what the testbed does not, for what it says', () => {
  expect(told(sample(answered)).next).toEqual([QUIETER]);
  const barred = sample((record) => {
    answered(record);
    for (const claim of record.claims)
      if (claim.verdict.outcome === 'inconclusive')
        claim.verdict = { outcome: 'inconclusive', reason: 'TCG makes no VM exits', remedy: 'leave LAB_ACCEL=tcg out' };
  });
  expect(told(barred).next).toEqual([
    { text: 'For what is undecided (TCG makes no VM exits), leave LAB_ACCEL=tcg out.' },
  ]);
});

test('a failed test comes before all else, and names its exercise', () => {
  const record = sample(({ exercises: [, second] }) => {
    second?.tests.push({ name: 'drivers', state: 'failed', errors: ['no virtio_net'], seconds: 1 });
  });
  expect(told(record)).toMatchObject({
    word: 'FAILED',
    next: [{ text: 'See why exercise 2 failed, then run it again:', command: 'npm run lab -- studio-15/2' }],
  });
});

test('a run that was cut off goes on', () => {
  const record = sample((one) => {
    one.state = 'interrupted';
  });
  expect(told(record)).toMatchObject({ word: 'NOT FINISHED', next: [{ command: 'npm run lab -- resume' }] });
});

test('points: what was measured, what waits for a person, and what nobody has answered', () => {
  const record = sample(({ exercises: [names, , last] }) => {
    if (names !== undefined) names.points = [{ by: 'hand', what: 'why', points: 2.5 }];
    const test = last?.tests.find(({ state }) => state === 'passed')?.name ?? '';
    if (last !== undefined)
      last.points = [
        { by: 'test', what: 'e1000', points: 5, test },
        { by: 'hand', what: 'why', points: 10 },
        { by: 'claims', what: 'faster', points: 20, bound: 1.2, side: 'at least', curve: [] },
      ];
  });
  expect(told(record)).toMatchObject({
    points: '5 of 37.5 points measured',
    open: ['1 answer missing (10 points)', '2.5 points for answers that a person reads', '20 points not decided yet'],
    next: [
      { command: 'npm run lab -- answers' },
      { text: expect.stringMatching(/^For what is undecided \(20 points\), /) },
    ],
  });
});

test('what has nothing left to do says so, or how to hand it in', () => {
  const done = (record: RunRecord) => {
    answered(record);
    record.claims = [];
  };
  expect(told(sample(done)).next).toEqual([{ text: 'Nothing is left to do.' }]);
  const graded = sample((record) => {
    done(record);
    const [names] = record.exercises;
    if (names !== undefined) names.points = [{ by: 'hand', what: 'why', points: 5 }];
  });
  expect(told(graded).next).toEqual([{ text: 'Hand it in:', command: 'npm run hand-in' }]);
});
