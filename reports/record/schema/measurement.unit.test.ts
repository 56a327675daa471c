import { expect, test } from 'vitest';
import { comparisonSchema } from './measurement.ts';

const compared = { of: 'a', against: 'b', confidence: 0.95, counts: [3, 3], interval: [-0.1, 0.4], detectable: 0.2 };
const accepts = (more: object) => comparisonSchema.safeParse({ ...compared, ...more }).success;

test('a comparison is a ratio, as it always was, or a difference, which may be zero or less; never both or neither', () => {
  expect([{ ratio: 1.2 }, { difference: 0 }, { difference: -3 }].map(accepts)).toEqual([true, true, true]);
  expect([{ ratio: 0 }, { ratio: -1 }, {}, { ratio: 1, difference: 1 }].map(accepts)).toEqual(Array(4).fill(false));
});

test('it may be one of ratios, and of a quantile', () => {
  const baselines = { of: 'native', against: 'dom0', counts: [3, 2] };
  expect(accepts({ ratio: 1.2, baselines, take: { quantile: 0.99 } })).toBe(true);
  expect(accepts({ ratio: 1.2, take: { quantile: 1 } })).toBe(false);
});
