import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { HOSTILE } from '../sample-hostile.ts';
import { sampleRecord } from '../sample-record.ts';
import { type Assessment, assessmentText, teamOf, type Unread } from './assessment.ts';
import { check50 } from './autograders/check50.ts';
import { classroom50, submissionFrom } from './autograders/classroom50.ts';
import { classroom50Schema } from './autograders/classroom50-schema.ts';
import { gradescope } from './autograders/gradescope.ts';
import { gradescopeSchema } from './autograders/gradescope-schema.ts';
import { classCsv } from './class-csv.ts';
import { classHtml } from './class-html.ts';

const EVIL = '=HYPERLINK("http://evil")\u001b[2J<script>alert(1)</script>\u202e"\n,';

const sound: Assessment = {
  ...{
    source: 'ada.zip',
    run: '2026-02-03T04-05-06Z-9f3c',
    student: '522005',
    team: 'Ada\nGrace',
    signing: { state: 'unsigned' },
  },
  ...{ discrepancies: [], unchecked: [], rawDigests: ['a', 'b'], figures: [] },
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
  studio-15/2   15 of 15             drivers: passed
  studio-15/6   6.5 of 10            claim: 1 of 1 claims fail
  studio-15/6   by hand (5)          why: answered
  studio-15/7   not yet graded (5)   noise: noisy; again
  21.5 of 25 points, 5 by hand, 5 not yet graded
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
    const html = classHtml(
      all,
      new Map([
        [sound, { path: 'pages/01-ada.html' }],
        [forged, { problem: EVIL }],
      ]),
    );
    expect(html).toContain('<a href="pages/01-ada.html">Its report, with the grade</a>');
    expect(html).toContain('It has no page of its own: =HYPERLINK(&quot;http://evil&quot;)&lt;script&gt;');
    expect(html).not.toMatch(/<script|\u001b|\u202e/);
  });

  test('is a CSV that no spreadsheet takes for formulas', () => {
    const csv = classCsv(all);
    expect(csv.split('\r\n')).toHaveLength(5);
    expect(csv.split('\r\n')[1]).toBe(
      '"ada.zip","2026-02-03T04-05-06Z-9f3c","522005","Ada; Grace","unsigned",0,21.5,25,5,5,""',
    );
    expect(csv).not.toMatch(/(^|,)"?[=+\-@]/m);
    expect(csv).not.toMatch(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u202e]/);
    expect(csv).toContain(`"'=HYPERLINK(""http://evil"")`);
  });

  test('is a page that shows markup as text, and runs nothing', () => {
    const html = classHtml(all);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toMatch(/<script|\u001b|\u202e/);
    expect(html).toContain('1 with discrepancies, 1 that could not be read.');
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

  test('a bundle that contradicts itself has neither points nor zeros', () => {
    expect(gradescope(forged)).toMatchObject({ score: 0, tests: [{ status: 'failed' }, {}, {}, {}, {}] });
    expect(gradescope(forged).tests.filter((each) => 'score' in each)).toEqual([]);
    expect(classroom50(forged, submission)).toMatchObject({ score: 0, 'max-score': 0, tests: [{ passed: false }] });
    expect(check50(forged, 'x').results.map(({ passed }) => passed)).toEqual([false, null, null, null, null]);
  });
});
