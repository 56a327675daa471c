import { describe, expect, test } from 'vitest';
import { changeScale, linearScale, logScale, type Scale, scaleAtPlaces, scaleFor, scaleWithZero } from './scale.ts';

const values = ({ ticks }: Scale) => ticks.map(({ value }) => value);
const texts = ({ ticks }: Scale) => ticks.map(({ text }) => text).filter((text) => text !== '');

describe('linear', () => {
  test.for([
    [0, 76, [0, 20, 40, 60, 80]],
    [0, 2314, [0, 500, 1000, 1500, 2000, 2500]],
    [880, 1150, [850, 900, 950, 1000, 1050, 1100, 1150]],
    [5, 5, [5, 5.2, 5.4, 5.6, 5.8, 6]],
  ] as const)('from %f to %f, from a tick to a tick', ([low, high, ticks]) => {
    const scale = linearScale(low, high);
    expect(values(scale)).toEqual(ticks);
    expect([scale.at(ticks[0]), scale.at(ticks.at(-1) ?? 0)]).toEqual([2, 98]);
  });
});

describe('logarithmic', () => {
  test.for([
    [0.8, 1.25, ['0.8', '0.9', '1']],
    [0.5, 2, ['0.5', '0.6', '0.7', '1', '2']],
    [10, 103, ['10', '20', '30', '100']],
    [0.006, 1.1, ['0.01', '0.1', '1']],
    [1, 1e6, ['1', '10', '100', '1000', '10000', '100000', '1000000']],
  ] as const)('%f to %f has at most seven ticks with their numbers', ([low, high, ticks]) => {
    const scale = logScale(low, high);
    expect(texts(scale)).toEqual(ticks);
    expect([scale.at(low), scale.at(high)]).toEqual([2, 98]);
  });

  test('half and double are equally far from equal', () => {
    const { at } = logScale(0.1, 10);
    expect(at(1) - at(0.5)).toBeCloseTo(at(2) - at(1));
  });

  test('what lies outside stands at the edge', () => {
    const { at } = logScale(1, 10);
    expect([at(0.001), at(1e9)]).toEqual([2, 98]);
  });

  test('one value alone stands in the middle', () => {
    expect(logScale(7, 7).at(7)).toBeCloseTo(50);
  });
});

test('far values share a logarithmic axis, near ones begin at zero, and so do those of which one is zero', () => {
  expect(scaleFor([16, 1477])).toMatchObject({ logarithmic: true, domain: [16, 1477] });
  expect(scaleFor([200, 300])).toMatchObject({ logarithmic: false, domain: [0, 300] });
  expect(scaleFor([0, 1, 100])).toMatchObject({ logarithmic: false, domain: [0, 100] });
});

test('with zero among values that are decades apart it stands at the foot, below all others', () => {
  const scale = scaleWithZero([0, 0.1966, 23.33]);
  expect(scale).toMatchObject({ logarithmic: true, domain: [0.1, 23.33] });
  expect([scale.at(0), scale.at(23.33)]).toEqual([2, 98]);
  expect(scale.at(0.1966)).toBeGreaterThan(10);
  expect([scale.ticks[0], texts(scale)]).toEqual([{ value: 0, text: '0' }, ['0', '1', '10']]);
  // A power of ten itself does not stand at the foot.
  expect(scaleWithZero([0, 0.1, 10]).domain).toEqual([0.01, 10]);
  expect(scaleWithZero([0, 20, 60])).toMatchObject({ logarithmic: false, domain: [0, 60] });
  expect(scaleWithZero([1, 1000])).toMatchObject({ logarithmic: true, domain: [1, 1000] });
});

test('steps of a quantity are its ticks, with numbers where they have room, and always at the greatest', () => {
  const scale = scaleAtPlaces([1518, 64, 128, 256, 64, 512, 1024, 1280]);
  expect(values(scale)).toEqual([64, 128, 256, 512, 1024, 1280, 1518]);
  expect(texts(scale)).toEqual(['64', '128', '256', '512', '1024', '1518']);
  expect(scale.logarithmic).toBe(true);
});

test('no values, or none that is one, still make an axis, at whose beginning stands what has no place', () => {
  for (const some of [[], [Number.NaN, Number.POSITIVE_INFINITY, -1], [-1, 1, 1000]]) {
    const scale = scaleFor(some);
    expect(scale.ticks.length).toBeGreaterThan(1);
    expect([scale.at(Number.NaN), scale.at(-1)]).toEqual([2, 2]);
  }
});

test('changes are told in percent, equal in the middle', () => {
  const near = changeScale(0.94, 1.02);
  expect(texts(near)).toEqual(['−4 %', '−2 %', '0', '+2 %', '+4 %', '+6 %']);
  expect(near.at(1)).toBeCloseTo(50);
  expect(changeScale(0.5, 1.1).at(2)).toBeCloseTo(98);
});
