import { LabError } from '../../../fixtures/errors.ts';
import { LARGEST_BYTES } from '../../../fixtures/students/answer-file.ts';
import { type Answers, isName, parseAnswers, type Questions } from '../../../fixtures/students/answers.ts';
import { decode } from '../../../fixtures/students/decode.ts';
import { writtenOf } from '../../record/views/exercise-state.ts';
import type { Submission } from './submission.ts';

/**
 * What people wrote for a suite: as its answers.yaml stands in the bundle, since they may write until they hand in;
 * without one, or where it cannot be read, as the run has it. `problem` says why it could not be read.
 */
export function writtenFor(
  suite: string,
  questions: Questions,
  { files, record }: Submission,
): { readonly answers: Answers; readonly problem?: string } {
  const path = pathOf(suite);
  const bytes = files.get(path);
  if (bytes === undefined) return { answers: recorded(suite, record) };
  if (bytes.length > LARGEST_BYTES)
    return { answers: recorded(suite, record), problem: `it has more than ${LARGEST_BYTES} bytes` };
  // As the lab reads it: with the mark that Notepad writes, and not in UTF-16.
  const decoded = decode(bytes);
  if ('problem' in decoded) return { answers: recorded(suite, record), problem: decoded.problem };
  try {
    return { answers: parseAnswers(decoded.text, questions, path) };
  } catch (error) {
    const problem = error instanceof LabError ? (error.trouble.rows?.['Problem'] ?? error.trouble.what) : String(error);
    return { answers: recorded(suite, record), problem };
  }
}

export const pathOf = (suite: string): string => `answers/${suite}.yaml`;

/** As the run has them: the first exercise asks for the names. */
function recorded(suite: string, { exercises }: Submission['record']): Answers {
  const own = exercises.filter(({ id }) => id.startsWith(`${suite}/`)).toSorted((a, b) => a.number - b.number);
  const [names = '', ...explanations] = own.map(writtenOf);
  const answered = explanations.map((text, index) => [own[index + 1]?.number ?? 0, text] as const);
  return {
    names: names.split('\n').filter(isName),
    explanations: new Map(answered.filter(([, text]) => text !== '')),
  };
}
