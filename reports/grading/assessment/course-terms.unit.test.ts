import { describe, expect, test } from 'vitest';
import type { Assessment, Outcome } from './assessment.ts';
import { missingFrom, NO_TERMS, type Terms, withTerms } from './course-terms.ts';

const ada: Assessment = {
  ...{ source: 'ada.zip', run: 'run-1', student: '522005', team: '', signing: { state: 'signed', by: 'course' } },
  ...{
    discrepancies: [],
    more: 0,
    unchecked: [],
    leftOut: [],
    unmet: [],
    rawDigests: [],
    marks: { words: [], units: [] },
  },
  about: {
    ...{ startedAt: '2026-02-03T04:05:06.000Z', endedAt: '2026-02-03T04:15:06.000Z', state: 'finished', dirty: false },
    ...{ pace: 'quick', qemu: '7.2.19', otherQemu: false, accelerators: ['kvm'], testbed: 'nested' },
  },
  grade: { items: [], earned: 0, graded: 0, byHand: 0, open: 0 },
};
const nobody: Assessment = { ...ada, student: '', signing: { state: 'unsigned' } };
const at = (text: string) => new Date(text);

const unmet = (outcome: Outcome, terms: Partial<Terms>) =>
  withTerms([outcome], { ...NO_TERMS, ...terms }).map((one) => ('unmet' in one ? one.unmet : []))[0];

test('a course that asks for nothing takes everything, and a bundle that cannot be read stays as it is', () => {
  expect(unmet(nobody, {})).toEqual([]);
  const unread = { source: 'none.zip', problem: 'none' };
  expect(withTerms([unread], { ...NO_TERMS, signedOnly: true })).toEqual([unread]);
});

describe.each<[string, Partial<Terms>, Assessment, string]>([
  ['signed only', { signedOnly: true }, nobody, 'only signed runs are taken: unsigned'],
  [
    'by a key of the grader’s',
    { signedOnly: true },
    { ...ada, signing: { state: 'unknown', key: 'ab'.repeat(32) } },
    'only signed runs are taken: signed by a key that was not given (abababababababab…): as good as unsigned',
  ],
  ['a student', { requireStudent: true }, nobody, 'the run names no student (LAB_STUDENT)'],
  ['a student of the roster', { roster: new Set(['522005']) }, nobody, 'the run names no student (LAB_STUDENT)'],
  ['no stranger', { roster: new Set(['522005']) }, { ...ada, student: 'eve' }, 'student eve is not on the roster'],
  [
    'not too early',
    { since: at('2026-02-01T00:00:00Z') },
    { ...ada, about: { ...ada.about, startedAt: '2026-01-31T23:59:59.999Z' } },
    'begun 2026-01-31T23:59:59.999Z, before 2026-02-01T00:00:00Z',
  ],
  [
    'not too late',
    { until: at('2026-02-04T00:00:00Z') },
    { ...ada, about: { ...ada.about, endedAt: '2026-02-04T00:00:00.001Z' } },
    'ended 2026-02-04T00:00:00.001Z, after 2026-02-04T00:00:00Z',
  ],
  [
    'an end',
    { until: at('2026-02-04T00:00:00Z') },
    { ...ada, about: { ...ada.about, endedAt: undefined } },
    'it has no end',
  ],
])('%s', (_, terms, other, told) => {
  test('is met', () => expect(unmet(ada, terms)).toEqual([]));
  test('is not met, which is told', () => expect(unmet(other, terms)).toEqual([told]));
});

test('an id is the same in either case', () => {
  expect(unmet({ ...ada, student: 'Ada' }, { roster: new Set(['ada']) })).toEqual([]);
});

test('of whom there is no bundle is told', () => {
  const roster = new Set(['522005', '522006', '522007']);
  const outcomes = [ada, { source: '522006.zip', problem: 'none' }];
  expect(missingFrom({ ...NO_TERMS, roster }, outcomes)).toEqual(['522006', '522007']);
  expect(missingFrom(NO_TERMS, outcomes)).toEqual([]);
});
