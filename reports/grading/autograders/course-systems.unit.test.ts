import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Assessment, assessmentText } from '../assessment/assessment.ts';
import { all, forged, sound, unread } from '../assessment/testing/sample-outcomes.ts';
import { classCsv } from '../class/class-csv.ts';
import { check50 } from './check50.ts';
import { classroom50, submissionFrom } from './classroom50.ts';
import { classroom50Schema } from './classroom50-schema.ts';
import { gradescope } from './gradescope.ts';
import { gradescopeSchema } from './gradescope-schema.ts';

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
