import { expect, test } from 'vitest';
import { HOSTILE } from '../../testing/sample-hostile.ts';
import type { Assessment } from './assessment.ts';
import { bounded } from './bounded.ts';

const EVIL = `\u001b[2J\u202e${'x'.repeat(100_000)}`;
const item = { exercise: EVIL, what: EVIL, points: 1, state: 'not yet graded', why: EVIL, remedy: EVIL } as const;
const one = { check: 'raw output', where: EVIL, claimed: EVIL, found: EVIL, file: EVIL };

/** Of a moment as ISO 8601 allows it. */
const LONG_TIME = `2026-02-03T04:05:06.${'0'.repeat(5000)}Z`;

const assessment: Assessment = {
  ...{ source: 'ada.zip', run: EVIL, student: EVIL, team: EVIL, signing: { state: 'unsigned' } },
  ...{ discrepancies: Array.from({ length: 5000 }, () => one), more: 0, unmet: [], leftOut: [EVIL] },
  ...{
    unchecked: Array.from({ length: 5000 }, () => EVIL),
    rawDigests: [],
    marks: { words: [EVIL], units: [{ place: EVIL, figures: [[EVIL, 1, EVIL]] }] },
  },
  about: {
    ...{
      startedAt: LONG_TIME,
      endedAt: LONG_TIME,
      state: 'finished',
      pace: EVIL,
      commit: EVIL,
      dirty: false,
      qemu: EVIL,
      otherQemu: false,
    },
    ...{ accelerators: [], testbed: EVIL },
  },
  grade: { items: [item], earned: 0, graded: 0, byHand: 0, open: 1 },
};

test('what a stranger wrote is cut to what a person reads, in few enough pieces', () => {
  const told = bounded(assessment);
  const text = JSON.stringify(told);
  expect(text.length).toBeLessThan(800_000);
  expect(text).not.toMatch(HOSTILE);
  expect(text).not.toContain('x'.repeat(601));
  expect(told.about).toMatchObject({ startedAt: '2026-02-03T04:05:06.000Z', endedAt: '2026-02-03T04:05:06.000Z' });
  expect(told.discrepancies).toHaveLength(200);
  expect(told.more).toBe(4800);
  expect(told.unchecked).toHaveLength(101);
  expect(told.unchecked.at(-1)).toBe('and 4900 more');
});

test('and what is short stays as it is', () => {
  const short = { ...assessment, discrepancies: [], unchecked: ['a flood'], team: 'Ada\nGrace', student: '522005' };
  expect(bounded(short)).toMatchObject({ team: 'Ada\nGrace', student: '522005', more: 0, unchecked: ['a flood'] });
});
