import { expect, test } from 'vitest';
import { outliersOf } from './outliers.ts';

const of = (...values: number[]) =>
  outliersOf({
    samples: values.map((value, index) => ({ value, boot: `a#${index}`, at: '', seconds: 1, command: '', raw: '' })),
  }).map(({ value }) => value);

test('one boot that stands apart from the others is found', () => {
  expect(of(39, 6.5, 43)).toEqual([6.5]);
  expect(of(100, 101, 99, 100, 400)).toEqual([400]);
});

test('values that only vary are none, however near the others lie to each other', () => {
  expect(of(39, 43, 30)).toEqual([]);
  expect(of(100, 100, 100, 120)).toEqual([]);
  expect(of(10, 20, 40, 80)).toEqual([]);
});

test('of two values nobody knows which one it is; where one is zero there are no ratios', () => {
  expect(of(1, 100)).toEqual([]);
  expect(of(0, 5, 5)).toEqual([]);
});
