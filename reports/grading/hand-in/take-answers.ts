import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { suitesIn } from '../../../fixtures/command-line/suites.ts';
import { LabError } from '../../../fixtures/errors.ts';
import { LARGEST_BYTES } from '../../../fixtures/students/answer-file.ts';
import { parseAnswers } from '../../../fixtures/students/answers.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import { suiteOf, writtenOf } from '../../record/views/exercise-state.ts';

/** By suite: the text of an answers.yaml, or why there is none that the lab would read. */
type Taken = ReadonlyMap<string, { readonly text: string } | { readonly problem: string }>;

/**
 * Lays what people wrote beside the exercises of the project in `root`, over what stands there, so that a run by
 * somebody else has their answers. Of suites that the project has not, nothing is taken.
 * @returns what to tell of each suite
 */
export function takeAnswers(root: string, record: Pick<RunRecord, 'exercises'>): string[] {
  const suites = suitesIn(root);
  const taken = [...answersIn(record)].filter(([suite]) => suites.includes(suite));
  return taken.map(([suite, answers]) => {
    const file = join(root, 'suites', suite, 'answers.yaml');
    writeFileSync(file, 'text' in answers ? answers.text : '');
    return `Answers  ${suite}: ${'text' in answers ? 'taken from the bundle' : `none, ${answers.problem}`}`;
  });
}

/**
 * Out of what the run recorded, since a file beside it may have been changed after the run; and written anew, so that
 * no YAML of a stranger's is read.
 */
export function answersIn({ exercises }: Pick<RunRecord, 'exercises'>): Taken {
  const suites = Map.groupBy(exercises, (exercise) => suiteOf(exercise));
  return new Map([...suites].map(([suite, own]) => [suite, readable(own)]));
}

function readable(exercises: RunRecord['exercises']) {
  const ordered = exercises.toSorted((a, b) => a.number - b.number);
  const written = ordered.flatMap((exercise, index) => {
    const answer = writtenOf(exercise);
    // The first exercise asks for the names, one in a line.
    const value = index === 0 ? answer.split('\n').filter(Boolean) : answer;
    return value.length === 0 ? [] : [[index === 0 ? 'names' : `exercise-${exercise.number}`, value] as const];
  });
  // Not folded: a line end between quotes would not be kept.
  const text = stringify(Object.fromEntries(written), { lineWidth: 0 });
  if (Buffer.byteLength(text) > LARGEST_BYTES) return { problem: `they have more than ${LARGEST_BYTES} bytes` };
  const explanations = Object.fromEntries(exercises.map(({ number, title }) => [number, title]));
  try {
    parseAnswers(text, { title: '', names: '', explanations });
    return { text };
  } catch (error) {
    if (error instanceof LabError) return { problem: error.trouble.rows?.['Problem'] ?? error.trouble.what };
    throw error;
  }
}
