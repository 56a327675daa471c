import { expect, test } from 'vitest';
import { HOSTILE } from '../../testing/sample-hostile.ts';
import type { Assessment, Outcome, Unread } from './assessment.ts';
import { withCopies } from './copies.ts';
import { ALIKE, type Figure, type UnitMarks } from './marks.ts';

const measured = (changed: (value: number, index: number) => number): Figure[] =>
  Array.from({ length: ALIKE.near.of }, (_, index) => [
    `figure ${index}`,
    changed(1000 + index * 7, index),
    `metric ${index % 6}`,
  ]);

const boot = (figures: readonly Figure[], place = 'tcp'): UnitMarks => ({ place, figures });

const ada: Assessment = {
  ...{
    source: 'ada.zip',
    run: '2026-02-03T04-05-06Z-9f3c1e',
    student: '522005',
    team: '',
    signing: { state: 'unsigned' },
  },
  ...{ discrepancies: [], more: 0, unchecked: [], leftOut: [], unmet: [] },
  ...{ rawDigests: ['a', 'b'], marks: { words: ['9f3c1e'], units: [boot(measured((value) => value))] } },
  about: {
    ...{ startedAt: '2026-02-03T04:05:06.000Z', state: 'finished', pace: 'quick', dirty: false, qemu: '7.2.19' },
    ...{ otherQemu: false, accelerators: ['kvm'], testbed: 'nested' },
  },
  grade: { items: [], earned: 0, graded: 0, byHand: 0, open: 0 },
};
const eve: Assessment = {
  ...ada,
  ...{ source: 'eve.zip', run: '2026-02-03T04-05-06Z-9f3c1f', student: '522006', rawDigests: ['c', 'd'] },
  marks: { words: ['0b5d77'], units: [boot(measured((value) => value * 1.05))] },
};
const unread: Unread = { source: 'none.zip', problem: 'none' };

const found = (...outcomes: Outcome[]) =>
  withCopies(outcomes).map((outcome) => ('grade' in outcome ? outcome.discrepancies.map((one) => one.found) : []));

test('bundles of runs and students of their own are no copies', () => {
  expect(withCopies([ada, eve, unread])).toEqual([ada, eve, unread]);
});

test.each<[string, Partial<Assessment>, string]>([
  ['the same run', { run: '2026-02-03T04-05-06Z-9f3c1e' }, 'the id of the run'],
  ['an output of the same run', { rawDigests: ['b', 'z'] }, '1 of 2 outputs of tools'],
  [
    'words of the same run',
    { marks: { ...eve.marks, words: ['9f3c1e', 'x'] } },
    '1 of 1 words that the lab drew for it',
  ],
  [
    'its figures, with other last digits',
    { marks: { ...eve.marks, units: [boot(measured((value, index) => value + 1 + (index % 8)))] } },
    '0 % of 60 times and counts, and 100 % almost',
  ],
  [
    'some of its figures as they were',
    { marks: { ...eve.marks, units: [boot(measured((value, index) => (index % 4 === 0 ? value : value * 1.1)))] } },
    '25 % of 60 times and counts, and 25 % almost',
  ],
])('whoever hands in %s is told of on both sides', (_, copied, what) => {
  const [first, second, third] = found(ada, { ...eve, ...copied }, unread);
  expect(first).toEqual([`in eve.zip too: ${what}`]);
  expect(second).toEqual([expect.stringMatching(/^in ada\.zip too: /)]);
  expect(third).toEqual([]);
});

test.each<[string, (value: number, index: number) => number]>([
  ['a few that are equal', (value, index) => (index % 6 === 0 ? value : value * 1.1)],
  ['half that are almost equal', (value, index) => (index % 2 === 0 ? value * 1.001 : value * 1.1)],
])('figures of which chance makes %s are no copy', (_, changed) => {
  expect(found(ada, { ...eve, marks: { ...eve.marks, units: [boot(measured(changed))] } })).toEqual([[], []]);
});

test('a metric with the same figures is a copy, whatever was changed in counts that are many more', () => {
  const counts = (by: number) =>
    Array.from({ length: 120 }, (_, each): Figure => [`exits ${each}`, 5001 + each * by, 'exits']);
  const rates = (equal: number, by: number) =>
    Array.from(
      { length: 12 },
      (_, each): Figure => [`iops ${each}`, 2001 + each * 7 + (each < equal ? 0 : by), 'iops'],
    );
  const withRates = (equal: number) =>
    found(
      { ...ada, marks: { words: [], units: [boot([...counts(11), ...rates(12, 0)])] } },
      { ...eve, marks: { words: [], units: [boot([...counts(37), ...rates(equal, 900)])] } },
    )[0];
  expect(withRates(12)).toEqual([
    'in eve.zip too: 10 % of 132 times and counts, and 12 % almost, 100 % of what one metric tells',
  ]);
  expect(withRates(4)).toEqual([expect.stringContaining('33 % of what one metric tells')]);
  expect(withRates(3)).toEqual([]);
});

test('boots in another order are a copy, with other digits too', () => {
  const boots = [1, 1.3, 1.7].map((factor) => boot(measured((value) => value * factor + factor)));
  const changed = (factor: number, place?: string) =>
    boots.map(({ figures }) =>
      boot(
        figures.map(([name, value, metric]): Figure => [name, value * factor, metric]),
        place,
      ),
    );
  const copied = (units: readonly UnitMarks[]) =>
    found({ ...ada, marks: { words: [], units: boots } }, { ...eve, marks: { words: [], units } })[0];
  expect(copied(boots.toReversed())).toEqual([
    expect.stringMatching(/100 % of 180 times and counts, and 100 % almost/),
  ]);
  expect(copied(changed(1.001).toReversed())).toEqual([expect.stringMatching(/, and 100 % almost/)]);
  expect(copied(changed(1.1).toReversed())).toEqual([]);
  // Boots of another arm are none of its own.
  expect(copied(changed(1.001, 'disk'))).toEqual([]);
});

test('few figures that are almost equal are no copy', () => {
  const few = (factor: number): Assessment['marks'] => ({
    words: [],
    units: [boot(measured((value) => value * factor).slice(1))],
  });
  expect(found({ ...ada, marks: few(1) }, { ...eve, marks: few(1.001) })).toEqual([[], []]);
});

test('two bundles of one student are told of, and two of nobody are not', () => {
  expect(found(ada, { ...eve, student: '522005' })).toEqual([
    ['of student 522005 too: eve.zip'],
    ['of student 522005 too: ada.zip'],
  ]);
  expect(withCopies([ada, { ...eve, student: '522005' }])[0]).toMatchObject({
    discrepancies: [{ claimed: 'the only bundle of this student' }],
  });
  expect(found({ ...ada, student: '' }, { ...eve, student: '' })).toEqual([[], []]);
});

test('a group is named as one, whichever of its pairs are alike', () => {
  const middle = { ...eve, source: 'mid.zip', student: '', run: '2026-02-03T04-05-06Z-9f3c1e' };
  const last = {
    ...eve,
    source: 'last.zip',
    student: '',
    rawDigests: ['d'],
    run: '2026-02-03T04-05-06Z-9f3c20',
    marks: ada.marks,
  };
  const [first, second, third] = found(
    { ...ada, marks: { words: [], units: [] } },
    { ...middle, rawDigests: ['d'], marks: { words: [], units: [] } },
    last,
  );
  expect(first).toEqual(['in mid.zip too: the id of the run; of the same run: last.zip']);
  expect(second).toEqual([expect.stringMatching(/^in ada\.zip too: .*; of the same run: last\.zip$/)]);
  expect(third).toEqual([
    expect.stringMatching(/^in mid\.zip too: 1 of 1 outputs of tools; of the same run: ada\.zip$/),
  ]);
});

test('what strangers wrote is cut to what a person can read', () => {
  const [[long = ''] = []] = found(ada, { ...eve, run: '2026-02-03T04-05-06Z-9f3c1e', source: 'e'.repeat(5000) });
  expect(long.length).toBeLessThan(400);
  expect(long).not.toMatch(HOSTILE);
});

test('of a class that copied one run each is told of once, with some of the names', () => {
  const all = Array.from({ length: 30 }, (_, each): Assessment => ({ ...ada, source: `${each}.zip`, student: '' }));
  for (const [only = '', ...none] of found(...all)) {
    expect(none).toEqual([]);
    expect(only).toMatch(/^in \d+\.zip too: .*, 18 more$/);
  }
});
