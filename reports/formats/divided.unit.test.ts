import { expect, test } from 'vitest';
import { sampleRecord } from '../testing/sample-record.ts';
import { answers } from './answers-markdown.ts';
import { dividedRows } from './divided.ts';

const part = (number: number, lacks: string[] = []) => ({
  ...{
    number,
    run: `run-${number}`,
    startedAt: '2026-02-03T04:05:06.000Z',
    hosts: [`n${number}, part ${number}`],
    blocks: 2,
  },
  lacks,
});

test('of a run that is no part, and was not merged, nothing is told', () => {
  expect(dividedRows({})).toEqual([]);
});

test('of a part it is told which it is', () => {
  expect(dividedRows({ part: { number: 2, of: 4 } })).toEqual([
    ['Part', '2 of 4; it is judged when the parts are merged'],
  ]);
});

test('of a merged run its parts, what is missing, and in what testbeds are unlike', () => {
  const merged = {
    ...{ of: 3, driftAllowed: 0.05 },
    parts: [
      { ...part(1), drift: 0.02 },
      { ...part(2, ['block 5 of a/b']), drift: 0.2, leftOut: true as const },
    ],
    unlike: ['CPU: a and b (parts 1 and 2)'],
  };
  expect(dividedRows({ merged })).toEqual([
    ['Parts', '2 of 3: 2 blocks on n1, part 1; 2 blocks on n2, part 2'],
    ['Drift', 'part 1 of 3: its computer drifted by 2.0 %, of 5.0 % that were allowed'],
    ['Left out', 'part 2 of 3: its computer drifted by 20 %, of 5.0 % that were allowed, so that nothing of it counts'],
    ['Missing', 'part 2 of 3: block 5 of a/b'],
    ['Missing', 'part 3 of 3: all of it'],
    ['Unlike', 'CPU: a and b (parts 1 and 2); so each testbed is a sample of what there might be'],
  ]);
  expect(answers({ ...sampleRecord(), merged })).toContain('\n\nMissing: part 3 of 3: all of it.\n\n');
});
