import { describe, expect, test } from 'vitest';
import { type Points, pointsSchema } from '../../record/schema/rubric.ts';
import { claim, sampleRecord } from '../../testing/sample-record.ts';
import { along, grade } from './grade.ts';

const record = sampleRecord();
const points = (value: object): Points => pointsSchema.parse({ what: 'it', points: 10, ...value });
const graded = (exercise: number, value: object, of = record) =>
  grade(of, new Map([[`studio-15/${exercise}`, [points(value)]]])).items[0];

describe('a test', () => {
  test.each([
    ['passed', 2, 'the guest runs its virtio drivers', { state: 'graded', earned: 10 }],
    [
      'failed',
      6,
      'virtio-net beats e1000',
      { state: 'graded', earned: 0, why: expect.stringMatching(/^FAIL {2}virtio/) },
    ],
    [
      'not answered',
      3,
      'an explanation is written',
      { state: 'not yet graded', remedy: expect.stringContaining('answers.yaml') },
    ],
    ['that is not there', 3, 'nothing', { state: 'not yet graded', remedy: 'run the lab again: npm run lab' }],
  ])('%s', (_, exercise, name, expected) => {
    expect(graded(exercise, { by: 'test', test: name })).toMatchObject(expected);
  });
});

test('series give a share each, and none that was measured is open', () => {
  const [one, other] = ['studio-15/3/guest/read', 'studio-15/3/nothing'];
  expect(graded(3, { by: 'series', series: [one] })).toMatchObject({ earned: 10, why: '1 of 1 series measured' });
  expect(graded(3, { by: 'series', series: [one, other, other] })).toMatchObject({ earned: 3.33 });
  expect(graded(3, { by: 'series', series: [other] })).toMatchObject({ state: 'not yet graded' });
});

describe('claims', () => {
  const rule = {
    by: 'claims',
    bound: 1.2,
    side: 'at least',
    curve: [
      [1, 0.5],
      [1.2, 1],
    ],
  };
  const judged = (outcome: 'pass' | 'fail' | 'inconclusive', more: object = {}) =>
    sampleRecord({
      type: 'claim',
      claim: { ...claim, verdict: { outcome, reason: 'so', remedy: 'do this' }, ...more },
    });

  test('that hold give all', () => {
    expect(graded(6, rule, judged('pass'))).toMatchObject({ state: 'graded', earned: 10, why: 'every claim holds' });
  });

  test('that fail give a share along the curve, and nothing without one', () => {
    // At a ratio of 1.06, 0.3 of the way from 0.5 to 1.
    expect(graded(6, rule, judged('fail'))).toMatchObject({ earned: 6.5, why: '1 of 1 claims fail' });
    expect(graded(6, { ...rule, curve: [] }, judged('fail'))).toMatchObject({ earned: 0 });
  });

  test('that are inconclusive are never zero: they are open, with what to do', () => {
    expect(graded(6, rule, judged('inconclusive'))).toEqual({
      exercise: 'studio-15/6',
      what: 'it',
      points: 10,
      state: 'not yet graded',
      why: 'so',
      remedy: 'do this',
    });
  });

  test('that decide nothing are passed over', () => {
    expect(graded(6, rule, judged('fail', { informsOnly: 'tap decides' }))).toMatchObject({
      state: 'not yet graded',
      why: 'no claim was judged',
    });
  });
});

test.each([
  [0.9, 0],
  [1, 0.5],
  [1.1, 0.75],
  [1.2, 1],
  [1.3, 0],
])('on the curve %d is %d', (ratio, share) => {
  expect(
    along(
      [
        [1, 0.5],
        [1.2, 1],
      ],
      ratio,
    ),
  ).toBeCloseTo(share, 10);
});

test('a written answer is graded by hand, once there is one', () => {
  expect(graded(1, { by: 'hand' })).toMatchObject({ state: 'by hand', why: 'answered: read it, and give points' });
  expect(graded(3, { by: 'hand' })).toMatchObject({ state: 'not yet graded', why: 'not answered yet' });
});

test('an exercise that was not run is open, and all points are accounted for', () => {
  const rubric = new Map([
    ['studio-15/2', [points({ by: 'test', test: 'the guest runs its virtio drivers' })]],
    ['studio-15/1', [points({ by: 'hand' })]],
    ['studio-15/99', [points({ by: 'hand' })]],
  ]);
  expect(grade(record, rubric)).toMatchObject({ earned: 10, graded: 10, byHand: 10, open: 10 });
});

test.each([
  ['no points', { by: 'hand', points: 0 }],
  ['a share above all', { by: 'claims', bound: 1, side: 'at least', curve: [[1, 2]] }],
  ['another way', { by: 'luck' }],
])('a rubric with %s is refused', (_, value) => {
  expect(pointsSchema.safeParse({ what: 'it', points: 10, ...value }).success).toBe(false);
});
