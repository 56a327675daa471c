import { z } from 'zod';
import { parseArguments } from '../../../fixtures/command-line/arguments.ts';
import { LabError } from '../../../fixtures/errors.ts';
import type { Terms } from '../assessment/course-terms.ts';

export const FORMATS = ['text', 'gradescope', 'classroom50', 'check50'] as const;
export type Format = (typeof FORMATS)[number];

export interface GradeAsked {
  readonly help: boolean;
  readonly bundles: readonly string[];
  readonly keys: readonly string[];
  readonly out: string | undefined;
  readonly format: Format;
  /** Suites that points are given for; none where nobody says. */
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

/** When a day begins and ends. */
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
