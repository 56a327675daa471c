import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readAssets } from '../../html/assets.ts';
import { suiteOf } from '../../record/views/exercise-state.ts';
import { isRead, type Outcome } from '../assessment/assessment.ts';
import { check50 } from '../autograders/check50.ts';
import { classroom50, submissionFrom } from '../autograders/classroom50.ts';
import { gradescope } from '../autograders/gradescope.ts';
import type { Format } from './arguments.ts';
import type { Pages } from './bundle-html.ts';
import { classCsv } from './class-csv.ts';
import { classHtml } from './class-html.ts';

/** Where each course system looks for its file, beside where it runs the grader. */
const FILES = { gradescope: 'results.json', classroom50: 'result.json', check50: 'check50.json' } as const;

/** Writes what a course system reads; returns the file. */
export function writeFormat(format: Exclude<Format, 'text'>, outcome: Outcome, out: string = FILES[format]): string {
  return written(resolve(out), `${JSON.stringify(reportOf(format, outcome), null, 2)}\n`);
}

interface Around {
  /** What was written of each bundle. */
  readonly pages: Pages;
  /** Students of whom there is no bundle. */
  readonly missing: readonly string[];
}

/** Writes the two overviews of a class; returns the files. */
export function writeClass(outcomes: readonly Outcome[], folder: string, { pages, missing }: Around): string[] {
  return [
    written(join(folder, 'grades.csv'), classCsv(outcomes, missing)),
    written(join(folder, 'grades.html'), classHtml(outcomes, { pages, missing, style: readAssets().style })),
  ];
}

function reportOf(format: Exclude<Format, 'text'>, outcome: Outcome): object {
  switch (format) {
    case 'gradescope':
      return gradescope(outcome);
    case 'classroom50':
      return classroom50(outcome, submissionFrom(process.env, new Date()));
    default:
      return check50(outcome, suiteNameOf(outcome));
  }
}

function suiteNameOf(outcome: Outcome): string {
  const [first] = isRead(outcome) ? outcome.grade.items : [];
  return first === undefined ? 'virtio-studio' : suiteOf({ id: first.exercise });
}

export function written(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}
