import { expect, test } from 'vitest';
import { sampleRecord } from '../testing/sample-record.ts';
import { answers } from './answers-markdown.ts';
import { sittingsText, tookText } from './sittings.ts';

const ONCE = { at: '2026-02-04T01:10:00.000Z', hostname: 'lab-8', stoppedAt: '2026-02-03T04:07:00.000Z' };
const times = { startedAt: '2026-02-03T04:05:00.000Z', endedAt: '2026-02-04T01:13:57.000Z' };
const whole = sampleRecord();
const resumed = { ...whole, ...times, resumed: [ONCE] };

test('what a resumed run took is without its pauses, and says that it had some', () => {
  expect(tookText(resumed)).toBe('5 min 57 s in 2 sittings, 21 h apart');
  const twice = [ONCE, { at: '2026-02-07T01:00:00.000Z', hostname: 'lab-8', stoppedAt: '2026-02-04T01:12:00.000Z' }];
  expect(tookText({ ...resumed, resumed: twice, endedAt: '2026-02-07T01:01:00.000Z' })).toBe(
    '5 min in 3 sittings, 21 h and 3 days apart',
  );
  expect(tookText({ ...resumed, state: 'interrupted' })).toMatch(/21 h apart, then it was interrupted$/);
});

test('older records do not tell when the run had stopped', () => {
  const { stoppedAt: _, ...older } = ONCE;
  expect(tookText({ ...resumed, resumed: [older] })).toBe('1268 min 57 s in 2 sittings, the pauses included');
});

test('answers.md says at its head that the run was resumed, and nothing of that where it was not', () => {
  const said = 'The run had stopped, and was resumed: 5 min 57 s in 2 sittings, 21 h apart.';
  expect(sittingsText(resumed)).toBe(said);
  expect(answers(resumed).indexOf(said)).toBeWithin(0, answers(resumed).indexOf('## 1.'));
  expect(sittingsText(whole)).toBeUndefined();
  expect(answers(whole)).not.toContain('resumed');
});
