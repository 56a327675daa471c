import { expect, test } from 'vitest';
import { changedBy } from './changes.ts';

const comparison = (interval?: [number, number]) => ({
  of: 'after',
  against: 'before',
  ratio: 1.13,
  confidence: 0.99,
  counts: [2, 3] as [number, number],
  ...(interval && { interval }),
});

test.each([
  [[0.9, 1.4], '13 % more, 99 % interval 10 % less to 40 % more; 3 and 2 boots'],
  [[1e-4, 2.4e76], '13 % more, no useful interval; 3 and 2 boots'],
  [undefined, '13 % more, no interval; 3 and 2 boots'],
] as const)('an interval of %s', (interval, text) => {
  expect(changedBy(comparison(interval && [...interval]))).toBe(text);
});
