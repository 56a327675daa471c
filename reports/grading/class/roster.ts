import { readFileSync } from 'node:fs';
import { LabError } from '../../../fixtures/errors.ts';

/** Columns by which course systems name the id; without any of them the first column has it. */
const ID = /^(?:id|sid|student|student id|lab_student|username|login|matriculation(?: number)?)$/i;

/**
 * The ids of a class out of a CSV file: one row a student, with commas or semicolons.
 * @throws LabError (input) when there is no such file, or nobody in it.
 */
export function readRoster(file: string): ReadonlySet<string> {
  const ids = rosterIn(textOf(file));
  if (ids.size > 0) return ids;
  throw mistaken(file, 'it names nobody');
}

/** The ids are in lower case, as the lab takes them. */
export function rosterIn(text: string): ReadonlySet<string> {
  const [head = [], ...rows] = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map(cellsOf);
  const named = head.findIndex((cell) => ID.test(cell));
  const all = named === -1 ? [head, ...rows] : rows;
  return new Set(all.map((cells) => cells[Math.max(0, named)]?.toLowerCase() ?? '').filter(Boolean));
}

const CELL = /(?:^|[,;\t])(?:"((?:[^"]|"")*)"|([^,;\t"]*))/g;
const cellsOf = (line: string): string[] =>
  [...line.matchAll(CELL)].map(([, quoted, bare]) => (quoted ?? bare ?? '').trim());

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw mistaken(file, cause instanceof Error ? cause.message : String(cause));
  }
}

const mistaken = (file: string, problem: string) =>
  new LabError('input', {
    what: 'The roster cannot be read.',
    rows: { File: file, Problem: problem, Expected: 'a CSV file with an id in each line' },
    remedy: 'npm run grade -- --help',
  });
