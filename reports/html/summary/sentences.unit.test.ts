import assert from 'node:assert/strict';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { armName } from '../../formats/arms.ts';
import { readRecord } from '../../record/journal/run-folder.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import { COSTS, costEvents } from '../../testing/sample-costs.ts';
import { sampleRecord } from '../../testing/sample-record.ts';
import { effectWords, intervalText, sentencesOf } from './sentences.ts';

const sample = () => readRecord(join(import.meta.dirname, '../../testing/sample-run'));
const texts = (record: RunRecord) => sentencesOf(record, record.exercises).map(({ kind, text }) => `${kind}: ${text}`);

test('what is open comes before what holds, then why; too few boots make no figures', () => {
  expect(texts(sample())).toEqual([
    'inconclusive: virtio-net on tap+vhost has 19 x the throughput of e1000 on tap, iperf sending (too few boots): INCONCLUSIVE, at least 1.2 x was claimed.',
    'pass: virtio-net on tap+vhost has 12 x the throughput of e1000 on tap, iperf receiving (1.88 to 78 x): PASS, at least 1.2 x was claimed.',
    'why: For each MiB e1000 on tap makes 7.8 x the VM exits of virtio-net on tap+vhost, iperf sending.',
    'why: For each MiB e1000 on tap makes 12 x the VM exits of virtio-net on tap+vhost, iperf receiving.',
  ]);
});

test('where no claim decides, those that are shown only tell what was found, and once why some are open', () => {
  const record = sample();
  for (const claim of record.claims) claim.informsOnly = 'the study states it';
  const [sending, receiving] = record.claims;
  const reason = 'TCG makes no VM exits';
  if (sending !== undefined) sending.verdict = { outcome: 'inconclusive', reason };
  expect(texts(record).slice(0, 3)).toEqual([
    'found: virtio-net on tap+vhost has 12 x the throughput of e1000 on tap, iperf receiving (1.88 to 78 x): PASS (shown only), at least 1.2 x was claimed.',
    'why: 1 claim is inconclusive: TCG makes no VM exits.',
    'found: virtio-net on tap+vhost has 19 x the throughput of e1000 on tap, iperf sending (too few boots): INCONCLUSIVE (shown only), at least 1.2 x was claimed.',
  ]);
  if (receiving !== undefined) receiving.verdict = { outcome: 'inconclusive', reason };
  expect(texts(record)).toContain('why: 2 claims are inconclusive: TCG makes no VM exits.');
});

test('of many claims that are shown only each pair of arms is told once before why they are open, then the rest', () => {
  const record = sample();
  const reason = 'TCG makes no VM exits';
  record.claims = record.claims.flatMap((claim) =>
    ['one', 'two', 'three'].map((id): (typeof record.claims)[number] => ({
      ...{ ...claim, id: `${claim.id}/${id}`, informsOnly: 'the study states it' },
      verdict: { outcome: 'inconclusive', reason },
    })),
  );
  const kinds = sentencesOf(record, record.exercises).map(({ kind }) => kind);
  expect(kinds.slice(0, 7)).toEqual(['found', 'why', 'found', 'found', 'found', 'found', 'found']);
});

test('a failed test and a failed claim stand first', () => {
  const record = sample();
  record.exercises[1]?.tests.push({ name: 'drivers', state: 'failed', errors: ['no virtio_net\n  at …'], seconds: 1 });
  const [, claim] = record.claims;
  if (claim !== undefined) claim.verdict = { outcome: 'fail', reason: 'below the bound' };
  expect(texts(record).slice(0, 2)).toEqual([
    'fail: Exercise 2 failed: drivers: no virtio_net',
    expect.stringContaining('FAIL, at least 1.2 x was claimed.'),
  ]);
});

test('one error that ends the tests of many exercises is one sentence', () => {
  const record = sample();
  for (const exercise of record.exercises)
    for (const name of ['one', 'other'])
      exercise.tests.push({ name, state: 'failed', errors: ['iperf did not end.\n  Exit  1'], seconds: 1 });
  const failed = texts(record).filter((text) => text.startsWith('fail:'));
  const numbers = record.exercises.map((exercise) => exercise.number);
  expect(numbers.length).toBeGreaterThan(1);
  expect(failed).toEqual([
    `fail: Exercises ${numbers.join(', ')} failed, in ${2 * numbers.length} tests: iperf did not end.`,
  ]);
});

test('CPU time of a pair is told by the MiB, whether its exits were counted or not', () => {
  const record = sampleRecord(...costEvents({ eventful: true }));
  const why = texts(record).filter((text) => text.startsWith('why:'));
  expect(COSTS.sending).toHaveLength(2);
  expect(why.join('\n')).toMatch(
    /e1000 on tap (makes \S+ x the VM exits and )?takes 15 x the CPU time of virtio-net on tap/,
  );
});

test('comparisons of one pair make one sentence, the greatest difference first', () => {
  const record = sample();
  const [sending, receiving] = record.claims.map(({ comparison }) => ({
    of: comparison.against,
    against: comparison.of,
  }));
  record.claims = [];
  for (const exercise of record.exercises) exercise.findings = [];
  const compared = (sides = { of: '', against: '' }, ratio: number, interval: [number, number]) => ({
    ...{ kind: 'comparison' as const, title: 'a', told: 'loss' as const },
    comparison: { ...sides, ratio, interval, confidence: 0.95, counts: [5, 5] as [number, number] },
  });
  record.exercises[2]?.findings.push(compared(sending, 0.8, [0.7, 0.9]), compared(receiving, 0.2, [0.1, 0.4]));
  expect(texts(record).filter((text) => text.startsWith('found:'))).toEqual([
    'found: e1000 on tap against virtio-net on tap+vhost: iperf receiving 5 times slower (2.5 to 10 times), iperf sending 20 % less (10 to 30 %).',
  ]);
});

test('points of which too few boots tell are grouped, and that is said once', () => {
  const record = sample();
  const [one, other] = record.claims.map(({ comparison }) => comparison);
  record.claims = [];
  for (const exercise of record.exercises) exercise.findings = [];
  for (const sides of [one, other, one, other])
    record.exercises[2]?.findings.push({
      ...{ kind: 'comparison', title: 'a', told: 'loss' },
      comparison: {
        ...{ of: sides?.against ?? '', against: sides?.of ?? '', ratio: 0.5, interval: [0.01, 9.95] },
        ...{ confidence: 0.95, counts: [2, 2] },
      },
    });
  expect(texts(record).filter((text) => text.startsWith('found:'))).toEqual([
    'found: e1000 on tap against virtio-net on tap+vhost: too few boots to tell at all 4 points.',
  ]);
  record.exercises[2]?.findings.splice(2);
  expect(texts(record).filter((text) => text.startsWith('found:'))).toEqual([
    'found: e1000 on tap against virtio-net on tap+vhost: too few boots to tell for iperf sending and iperf receiving.',
  ]);
});

test('a ratio stands with the claims that it adds to, before the reasons and the costs', () => {
  const record = sample();
  const [of = '', against = ''] = [...new Set(record.series.map(({ id }) => id))].slice(-2);
  const comparison = { of, against, ratio: 3, interval: [2.5, 3.6] as [number, number], confidence: 0.95 };
  record.exercises.at(-1)?.findings.push({
    ...{ kind: 'comparison', title: 'a', told: 'ratio' },
    comparison: { ...comparison, counts: [5, 5] },
  });
  const kinds = texts(record).map((text) => text.split(':', 1)[0]);
  expect(kinds.slice(0, 5)).toEqual(['inconclusive', 'pass', 'found', 'why', 'why']);
  expect(texts(record)[2]).toMatch(/ (3 times (faster|slower|as much)) \(2\.5 to 3\.6 times\)\.$/);
});

test.for([
  [[0.01, 900], 'too few boots'],
  [[1.2, 300], 'at least 1.2 x: too few boots'],
  [[0.002, 0.7], 'at most 0.7 x: too few boots'],
  [[7.78, 18.3], '7.8 to 18 x'],
] as const)('an interval of %j is told as "%s"', ([[low, high], text]) => {
  expect(intervalText({ of: '', against: '', ratio: 2, interval: [low, high], confidence: 0.95, counts: [2, 2] })).toBe(
    text,
  );
});

test.for([
  [[-225, 97.2], '%', 'too few boots'],
  [[21.9, 39.6], '%', '21.9 to 39.6'],
  [[-225, 97.2], 'ms', '-225 to 97.2'],
] as const)('an interval of a difference, %j %s, is told as "%s"', ([interval, unit, text]) => {
  const compared = { of: '', against: '', difference: 1, confidence: 0.95, counts: [2, 2] } as const;
  expect(intervalText({ ...compared, counts: [2, 2], interval: [interval[0], interval[1]] }, unit)).toBe(text);
});

test('what the boots do not tell has no figure', () => {
  const [claim] = sample().claims;
  const comparison = {
    of: claim?.comparison.of ?? '',
    against: '',
    ratio: 1,
    confidence: 0.95,
    counts: [2, 2] as [number, number],
  };
  expect(effectWords(sample(), { comparison: { ...comparison, interval: [0.01, 9.95] } })).toBe(
    'too few boots to tell',
  );
  expect(effectWords(sample(), { comparison: { ...comparison, interval: [0.8, 1.1] } })).toBe(
    'no clear difference (20 % less to 10 % more)',
  );
});

test('an arm whose packets the kernel carries says so, once', () => {
  const { units, machines } = sample();
  const [unit] = units;
  assert(unit !== undefined);
  const of = (arm: string) => armName({ units: [{ ...unit, arm }], machines }, unit.experiment, arm);
  expect(['virtio-net on tap', 'fast', 'tap with vhost'].map(of)).toEqual([
    'virtio-net on tap+vhost',
    'fast (tap+vhost)',
    'tap with vhost',
  ]);
});
