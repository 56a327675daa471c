import { LabError } from '../../../fixtures/errors.ts';
import { type Answers, parseAnswers, type Questions } from '../../../fixtures/students/answers.ts';
import type { Submission } from './submission.ts';

/** Of a file that people wrote. */
const LARGEST = 64 * 1024;

/**
 * What people wrote for a suite: as its answers.yaml stands in the bundle, since they may write until they hand in; without
 * one, or where it cannot be read, as the run has it. `problem` says why it could not be read.
 */
export function writtenFor(
  suite: string,
  questions: Questions,
  { files, record }: Submission,
): { readonly answers: Answers; readonly problem?: string } {
  const path = pathOf(suite);
  const text = files.get(path)?.toString('utf8');
  if (text === undefined) return { answers: recorded(suite, record) };
  if (text.length > LARGEST)
    return { answers: recorded(suite, record), problem: `it has more than ${LARGEST} characters` };
  try {
    return { answers: parseAnswers(text, questions, path) };
  } catch (error) {
    const problem = error instanceof LabError ? (error.trouble.rows?.['Problem'] ?? error.trouble.what) : String(error);
    return { answers: recorded(suite, record), problem };
  }
}

export const pathOf = (suite: string): string => `answers/${suite}.yaml`;

/** As the run has them: the first exercise asks for the names. */
function recorded(suite: string, { exercises }: Submission['record']): Answers {
  const own = exercises.filter(({ id }) => id.startsWith(`${suite}/`)).toSorted((a, b) => a.number - b.number);
  const answerOf = (exercise: (typeof own)[number] | undefined) =>
    exercise?.findings.find((finding) => finding.kind === 'written')?.answer ?? '';
  return {
    names: answerOf(own[0]).split('\n').filter(Boolean),
    explanations: new Map(own.slice(1).flatMap((one) => (answerOf(one) === '' ? [] : [[one.number, answerOf(one)]]))),
  };
}
