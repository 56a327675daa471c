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

const RATE = { unit: 'Mbit/s' };

test.each([
  [[0.9, 1.4], '13 % more, 99 % interval 10 % less to 40 % more; 3 and 2 boots'],
  [[1e-4, 2.4e76], '13 % more, no useful interval; 3 and 2 boots'],
  [undefined, '13 % more, no interval; 3 and 2 boots'],
] as const)('an interval of %s', (interval, text) => {
  expect(changedBy(comparison(interval && [...interval]), RATE)).toBe(text);
});

test.each([
  [3, [1.5, 6], '3 times as much, 99 % interval 1.5 times as much to 6 times as much; 3 and 2 boots'],
  [0.02, [0.01, 0.05], '0.02 times as much, 99 % interval 0.01 times as much to 0.05 times as much; 3 and 2 boots'],
] as const)('where percent are absurd, factors: %f', (ratio, interval, text) => {
  expect(changedBy({ ...comparison([...interval]), ratio }, RATE)).toBe(text);
});

test('an interval of shares that is wider than they can differ is of no use', () => {
  const { ratio: _, ...compared } = comparison([-225, 97.2]);
  expect(changedBy({ ...compared, difference: -64 }, { unit: '%' })).toBe(
    '64 percentage points less, no useful interval; 3 and 2 boots',
  );
  expect(changedBy({ ...compared, difference: -64 }, { unit: 'ms' })).toContain('99 % interval 225 ms less');
});

test('a difference is told in the unit of its metric', () => {
  const { ratio: _, ...compared } = comparison([-0.2, 0.4]);
  expect(changedBy({ ...compared, difference: 0.1 }, { unit: '%' })).toBe(
    '0.1 percentage points more, 99 % interval 0.2 percentage points less to 0.4 percentage points more; 3 and 2 boots',
  );
});
