import { plain } from '../../wording/text.ts';
import { isRead, type Outcome, remarksOf, settledItems } from '../assessment/assessment.ts';

/** What Classroom 50's runner tells an autograder by its environment. */
export interface Submission {
  readonly classroom: string;
  readonly assignment: string;
  readonly assignment_type: string;
  /** Who owns the repository: whoever is graded. */
  readonly owner: string;
  readonly submission: string;
  readonly commit: string;
  readonly release: string;
  readonly review: string;
  /** When it was graded: UTC, whole seconds. */
  readonly datetime: string;
}

const ASSIGNMENT_TYPES: readonly string[] = ['individual', 'group', 'team'];

/** Reads it; what the runner did not tell is `unknown`, since no field may be empty. */
export function submissionFrom(environment: Readonly<Record<string, string | undefined>>, now: Date): Submission {
  const told = (name: string, otherwise = 'unknown') => environment[name] || otherwise;
  const type = told('ASSIGNMENT_TYPE');
  return {
    classroom: told('CLASSROOM'),
    assignment: told('ASSIGNMENT'),
    assignment_type: ASSIGNMENT_TYPES.includes(type) ? type : 'individual',
    owner: told('OWNER', told('USERNAME')),
    submission: told('SUBMISSION_TAG', 'submit/unknown'),
    commit: told('COMMIT_URL'),
    release: told('RELEASE_URL'),
    review: told('REVIEW_URL', told('COMMIT_URL')),
    datetime: `${now.toISOString().slice(0, 19)}Z`,
  };
}

/**
 * Classroom 50's result.json. Its scores are whole numbers, and it knows no open ones: what is not yet graded is left
 * out of the score and of its maximum, so that a bundle that cannot be read has 0 of 0. Its runner has the last word on
 * owner, type and times. https://github.com/foundation50/classroom50/wiki/Advanced-Autograding
 */
export function classroom50(outcome: Outcome, submission: Submission) {
  const tests = isRead(outcome)
    ? settledItems(outcome).flatMap(({ exercise, what, points, earned, why }) => {
        if (earned === undefined) return [];
        const name = plain(`${exercise}: ${what}`);
        return [{ ...testOf(name, earned >= points, Math.floor(earned), Math.ceil(points)), message: plain(why) }];
      })
    : [];
  const all = [bundleTest(outcome), ...tests];
  return {
    schema: 'classroom50/result/v1' as const,
    ...submission,
    score: all.reduce((sum, test) => sum + test.score, 0),
    'max-score': all.reduce((sum, test) => sum + test['max-score'], 0),
    tests: all,
  };
}

function bundleTest(outcome: Outcome) {
  if (!isRead(outcome))
    return { ...testOf('the bundle can be read', false, 0, 0), message: plain(`not yet graded: ${outcome.problem}`) };
  const sound = outcome.discrepancies.length === 0;
  return { ...testOf('the bundle agrees with itself', sound, 0, 0), message: plain(remarksOf(outcome).join('\n')) };
}

const testOf = (name: string, passed: boolean, score: number, most: number) => ({
  ...{ 'test-name': name, passed, score },
  'max-score': most,
});
