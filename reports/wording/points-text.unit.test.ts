import { expect, test } from 'vitest';
import { pointsSchema } from '../record/schema/rubric.ts';
import { pointsText, sumOf } from './points-text.ts';

const claims = { by: 'claims', what: 'virtio-net wins', points: 10, bound: 1.2, side: 'at least' } as const;

test.each([
  [{ by: 'test', what: 'names', points: 5, test: 'the names' }, 'all of them when “the names” passes'],
  [
    { by: 'series', what: 'file I/O', points: 15, series: ['a', 'b'] },
    'a share for each of 2 measurements, whatever the numbers are',
  ],
  [
    {
      ...claims,
      curve: [
        [0.8, 0],
        [1, 0.5],
        [1.2, 1],
      ],
    },
    'all of them when its claims hold; where one fails, by its ratio: 0 % at 0.8, 50 % at 1, 100 % at 1.2; one that is inconclusive is not yet graded',
  ],
  [claims, 'all of them when its claims hold, none where one fails; one that is inconclusive is not yet graded'],
  [{ by: 'hand', what: 'why', points: 5 }, 'a person reads the answer and gives them'],
])('%j', (points, text) => {
  expect(pointsText(pointsSchema.parse(points))).toBe(text);
});

test('a sum is told to hundredths', () => {
  expect(sumOf([{ points: 0.1 }, { points: 0.2 }])).toBe(0.3);
});
