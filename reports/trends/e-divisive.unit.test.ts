import { describe, expect, test } from 'vitest';
import { seeded } from '../../fixtures/statistics/samples/random.ts';
import { changePoints } from './e-divisive.ts';

/** So many values around each level, with a spread of 3 % of it. */
function series(seed: number, ...levels: readonly (readonly [level: number, count: number])[]): number[] {
  const random = seeded(seed);
  // Box and Muller, Ann. Math. Statist. 29, 1958.
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return levels.flatMap(([level, count]) => Array.from({ length: count }, () => level * (1 + 0.03 * normal())));
}

test('a drop of 10 % at 3 % noise is found where it is', () => {
  const [change, ...others] = changePoints(series(522, [100, 20], [90, 20]));
  expect(change?.at).toBeWithin(19, 22);
  expect(change?.p).toBeLessThanOrEqual(0.01);
  expect(others).toEqual([]);
});

test('so are several, one of them back to where it was', () => {
  const found = changePoints(series(7, [100, 15], [80, 12], [100, 18], [60, 10]));
  expect(found.map(({ at }) => at)).toEqual([15, 27, 45]);
});

test('a change of spread alone is a change', () => {
  const still = series(3, [100, 40]);
  const wild = series(4, [100, 40]).map((value) => 100 + (value - 100) * 10);
  expect(changePoints([...still, ...wild]).map(({ at }) => at)).toEqual([expect.closeTo(40, -1)]);
});

test('one outlier is none, nor is a series of equal values, nor one too short to tell', () => {
  expect(changePoints(series(11, [100, 20]).with(9, 40))).toEqual([]);
  expect(changePoints(Array.from({ length: 20 }, () => 5))).toEqual([]);
  expect(changePoints([1, 2, 100, 99, 101])).toEqual([]);
  expect(changePoints([])).toEqual([]);
});

test('the same seed gives the same answer', () => {
  const values = series(5, [100, 12], [95, 12]);
  expect(changePoints(values, { seed: 9 })).toEqual(changePoints(values, { seed: 9 }));
});

describe('over many series', () => {
  test('without a change, the share of false alarms is about the significance', () => {
    const alarms = Array.from({ length: 100 }, (_, seed) => {
      return changePoints(series(seed, [100, 12]), { permutations: 99, significance: 0.05, seed }).length > 0;
    }).filter(Boolean).length;
    // 0.05 of 100 is 5; more than 12 come about in 0.15 % of such hundreds.
    expect(alarms).toBeWithin(1, 13);
  });

  test('with a drop of 10 % after half of 24 runs, nearly all are found within two runs of it', () => {
    const hits = Array.from({ length: 30 }, (_, seed) => {
      const found = changePoints(series(1000 + seed, [100, 12], [90, 12]), { permutations: 99, seed });
      return found.some(({ at }) => Math.abs(at - 12) <= 2);
    }).filter(Boolean).length;
    expect(hits).toBeGreaterThan(28);
  });
});

test('the distance is the one that the paper defines, reckoned by hand', () => {
  // X = 0 0 0, Y = 1 1 1: between 2 * 1, within 0; scaled by 3 * 3 / 6 it is 3. Of the 20 ways to lay six values two
  // look as changed, so p is about 0.1, and never less than 1 / 200.
  const [change] = changePoints([0, 0, 0, 1, 1, 1], { permutations: 199, significance: 0.5 });
  expect(change?.at).toBe(3);
  expect(change?.p).toBeWithin(0.05, 0.16);
});
