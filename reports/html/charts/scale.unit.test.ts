import { describe, expect, test } from 'vitest';
import { changeScale, closeScale, linearScale, logScale, scaleFor } from './scale.ts';

describe('linear', () => {
  test.for([
    [76, [0, 20, 40, 60, 80]],
    [100, [0, 50, 100]],
    [1, [0, 0.5, 1]],
    [2314, [0, 1000, 2000, 3000]],
  ] as const)('to %f', ([high, ticks]) => {
    const scale = linearScale(high);
    expect(scale.ticks).toEqual(ticks.map((tick) => expect.closeTo(tick, 9)));
    expect([scale.at(0), scale.at(ticks.at(-1) ?? 0)]).toEqual([2, 98]);
    expect(scale.at((ticks.at(-1) ?? 0) / 2)).toBeCloseTo(50);
  });
});

test('what is far apart is logarithmic, unless something is zero', () => {
  expect(scaleFor([1, 100]).logarithmic).toBe(true);
  expect(scaleFor([0, 1, 100])).toMatchObject({ logarithmic: false, domain: [0, 100] });
});

describe('logarithmic', () => {
  test.for([
    [0.8, 1.25, [0.5, 1, 2]],
    [10, 103, [10, 20, 50, 100, 200]],
    [0.006, 1.1, [0.01, 0.1, 1]],
    [6, 480, [5, 10, 20, 50, 100, 200, 500]],
    [1, 1e6, [1, 10, 100, 1000, 10_000, 100_000, 1e6]],
    [1e-7, 2e-7, [1e-7, 2e-7]],
  ] as const)('%f to %f', ([low, high, ticks]) => {
    const scale = logScale(low, high);
    expect(scale.ticks).toEqual(ticks.map((tick) => expect.closeTo(tick, 9)));
    expect(scale.at(low)).toBeWithin(2, 98);
    expect(scale.at(high)).toBeWithin(2, 98.0001);
  });

  test('half and double are equally far from equal', () => {
    const { at } = logScale(0.1, 10);
    expect(at(1) - at(0.5)).toBeCloseTo(at(2) - at(1));
  });

  test('what lies outside stands at the edge', () => {
    const { at } = logScale(1, 10);
    expect([at(0.001), at(1e9)]).toEqual([2, 98]);
  });
});

test('far values share a logarithmic axis, near ones begin at zero', () => {
  expect(scaleFor([16, 1477]).logarithmic).toBe(true);
  expect(scaleFor([200, 300]).domain[0]).toBe(0);
});

test('no values, or none that is one, still make an axis, at whose beginning stands what has no place', () => {
  for (const values of [[], [Number.NaN, Number.POSITIVE_INFINITY, -1], [-1, 1, 1000]]) {
    const { ticks, at } = scaleFor(values);
    expect(ticks.length).toBeGreaterThan(1);
    expect([at(Number.NaN), at(-1)]).toEqual([2, 2]);
  }
});

test('an axis that does not begin at zero goes from a tick below to one above', () => {
  const scale = closeScale(880, 1150);
  expect(scale.ticks).toEqual([800, 900, 1000, 1100, 1200]);
  expect([scale.at(800), scale.at(1000), scale.at(1200)]).toEqual([2, 50, 98]);
  expect(closeScale(0.0211, 0.0232).ticks.map((tick) => tick.toFixed(3))).toEqual([
    ...['0.021', '0.022', '0.023', '0.024'],
  ]);
});

test('changes: the nearest axis that holds them, in percent, equal in the middle', () => {
  const near = changeScale(0.94, 1.02);
  expect(near.ticks.map((tick) => near.written?.(tick))).toEqual(['−10 %', '−5 %', '0', '+5 %', '+10 %']);
  expect(near.at(1)).toBeCloseTo(50, -1);
  expect(changeScale(0.85, 1.1)).toMatchObject({ domain: [0.8, 1.25] });
  expect(changeScale(0.85, 1.1).at(1)).toBe(50);
  const far = changeScale(0.7, 1.1);
  expect([far.domain, far.at(0.5), far.at(1), far.at(2)]).toEqual([[0.5, 2], 2, 50, 98]);
  expect(changeScale(0.2, 1.1)).toMatchObject({ domain: [0.2, 2] });
  expect(changeScale(0.2, 1.1).written).toBeUndefined();
});
