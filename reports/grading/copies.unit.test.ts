import { expect, test } from 'vitest';
import { HOSTILE } from '../sample-hostile.ts';
import type { Assessment, Outcome, Unread } from './assessment.ts';
import { withCopies } from './copies.ts';

const ada: Assessment = {
  ...{ source: 'ada.zip', run: 'run-1', student: '522005', team: '', signing: { state: 'unsigned' } },
  ...{ discrepancies: [], more: 0, unchecked: [], leftOut: [], unmet: [] },
  ...{ rawDigests: ['a', 'b'], figures: ['x=1', 'x=2', 'x=3', 'y=4'] },
  about: {
    ...{ startedAt: '2026-02-03T04:05:06.000Z', state: 'finished', pace: 'quick', dirty: false, qemu: '7.2.19' },
    ...{ otherQemu: false, accelerators: ['kvm'], testbed: 'nested' },
  },
  grade: { items: [], earned: 0, graded: 0, byHand: 0, open: 0 },
};
const eve: Assessment = {
  ...ada,
  ...{ source: 'eve.zip', run: 'run-2', student: '522006', rawDigests: ['c', 'd'], figures: ['x=9', 'y=1'] },
};
const unread: Unread = { source: 'none.zip', problem: 'none' };

const found = (...outcomes: Outcome[]) =>
  withCopies(outcomes).map((outcome) => ('grade' in outcome ? outcome.discrepancies.map((one) => one.found) : []));

test('bundles of runs and students of their own are no copies', () => {
  expect(withCopies([ada, eve, unread])).toEqual([ada, eve, unread]);
});

test.each<[string, Partial<Assessment>, string]>([
  ['the same run', { run: 'run-1' }, 'the id of the run stands in'],
  ['an output of the same run', { rawDigests: ['b', 'z'] }, '1 of 2 outputs of tools stand in'],
  ['its figures, edited around', { figures: ['x=3', 'x=1', 'x=2'] }, '3 of 4 measured figures stand in'],
  [
    'all of it under another name',
    { run: 'run-1', rawDigests: ['a', 'b'], figures: [...ada.figures] },
    'the id of the run, 2 of 2 outputs of tools, 4 of 4 measured figures stand in',
  ],
])('whoever hands in %s is told of on both sides', (_, copied, what) => {
  const [first, second, third] = found(ada, { ...eve, ...copied }, unread);
  expect(first).toEqual([`${what} eve.zip too`]);
  expect(second).toEqual([expect.stringMatching(/ stands? in ada\.zip too$/)]);
  expect(third).toEqual([]);
});

test('figures that agree by chance are no copy', () => {
  expect(found(ada, { ...eve, figures: ['x=1', 'x=2', 'z=3'] })).toEqual([[], []]);
});

test('two bundles of one student are told of, and two of nobody are not', () => {
  expect(found(ada, { ...eve, student: '522005' })).toEqual([
    ['eve.zip is of student 522005 too'],
    ['ada.zip is of student 522005 too'],
  ]);
  expect(found({ ...ada, student: '' }, { ...eve, student: '' })).toEqual([[], []]);
});

test('what strangers wrote is cut to what a person can read', () => {
  const [[long = ''] = []] = found(ada, { ...eve, run: 'run-1', source: 'e'.repeat(5000) });
  expect(long.length).toBeLessThan(400);
  expect(long).not.toMatch(HOSTILE);
});

test('of a class that copied one run each is told of some, and how many more', () => {
  const all = Array.from({ length: 30 }, (_, each): Assessment => ({ ...ada, source: `${each}.zip`, student: '' }));
  for (const outcome of withCopies(all)) expect(outcome).toMatchObject({ discrepancies: { length: 20 }, more: 9 });
});
