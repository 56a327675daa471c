import { plain } from '../../wording/text.ts';
import { isRead, type Outcome, remarksOf, settledItems } from '../assessment/assessment.ts';
import type { GradedItem } from '../assessment/grade.ts';
import { signingText } from '../bundle/signature.ts';

/**
 * Gradescope's results.json. An item that is open has no score, so that it is no zero: it is given by hand, or by the
 * next submission; and where all is open there is no score at all, so that nobody has a zero.
 * https://gradescope-autograders.readthedocs.io/en/latest/specs/
 */
export function gradescope(outcome: Outcome) {
  const consistent = { name: 'The bundle', output_format: 'text', visibility: 'visible' } as const;
  if (!isRead(outcome)) {
    const output = plain(outcome.problem);
    return {
      score: undefined,
      output,
      output_format: 'text',
      tests: [{ ...consistent, output: `Not yet graded. ${output}` }],
    } as const;
  }
  const items = settledItems(outcome);
  const { discrepancies, signing, run, student } = outcome;
  const graded = items.flatMap(({ earned }) => (earned === undefined ? [] : [earned]));
  const whose = student === '' ? 'without a student’s own values' : `with the values of student ${student}`;
  const told = discrepancies.map(({ check, where, claimed, found }) => `${check}: ${where}\n  ${claimed}\n  ${found}`);
  return {
    score: graded.length > 0 ? graded.reduce((sum, earned) => sum + earned, 0) : undefined,
    output: plain([`Run ${run}, ${whose}, ${signingText(signing)}.`, ...remarksOf(outcome)].join('\n')),
    output_format: 'text',
    tests: [
      {
        ...consistent,
        status: discrepancies.length === 0 ? 'passed' : 'failed',
        output: plain(told.join('\n')) || 'It agrees with itself.',
      },
      ...items.map(testOf),
    ],
  } as const;
}

function testOf({ exercise, what, points, earned, state, why, remedy }: GradedItem) {
  const known = earned === undefined ? {} : { score: earned, max_score: points, status: status(earned, points) };
  const todo = remedy === undefined ? '' : `\n${remedy}`;
  return {
    name: plain(`${exercise}: ${what}`),
    ...known,
    output: plain(`${state === 'graded' ? '' : `${state}, ${points} points: `}${why}${todo}`),
    output_format: 'text',
    visibility: 'visible',
  } as const;
}

const status = (earned: number, points: number) => (earned >= points ? 'passed' : 'failed');
