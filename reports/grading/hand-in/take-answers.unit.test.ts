import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseAnswers } from '../../../fixtures/students/answers.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import { sampleRecord } from '../../testing/sample-record.ts';
import { answersIn, takeAnswers } from './take-answers.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'take-answers-'));
  mkdirSync(join(root, 'suites/studio-15'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const QUESTIONS = { title: '', names: '', explanations: { 3: 'Explain why.' } };

/** Ada, Grace and what they wrote for exercise 3. */
const written = (explanation: string, names = 'Ada\nGrace'): RunRecord => {
  const record = sampleRecord();
  const answers = new Map([
    [1, names],
    [3, explanation],
  ]);
  const exercises = record.exercises.map((exercise) => ({
    ...exercise,
    findings: exercise.findings.map((finding) =>
      finding.kind === 'written' ? { ...finding, answer: answers.get(exercise.number) ?? null } : finding,
    ),
  }));
  return { ...record, exercises };
};

test('what the run recorded is laid beside the exercises, over what stands there', () => {
  const file = join(root, 'suites/studio-15/answers.yaml');
  writeFileSync(file, 'names: [Somebody else]\n');
  const explanation = 'Exits: "two".\n- *alias !!tag #5\n\nAnd\tso on.';
  expect(takeAnswers(root, written(explanation))).toEqual(['Answers  studio-15: taken from the bundle']);
  expect(parseAnswers(readFileSync(file, 'utf8'), QUESTIONS)).toEqual({
    names: ['Ada', 'Grace'],
    explanations: new Map([[3, explanation]]),
  });
});

test('what is not answered stays so', () => {
  const [[, answers] = []] = [...answersIn(sampleRecord())];
  expect(answers).toEqual({ text: 'names:\n  - Ada, Grace\n' });
});

test.for([
  ['a name that is longer than the lab reads', written('', 'x'.repeat(201)), /a name was to have/],
  ['more than the lab reads', written('x'.repeat(70_000)), /they have more than 65536 bytes/],
] as const)('of %s nothing is taken, and nobody else’s stays', ([, record, problem]) => {
  const file = join(root, 'suites/studio-15/answers.yaml');
  writeFileSync(file, 'names: [Somebody else]\n');
  expect(takeAnswers(root, record)).toEqual([expect.stringMatching(problem)]);
  expect(readFileSync(file, 'utf8')).toBe('');
});

test('a suite that this project has not is no path to write to', () => {
  rmSync(join(root, 'suites/studio-15'), { recursive: true });
  expect(takeAnswers(root, written('Because.'))).toEqual([]);
});
