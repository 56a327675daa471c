import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRecord } from '../../record/journal/run-folder.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import { standingOf, summaryOf } from './standing.ts';

const sample = (change: (record: RunRecord) => void = () => {}): RunRecord => {
  const record = readRecord(join(import.meta.dirname, '../../testing/sample-run'));
  change(record);
  return record;
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
    next: {
      text: 'Write your answers into suites/studio-15/answers.yaml, then:',
      command: 'npm run lab -- answers',
    },
  });
});

test('measured and answered are two things: either may be missing', () => {
  const { exercises, ...rest } = sample();
  expect(exercises.map((exercise) => standingOf({ ...rest, exercises }, exercise))).toEqual([
    { measured: undefined, answered: 'answered' },
    { measured: 'measured', answered: undefined },
    { measured: 'inconclusive', answered: 'to answer' },
  ]);
});

test('with all answers, more boots decide what is open', () => {
  expect(told(sample(answered)).next).toEqual({
    text: 'Close other programs, and measure more boots:',
    command: 'LAB_PACE=paper npm run lab -- studio-15',
  });
});

test('a failed test comes before all else, and names its exercise', () => {
  const record = sample(({ exercises: [, second] }) => {
    second?.tests.push({ name: 'drivers', state: 'failed', errors: ['no virtio_net'], seconds: 1 });
  });
  expect(told(record)).toMatchObject({
    word: 'FAILED',
    next: { text: 'See why exercise 2 failed, then run it again:', command: 'npm run lab -- studio-15/2' },
  });
});

test('a run that was cut off goes on', () => {
  const record = sample((one) => {
    one.state = 'interrupted';
  });
  expect(told(record)).toMatchObject({ word: 'NOT FINISHED', next: { command: 'npm run lab -- resume' } });
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
  });
});

test('what has nothing left to do says so, or how to hand it in', () => {
  const done = (record: RunRecord) => {
    answered(record);
    record.claims = [];
  };
  expect(told(sample(done)).next).toEqual({ text: 'Nothing is left to do.' });
  const graded = sample((record) => {
    done(record);
    const [names] = record.exercises;
    if (names !== undefined) names.points = [{ by: 'hand', what: 'why', points: 5 }];
  });
  expect(told(graded).next).toEqual({ text: 'Hand it in:', command: 'npm run hand-in' });
});
