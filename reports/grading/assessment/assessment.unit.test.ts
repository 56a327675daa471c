import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { HOSTILE } from '../../testing/sample-hostile.ts';
import { sampleRecord } from '../../testing/sample-record.ts';
import { check50 } from '../autograders/check50.ts';
import { classroom50, submissionFrom } from '../autograders/classroom50.ts';
import { classroom50Schema } from '../autograders/classroom50-schema.ts';
import { gradescope } from '../autograders/gradescope.ts';
import { gradescopeSchema } from '../autograders/gradescope-schema.ts';
import type { Pages } from '../class/bundle-html.ts';
import { classCsv } from '../class/class-csv.ts';
import { classHtml } from '../class/class-html.ts';
import { type Assessment, assessmentText, teamOf, type Unread } from './assessment.ts';

const EVIL = '=HYPERLINK("http://evil")\u001b[2J<script>alert(1)</script>\u202e"\n,';

const sound: Assessment = {
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
const forged: Assessment = {
  ...sound,
  ...{ source: EVIL, run: EVIL, student: EVIL, team: EVIL, unchecked: [EVIL], rawDigests: ['c'] },
  discrepancies: [{ check: 'raw output', where: EVIL, claimed: EVIL, found: EVIL, file: EVIL }],
};
const unread: Unread = { source: EVIL, problem: `The bundle cannot be read.\n${EVIL}` };
const all = [sound, forged, unread];

describe('for people', () => {
  test('tells of points, of what is open, and of the signature', () => {
    expect(assessmentText(sound).join('\n')).toBe(`ada.zip  2026-02-03T04-05-06Z-9f3c  student 522005, Ada, Grace
  unsigned
  finished, pace quick, commit 0123456789ab, not the grader’s (fedcba987654), CHANGED after it was checked out, QEMU 7.2.19, ANOTHER ONE by LAB_QEMU, kvm, testbed nested, Debian 12
  studio-15/2   15 of 15             drivers: passed
  studio-15/6   6.5 of 10            claim: 1 of 1 claims fail
  studio-15/6   by hand (5)          why: answered
  studio-15/7   not yet graded (5)   noise: noisy; again
  21.5 of 35 points so far, 5 by hand, 5 not yet graded
  no discrepancy
`);
  });

  test('tells where a bundle contradicts itself, and passes no escape on', () => {
    for (const outcome of all) expect(assessmentText(outcome).join('\n')).not.toMatch(HOSTILE);
    const text = assessmentText(forged).join('\n');
    expect(text).toContain('DISCREPANCY  raw output: =HYPERLINK');
    expect(text).toContain('1 discrepancy: look before these points count');
  });

  test('the team is what stands behind the first question', () => {
    expect(teamOf(sampleRecord())).toBe('Ada, Grace');
  });
});

describe('a class', () => {
  test('leads to the page of each bundle, or says why it has none', () => {
    const pages: Pages = new Map([
      [sound, { path: 'pages/01-ada.html' }],
      [forged, { problem: EVIL }],
    ]);
    const html = classHtml(all, { pages });
    expect(html).toContain('<a href="pages/01-ada.html">Its report, with the grade</a>');
    expect(html).toContain('It has no page of its own: =HYPERLINK(&quot;http://evil&quot;)&lt;script&gt;');
    expect(html).not.toMatch(/<script|\u001b|\u202e/);
  });

  test('is a CSV that no spreadsheet takes for formulas', () => {
    const csv = classCsv(all);
    expect(csv.split('\r\n')).toHaveLength(5);
    expect(csv.split('\r\n')[1]).toBe(
      [
        '"ada.zip","2026-02-03T04-05-06Z-9f3c","522005","Ada / Grace","unsigned",0,21.5,25,5,5,""',
        '"2026-02-03T04:05:06.000Z","finished","quick"',
        '"commit 0123456789ab, not the grader’s (fedcba987654), CHANGED after it was checked out"',
        '"QEMU 7.2.19, ANOTHER ONE by LAB_QEMU, kvm","nested, Debian 12","",""',
      ].join(','),
    );
    expect(csv).not.toMatch(/(^|,)"?[=+\-@]/m);
    expect(csv).not.toMatch(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u202e]/);
    expect(csv).toContain(`"'=HYPERLINK(""http://evil"")`);
  });

  test.each([
    ['a sign', '=1+1'],
    ['a sign behind spaces', '   +1'],
    ['a sign behind a tab', '\t=1'],
    ['a sign behind a newline', '\n\n=1'],
    ['a sign of full width', '＝1'],
    ['a small sign', '﹦1'],
    ['a minus of mathematics', '−1'],
    ['a sign behind a space that does not break', '\u00a0@SUM(1)'],
    ['a sign behind marks that nobody sees', '\u200b\ufeff=1'],
    ['a sign behind a quote', '"=1'],
    ['a bar', '|calc'],
  ])('no cell of its CSV begins with %s', (_, team) => {
    expect(
      classCsv([{ ...sound, team }])
        .split('\r\n')[1]
        ?.split(',')[3],
    ).toMatch(/^"'/);
  });

  test.each([
    ['a semicolon, which divides cells in many languages', 'Ada;=1+1'],
    ['a tab', 'Ada\t=1+1'],
    ['a newline', 'Ada\n=1+1'],
    ['a return', 'Ada\r=1+1'],
  ])('nothing in a cell begins another by %s', (_, team) => {
    const [head, row, end, ...more] = classCsv([{ ...sound, team, student: team, source: team }]).split('\r\n');
    expect([end, more]).toEqual(['', []]);
    expect(`${head}${row}`).not.toMatch(/[;\t\n\r]/);
  });

  test('tells what was left out, which terms are not met, and of whom there is nothing', () => {
    const csv = classCsv([{ ...sound, leftOut: ['left out: x'], unmet: ['late', 'unsigned'] }], ['522007']);
    expect(csv).toContain('"late / unsigned"');
    expect(csv).toContain('"left out: x"');
    expect(csv.split('\r\n')[2]).toMatch(/^"no bundle","","522007","",/);
    const html = classHtml([{ ...sound, leftOut: ['left out: x'], unmet: ['late'] }], { missing: ['522007'] });
    for (const text of ['<dd>left out: x</dd>', 'term not met: late', 'No bundle of 1 student: 522007', 'pace quick'])
      expect(html).toContain(text);
    expect(html).toContain('Look at 1 first</b>1 does not meet the course’s terms.');
  });

  test('is a page that shows markup as text, and runs nothing', () => {
    const html = classHtml(all);
    expect(html).toContain('content="default-src &#39;none&#39;; ');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toMatch(/<script|\u001b|\u202e/);
    expect(html).toContain('Look at 2 first</b>1 contradicts itself, 1 could not be read.');
    expect(html).toContain('<td>not yet graded</td><td class="state failed">could not be read</td>');
    expect(html).toContain('The bundle cannot be read.');
  });

  test('is nothing to look at where each bundle is sound', () => {
    expect(classHtml([sound])).toContain('Nothing to look at</b>no bundle contradicts itself.');
  });

  test('has no sound bundle of which nothing could be graded', () => {
    const grade = { items: [], earned: 0, graded: 0, byHand: 0, open: 100 };
    const html = classHtml([sound, { ...sound, grade }]);
    expect(html).toContain('Look at 1 first</b>1 has nothing that could be graded.');
    expect(html).toContain('<td>0 of 100 points so far</td><td><b class="state">nothing could be graded</b></td>');
  });
});

/** https://cs50.readthedocs.io/projects/check50/en/latest/json_specification/ */
const check50Schema = z.strictObject({
  slug: z.string().min(1),
  version: z.string().min(1),
  results: z.array(
    z.strictObject({
      name: z.string().regex(/^\w+$/),
      description: z.string().min(1),
      passed: z.boolean().nullable(),
      log: z.array(z.string()),
      cause: z.looseObject({ rationale: z.string().min(1), help: z.string().optional() }).nullable(),
      data: z.record(z.string(), z.unknown()),
      dependency: z.string().nullable(),
    }),
  ),
});

describe('for course systems', () => {
  const submission = submissionFrom(
    { CLASSROOM: 'cse-522s', COMMIT_URL: 'https://c' },
    new Date('2026-02-03T04:05:06.7Z'),
  );

  test.each(all.map((outcome) => ({ outcome })))('every outcome fits the published fields', ({ outcome }) => {
    for (const [schema, report] of [
      [gradescopeSchema, gradescope(outcome)],
      [classroom50Schema, classroom50(outcome, submission)],
      [check50Schema, check50(outcome, 'studio-15')],
    ] as const) {
      expect(schema.safeParse(JSON.parse(JSON.stringify(report))).error).toBeUndefined();
      expect(JSON.stringify(report)).not.toMatch(/\\u001b|\\u202e|\u202e/);
    }
  });

  test('Gradescope: what is open has no score, so that it is no zero', () => {
    const { score, tests } = gradescope(sound);
    expect(score).toBe(21.5);
    expect(tests.map((each) => ('score' in each ? each.score : undefined))).toEqual([
      undefined,
      15,
      6.5,
      undefined,
      undefined,
    ]);
    expect(tests.at(-1)?.output).toBe('not yet graded, 5 points: noisy\nagain');
  });

  test('Classroom 50: whole numbers, and what is open counts on neither side', () => {
    expect(classroom50(sound, submission)).toMatchObject({
      ...{ classroom: 'cse-522s', assignment: 'unknown', review: 'https://c', datetime: '2026-02-03T04:05:06Z' },
      ...{ owner: 'unknown', assignment_type: 'individual', submission: 'submit/unknown' },
      score: 21,
      'max-score': 25,
    });
  });

  test('Classroom 50: what its runner tells is told again', () => {
    const told = { OWNER: 'ada', ASSIGNMENT_TYPE: 'team', SUBMISSION_TAG: 'submit/1-abc', REVIEW_URL: 'https://r' };
    const from = submissionFrom({ ...told, USERNAME: 'eve' }, new Date(0));
    expect(from).toMatchObject({
      owner: 'ada',
      assignment_type: 'team',
      submission: 'submit/1-abc',
      review: 'https://r',
    });
    expect(submissionFrom({ USERNAME: 'eve', ASSIGNMENT_TYPE: '<b>' }, new Date(0))).toMatchObject({
      ...{ owner: 'eve', assignment_type: 'individual', datetime: '1970-01-01T00:00:00Z' },
    });
  });

  test('check50: what is open is null', () => {
    const { results } = check50(sound, 'studio-15');
    expect(results.map(({ passed }) => passed)).toEqual([true, true, false, null, null]);
    expect(results.at(-1)).toMatchObject({ cause: { rationale: 'not yet graded: noisy', help: 'again' } });
  });

  test('a bundle that cannot be read is open in each of them, with what to do, and nowhere a zero of something', () => {
    expect(gradescope(unread)).toMatchObject({
      score: undefined,
      tests: [{ output: expect.stringMatching(/^Not yet graded\. The bundle cannot be read\./) }],
    });
    expect(JSON.stringify(gradescope(unread))).not.toContain('score');
    expect(classroom50(unread, submission)).toMatchObject({
      ...{ score: 0, 'max-score': 0 },
      tests: [{ 'test-name': 'the bundle can be read', message: expect.stringContaining('not yet graded: ') }],
    });
    expect(check50(unread, 'x').results).toEqual([
      expect.objectContaining({ passed: null, cause: { rationale: expect.stringContaining('not yet graded: ') } }),
    ]);
    expect(assessmentText(unread)[1]).toBe('  not yet graded');
    expect(classCsv([unread])).toContain('"not yet graded: The bundle cannot be read.');
  });

  test('a bundle that a course does not take has neither points nor zeros, and says why', () => {
    const unmet: Assessment = { ...sound, unmet: ['only signed runs are taken: unsigned'] };
    expect(gradescope(unmet)).toMatchObject({
      score: undefined,
      output: expect.stringContaining('term not met: only signed'),
    });
    expect(gradescope(unmet).tests[1]).toMatchObject({ output: expect.stringContaining('only signed runs are taken') });
    expect(classroom50(unmet, submission)).toMatchObject({ score: 0, 'max-score': 0 });
    expect(
      check50(unmet, 'x')
        .results.slice(1)
        .map(({ passed }) => passed),
    ).toEqual([null, null, null, null]);
    expect(assessmentText(unmet)).toContain('  TERM NOT MET  only signed runs are taken: unsigned');
    expect(assessmentText(unmet)).toContain('  not what the course takes: these points do not count yet');
  });

  test('each tells by what the run was made, what was left out, and what nobody looked at', () => {
    const told: Assessment = { ...sound, leftOut: ['left out: notes.txt'], unchecked: ['a flood'], more: 3 };
    for (const report of [gradescope(told), classroom50(told, submission), check50(told, 'x')]) {
      const text = JSON.stringify(report);
      for (const part of ['pace quick', 'CHANGED', 'LAB_QEMU', 'nested, Debian 12', 'left out: notes.txt', 'a flood'])
        expect(text).toContain(part);
      expect(text).toContain('3 more discrepancies');
    }
  });

  test('a bundle that contradicts itself has neither points nor zeros', () => {
    expect(gradescope(forged)).toMatchObject({ score: undefined, tests: [{ status: 'failed' }, {}, {}, {}, {}] });
    expect(gradescope(forged).tests.filter((each) => 'score' in each)).toEqual([]);
    expect(classroom50(forged, submission)).toMatchObject({ score: 0, 'max-score': 0, tests: [{ passed: false }] });
    expect(check50(forged, 'x').results.map(({ passed }) => passed)).toEqual([false, null, null, null, null]);
  });
});
