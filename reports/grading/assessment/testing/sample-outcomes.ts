import type { Assessment, Unread } from '../assessment.ts';

export const EVIL = '=HYPERLINK("http://evil")\u001b[2J<script>alert(1)</script>\u202e"\n,';

export const sound: Assessment = {
  ...{
    source: 'ada.zip',
    run: '2026-02-03T04-05-06Z-9f3c',
    student: '522005',
    team: 'Ada\nGrace',
    signing: { state: 'unsigned' },
  },
  ...{
    discrepancies: [],
    more: 0,
    unchecked: [],
    leftOut: [],
    unmet: [],
    rawDigests: ['a', 'b'],
    marks: { words: [], units: [] },
  },
  about: {
    ...{ startedAt: '2026-02-03T04:05:06.000Z', endedAt: '2026-02-03T04:15:06.000Z', state: 'finished', pace: 'quick' },
    ...{ commit: '0123456789abcdef', graderCommit: 'fedcba9876543210', dirty: true },
    ...{ qemu: '7.2.19', otherQemu: true, accelerators: ['kvm'], testbed: 'nested, Debian 12' },
  },
  grade: {
    items: [
      { exercise: 'studio-15/2', what: 'drivers', points: 15, earned: 15, state: 'graded', why: 'passed' },
      { exercise: 'studio-15/6', what: 'claim', points: 10, earned: 6.5, state: 'graded', why: '1 of 1 claims fail' },
      { exercise: 'studio-15/6', what: 'why', points: 5, state: 'by hand', why: 'answered' },
      { exercise: 'studio-15/7', what: 'noise', points: 5, state: 'not yet graded', why: 'noisy', remedy: 'again' },
    ],
    ...{ earned: 21.5, graded: 25, byHand: 5, open: 5 },
  },
};
export const forged: Assessment = {
  ...sound,
  ...{ source: EVIL, run: EVIL, student: EVIL, team: EVIL, unchecked: [EVIL], rawDigests: ['c'] },
  discrepancies: [{ check: 'raw output', where: EVIL, claimed: EVIL, found: EVIL, file: EVIL }],
};
export const unread: Unread = { source: EVIL, problem: `The bundle cannot be read.\n${EVIL}` };
export const all = [sound, forged, unread];
