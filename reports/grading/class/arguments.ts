import { z } from 'zod';
import { parseArguments } from '../../../fixtures/command-line/arguments.ts';
import { LabError } from '../../../fixtures/errors.ts';
import type { Terms } from '../assessment/course-terms.ts';

export const FORMATS = ['text', 'gradescope', 'classroom50', 'check50'] as const;
export type Format = (typeof FORMATS)[number];

export const USAGE = `Usage: npm run grade -- BUNDLE... [--key FILE]... [--out PATH] [--format NAME]
                             [--suite NAME]... [--signed-only] [--since TIME] [--until TIME]
                             [--require-student] [--roster FILE]

Grades what npm run hand-in made, without booting anything: reads every number
anew out of what the tools printed, computes every verdict anew, and tells of
each place where the bundle contradicts itself.

BUNDLE     a .zip or .tar.gz, a folder into which one was unpacked, or a
           folder with one in it
--key      a public Ed25519 key (PEM); who signed is told by the file's name
--out      the folder for grades.csv, grades.html and a page of each bundle,
           its report with its grade (of several bundles by default
           reports/results/grades); of a format: the file
--suite    gives points for these suites alone; default: of those in the bundle
           all that have a rubric.ts in this checkout
--format   text, or what a course system reads: gradescope, classroom50,
           check50 (one bundle)

What a course asks for; a bundle that does not meet it is open, never zero:
--signed-only      signed by one of the keys
--since, --until   begun and ended between: 2026-02-03, or a time of that day
                   in UTC, 2026-02-03T12:00Z; --until a day means its end
--require-student  a run with a student's own values (LAB_STUDENT)
--roster           such a student stands in this CSV file of ids; of whom there
                   is no bundle is told too

Exit       0 no discrepancy, 1 discrepancies, or terms that are not met,
           2 a bundle could not be read;
           with a format that a course system reads, 0 once it is written`;

export interface GradeAsked {
  readonly help: boolean;
  readonly bundles: readonly string[];
  readonly keys: readonly string[];
  readonly out: string | undefined;
  readonly format: Format;
  /** That points are given for; none where nobody says. */
  readonly suites: readonly string[];
  readonly terms: Omit<Terms, 'roster'>;
  /** The file with it. */
  readonly roster: string | undefined;
}

/** @throws LabError (input) */
export function gradeArguments(args: readonly string[]): GradeAsked {
  const { values, positionals: bundles } = parseArguments('grade', args, {
    help: { type: 'boolean', short: 'h', default: false },
    key: { type: 'string', multiple: true, default: [] },
    out: { type: 'string' },
    suite: { type: 'string', multiple: true, default: [] },
    format: { type: 'string', default: 'text' },
    'signed-only': { type: 'boolean', default: false },
    since: { type: 'string' },
    until: { type: 'string' },
    'require-student': { type: 'boolean', default: false },
    roster: { type: 'string' },
  });
  const {
    help,
    key: keys,
    out,
    roster,
    suite: suites,
    'signed-only': signedOnly,
    'require-student': requireStudent,
  } = values;
  const format = FORMATS.find((name) => name === values.format);
  if (format === undefined)
    throw mistaken(`--format is ${JSON.stringify(values.format)}; allowed: ${FORMATS.join(', ')}.`);
  if (bundles.length === 0 && !help) throw mistaken('No bundle was named.');
  if (format !== 'text' && bundles.length > 1) throw mistaken(`${format} takes one bundle.`);
  if (signedOnly && keys.length === 0) throw mistaken('--signed-only needs a --key: no other signature counts.');
  const [since, until] = [moment('since', values.since, BEGIN), moment('until', values.until, END)];
  return { help, bundles, keys, out, format, roster, suites, terms: { signedOnly, requireStudent, since, until } };
}

/** Of a day. */
const BEGIN = 'T00:00:00.000Z';
const END = 'T23:59:59.999Z';
const TIME = z.iso.datetime({ offset: true }).or(z.string().regex(/^[\d-]{10}T\d\d:\d\dZ$/));

function moment(option: string, text: string | undefined, ofDay: string): Date | undefined {
  if (text === undefined) return undefined;
  const whole = z.iso.date().safeParse(text).success ? text + ofDay : text;
  const date = new Date(whole);
  if (TIME.safeParse(whole).success && !Number.isNaN(date.getTime())) return date;
  throw mistaken(`--${option} is ${JSON.stringify(text)}; allowed: a date, 2026-02-03, or a time, 2026-02-03T12:00Z.`);
}

const mistaken = (what: string) => new LabError('input', { what, remedy: 'npm run grade -- --help' });
