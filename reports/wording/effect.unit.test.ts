import { describe, expect, test } from 'vitest';
import { comparedGrid, comparedText } from '../formats/findings.ts';
import type { ComparisonRecord, DifferenceRecord, RatioRecord } from '../record/schema/record.ts';
import { claim, sampleRecord } from '../testing/sample-record.ts';
import { effectOf } from './effect.ts';
import { verdictLines } from './verdict-text.ts';

const RATE = { unit: 'MiB/s', better: 'higher' } as const;
const TIME = { unit: 'µs', better: 'lower' } as const;
const COST = { unit: 'CPU s', better: 'lower' } as const;
const LOSS = { unit: '%', better: 'lower' } as const;

function about(ratio: number, interval?: readonly [number, number], boots = 2): RatioRecord {
  return {
    ...{ of: 'guest', against: 'native', ratio, confidence: 0.95, counts: [boots, boots] },
    // As two boots have it: some half of the half width again.
    ...(interval && { interval: [...interval], detectable: Math.exp(0.6 * Math.log(interval[1] / interval[0])) - 1 }),
  };
}

function differing(difference: number, interval?: [number, number]): DifferenceRecord {
  return {
    of: 'guest',
    against: 'native',
    difference,
    confidence: 0.95,
    counts: [2, 2],
    ...(interval && { interval }),
  };
}

/** As the terminal tells it. */
function told(metric: typeof RATE | typeof TIME | typeof COST | typeof LOSS, comparison: ComparisonRecord) {
  const record = sampleRecord();
  const series = record.series
    .slice(0, 1)
    .map((one) => ({ ...one, id: 'guest', metric: { name: 'metric', ...metric }, at: {} }));
  return comparedText({ ...record, series }, { told: 'overhead', comparison });
}

describe('percent, where they are easy to grasp', () => {
  test('of rates and of times', () => {
    expect(told(RATE, about(0.8, [0.76, 0.85]))).toBe('overhead 20 % (95 % interval 15 to 24 %)');
    expect(told(TIME, about(1.5, [1.25, 1.75]))).toBe('overhead 50 % (95 % interval 25 to 75 %)');
  });

  test('a gain is told as one', () => {
    expect(told(RATE, about(1.05, [1.02, 1.08]))).toBe('no overhead: 5.0 % more (95 % interval 2.0 to 8.0 % more)');
    expect(told(TIME, about(0.9, [0.85, 0.95]))).toBe('no overhead: 10 % less (95 % interval 5.0 to 15 % less)');
  });

  test('where the sign is open, how much there can be either way, and no estimate', () => {
    expect(told(RATE, about(0.92, [0.8, 1.09]))).toBe('no clear overhead: 20 % less to 9.0 % more (95 % interval)');
  });
});

describe('factors beyond half and double', () => {
  test('of rates, of times and of what is neither', () => {
    expect(told(RATE, about(1 / 7.4, [1 / 20, 1 / 3]))).toBe(
      'overhead: 7.4 times slower (95 % interval 3 to 20 times)',
    );
    expect(told(TIME, about(7.4, [3, 20]))).toBe('overhead: 7.4 times slower (95 % interval 3 to 20 times)');
    expect(told(COST, about(7.4, [3, 20]))).toBe('overhead: 7.4 times as much (95 % interval 3 to 20 times)');
    expect(told(COST, about(0.2, [0.1, 0.4]))).toBe('no overhead: 0.2 times as much (95 % interval 0.1 to 0.4 times)');
    expect(told(RATE, about(3, [2, 4.5]))).toBe('no overhead: 3 times faster (95 % interval 2 to 4.5 times)');
  });

  test('where the sign is open', () => {
    expect(told(RATE, about(0.9, [0.4, 2.2]))).toBe(
      'no clear overhead: 2.5 times slower to 2.2 times faster (95 % interval)',
    );
    expect(told(COST, about(0.9, [0.4, 2.2]))).toBe(
      'no clear overhead: 0.4 times as much to 2.2 times as much (95 % interval)',
    );
  });

  test('where only one end says anything, that one', () => {
    expect(told(RATE, about(0.06, [0.003, 0.8]))).toBe(
      'overhead: at least 1.25 times slower (how much cannot be told from 2 boots each)',
    );
    expect(told(RATE, about(0.06, [0.003, 0.999]))).toBe(
      'overhead: slower (how much cannot be told from 2 boots each)',
    );
    expect(told(COST, about(0.06, [0.003, 0.8]))).toBe(
      'no overhead: at most 0.8 times as much (how much cannot be told from 2 boots each)',
    );
  });
});

describe('what cannot be told', () => {
  test('random reads of 1.06 against 7.85 MiB/s in two noisy boots each', () => {
    const reads = { ...about(1.06 / 7.85, [0.01, 9.95]), detectable: 46.54 };
    expect(told(RATE, reads)).toBe(
      'overhead cannot be told: 7.4 times slower here, but not from 2 boots each; about 9 boots of each would tell: LAB_PACE=paper',
    );
  });

  test('from one boot there is no interval at all', () => {
    expect(told(RATE, about(0.5, undefined, 1))).toBe(
      'overhead cannot be told: 2 times slower here, but not from 1 boot each; more boots would tell: LAB_PACE=handout or LAB_PACE=paper',
    );
  });

  test('nor by any number of boots where they vary without measure', () => {
    expect(told(RATE, { ...about(0.5, [1e-30, 1e30]), detectable: 1e60 })).toMatch(
      /not even 1000 boots of each would tell while they vary like this: close other programs, or use a quieter computer$/,
    );
  });

  test('a table has no figure for it that a reader might remember', () => {
    const comparison = about(0.13, [0.01, 9.95]);
    const { grid } = comparedGrid(sampleRecord(), [
      { kind: 'comparison', title: 'randread', told: 'overhead', comparison },
    ]);
    expect(grid.rows[0]?.[3]).toBe('cannot be told');
  });
});

test('a ratio names the arm that it is to', () => {
  const sample = sampleRecord();
  const series = ['guest', 'native'].flatMap((id) =>
    sample.series.slice(0, 1).map((one) => ({ ...one, id, arm: id, metric: { name: 'rate', ...RATE }, at: {} })),
  );
  const record = { ...sample, series };
  expect(comparedText(record, { told: 'ratio', comparison: about(3.1, [2.6, 3.7]) })).toBe(
    'ratio 3.10, 95 % interval 2.60-3.70; to native',
  );
});

test('differences in the unit of their metric', () => {
  expect(told(LOSS, differing(0.3, [0.1, 0.5]))).toBe(
    'overhead: 0.3 percentage points more (95 % interval 0.1 percentage points to 0.5 percentage points)',
  );
  expect(told(LOSS, differing(0.3, [-0.1, 0.7]))).toBe(
    'no clear overhead: 0.1 percentage points less to 0.7 percentage points more (95 % interval)',
  );
  expect(told(LOSS, differing(0, [0, 0]))).toBe('no overhead: no difference (in 2 boots each)');
  expect(told(LOSS, differing(0.3))).toMatch(/^overhead cannot be told: 0.3 percentage points more here/);
});

describe('over a grid of ratios and intervals, whatever the metric', () => {
  const RATIOS = [
    1e-6, 1e-3, 0.01, 0.06, 0.135, 0.3, 0.5, 0.7, 0.9, 0.999, 1, 1.001, 1.1, 1.5, 2, 4, 9, 30, 200, 1e4, 1e6,
  ];
  const FACTORS = [1, 1.001, 1.05, 1.3, 1.5, 2, 3, 5.5, 20, 74, 1e3, 1e6, 1e30];
  const cases = RATIOS.flatMap((ratio) =>
    FACTORS.flatMap((factor) =>
      [RATE, TIME, COST].flatMap((metric) =>
        ['overhead', 'verdict'].map((as) => ({
          ratio,
          factor,
          metric,
          as,
          comparison: about(ratio, [ratio / factor, ratio * factor]),
        })),
      ),
    ),
  );
  const textOf = ({ metric, as, comparison }: (typeof cases)[number]) =>
    as === 'overhead'
      ? told(metric, comparison)
      : verdictLines(sampleRecord(), {
          ...claim,
          comparison,
          verdict: { outcome: 'inconclusive', reason: 'too noisy' },
        })
          .filter((line) => /ratio|detectable|more boots/.test(line))
          .join('\n');

  test('no percents beyond a hundred, nothing of what is no number, and not both less and more of everything', () => {
    for (const one of cases) {
      const text = textOf(one);
      expect(text).not.toMatch(/\d{4,} %/);
      expect(text).not.toMatch(/NaN|Infinity|undefined|e[+-]\d/);
      for (const [, figure = ''] of text.matchAll(/([\d.]+) %(?! interval| confidence)/g))
        expect(Number(figure)).toBeLessThanOrEqual(100);
      expect(text).not.toMatch(/9\d(?:\.\d)? % less to/);
    }
  });

  test('no interval is shown that goes from nothing to everything', () => {
    for (const { metric, comparison } of cases) {
      const { kind, known } = effectOf(comparison, metric);
      const [low = 1, high = 1] = comparison.interval ?? [];
      if (high / low > 30) expect(known).toBe(false);
      if (kind === 'unknown') expect(low < 1 && high > 1).toBe(true);
      if (low > 1 || high < 1) expect(['loss', 'gain']).toContain(kind);
    }
  });

  test('what is slower is never told as faster', () => {
    for (const one of cases.filter(({ metric, as }) => metric !== COST && as === 'overhead')) {
      const { kind, estimate } = effectOf(one.comparison, one.metric);
      if (kind === 'loss') expect(estimate).not.toMatch(/faster/);
      if (kind === 'gain') expect(estimate).not.toMatch(/slower/);
    }
  });
});
