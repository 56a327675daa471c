import { expect, test } from 'vitest';
import { sampleRecord } from '../../testing/sample-record.ts';
import { durationsIn, withoutWhole } from './last-durations.ts';

const whole = sampleRecord();
const exercise = whole.exercises.find(({ id }) => whole.experiments.some((one) => one.exercise === id));
const [own] = whole.experiments.filter((one) => one.exercise === exercise?.id);
if (exercise === undefined || own === undefined) throw new Error('the sample has an experiment');
const { file } = exercise;
const blocks = [60, 30].map((seconds, index) => ({ experiment: own.id, block: index + 1, host: 'here', seconds }));

test('a file took what its last session took, or what its blocks did where it was resumed', () => {
  const took = (seconds: number) => durationsIn({ ...whole, blocks, exercises: [{ ...exercise, seconds }] }).get(file);
  expect(took(100)).toBe(100);
  // All of it was replayed.
  expect(took(0.5)).toBe(90);
  expect(durationsIn({ ...whole, blocks: [], exercises: [exercise] }).get(file)).toBe(exercise.seconds);
});

test('of a run that goes on, whole blocks need no time any more', () => {
  const { seconds: _, ...open } = { experiment: own.id, block: 3, host: 'here', seconds: 0 };
  const going = { ...whole, blocks: [...blocks, open] };
  expect(
    withoutWhole(
      new Map([
        [file, 100],
        ['other', 7],
      ]),
      going,
    ),
  ).toEqual(
    new Map([
      [file, 10],
      ['other', 7],
    ]),
  );
  expect(withoutWhole(new Map([[file, 80]]), going).get(file)).toBe(0);
});
