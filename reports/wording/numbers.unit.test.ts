import { expect, test } from 'vitest';
import { clock, duration, number, percent, ratio } from './numbers.ts';

test.for([
  [76, '76'],
  [34.149, '34.1'],
  [73.5, '73.5'],
  [0.8416, '0.842'],
  [9.996, '10'],
  [99.96, '100'],
  [1234.5, '1235'],
  [0, '0'],
  [0.00123, '0.00123'],
  [-5.25, '-5.25'],
  [1e9, '1000000000'],
  [Number.NaN, 'NaN'],
] as const)('%f reads %s', ([value, text]) => {
  expect(number(value)).toBe(text);
});

test.for([
  [1.06, '1.06'],
  [2, '2.00'],
  [14.27, '14.3'],
  [120.4, '120'],
  [0.0889, '0.0889'],
  [3.5e-7, '0'],
] as const)('the ratio %f reads %s', ([value, text]) => {
  expect(ratio(value)).toBe(text);
});

test.for([
  [0.2, '20 %'],
  [0.0449, '4.5 %'],
  [-0.03, '-3.0 %'],
  [-0.0001, '0.0 %'],
  [0.0996, '10 %'],
  [0.9977, '99.8 %'],
  [1, '100 %'],
] as const)('the share %f reads %s', ([value, text]) => {
  expect(percent(value)).toBe(text);
});

test.for([
  [0.04, '0.0 s'],
  [9.96, '10 s'],
  [119.4, '119 s'],
  [120, '2 min'],
  [200, '3 min 20 s'],
  [3599.7, '60 min'],
] as const)('%f seconds read %s', ([value, text]) => {
  expect(duration(value)).toBe(text);
});

test('the clock in the margin', () => {
  expect([0, 59.9, 61, 3600].map(clock)).toEqual(['0:00', '0:59', '1:01', '60:00']);
});
