import type { RunRecord } from '../../record/schema/record.ts';
import { writtenOf } from '../../record/views/exercise-state.ts';
import { plain } from '../../wording/text.ts';
import type { Discrepancy } from '../bundle/discrepancy.ts';
import { type Signing, signingText } from '../bundle/signature.ts';
import { type About, aboutText } from './about.ts';
import type { Grade, GradedItem } from './grade.ts';
import type { Marks } from './marks.ts';

/** What a grader learns of one bundle. Plain data: it comes out of a worker. */
export interface Assessment {
  /** As it was named: a file, or a folder. */
  readonly source: string;
  readonly run: string;
  /** Who performed it, as LAB_STUDENT told; empty where it did not. */
  readonly student: string;
  /** As they wrote it; empty where they have not. */
  readonly team: string;
  readonly signing: Signing;
  readonly about: About;
  readonly discrepancies: readonly Discrepancy[];
  /** So many discrepancies stand beyond those that are told. */
  readonly more: number;
  /** What could not be looked at, and why. */
  readonly unchecked: readonly string[];
  /** What of the submission is no part of the bundle, and was not read: no reproach. */
  readonly leftOut: readonly string[];
  /** Terms of the course that it does not meet, which leaves all of it open. */
  readonly unmet: readonly string[];
  readonly grade: Grade;
  /** Digests of what the tools printed, by which two bundles of one run are known. */
  readonly rawDigests: readonly string[];
  /** By which it is known again where somebody has changed these, too. */
  readonly marks: Marks;
}

/** A bundle that could not be read, why, and what to do: it is open, and never zero. */
export interface Unread {
  readonly source: string;
  readonly problem: string;
}

export type Outcome = Assessment | Unread;

/** How many discrepancies a bundle has, told or not. */
export const discrepancyCount = ({ discrepancies, more }: Pick<Assessment, 'discrepancies' | 'more'>): number =>
  discrepancies.length + more;

export const isRead = (outcome: Outcome): outcome is Assessment => 'grade' in outcome;

/** What stands behind the first question of the first exercise: the names. */
export function teamOf({ exercises }: Pick<RunRecord, 'exercises'>): string {
  const [first] = exercises.toSorted((a, b) => a.number - b.number);
  return first === undefined ? '' : writtenOf(first);
}

/**
 * The items as a machine may pass them on: where a bundle contradicts itself, or is not what the course takes, nothing
 * is certain, and nothing is zero.
 */
export function settledItems({ grade, discrepancies, unmet }: Assessment): GradedItem[] {
  const open = discrepancies.length > 0 ? CONTRADICTS : unmet.length > 0 ? UNMET(unmet) : undefined;
  if (open === undefined) return [...grade.items];
  return grade.items.map(({ earned: _, ...item }) => ({ ...item, state: 'not yet graded', ...open }));
}

const CONTRADICTS = {
  why: 'the bundle contradicts itself',
  remedy: 'a person has to look at the discrepancies first',
} as const;

const UNMET = (unmet: readonly string[]) => ({
  why: `the course’s terms are not met: ${unmet.join('; ')}`,
  remedy: 'hand in a run that meets them, or ask whoever grades',
});

/** What a course system shows above the items: by what the run was made, and what a person should know of it. */
export function remarksOf({ about, unmet, leftOut, unchecked, more }: Assessment): string[] {
  return [
    aboutText(about),
    ...unmet.map((one) => `term not met: ${one}`),
    ...leftOut,
    ...unchecked.map((one) => `not checked: ${one}`),
    ...(more > 0 ? [`${more} more discrepancies are not listed`] : []),
  ];
}

/** For people, in lines. Whatever strangers wrote is stripped of escapes. */
export function assessmentText(outcome: Outcome): string[] {
  if (!isRead(outcome)) return [plain(outcome.source), '  not yet graded', ...indented(plain(outcome.problem)), ''];
  const { source, run, student, team, signing, about, discrepancies, more, unchecked, leftOut, unmet, grade } = outcome;
  const count = discrepancyCount(outcome);
  const names = team === '' ? 'no names' : plain(team).split('\n').join(', ');
  return [
    `${plain(source)}  ${plain(run)}  ${student === '' ? '' : `student ${plain(student)}, `}${names}`,
    `  ${signingText(signing)}`,
    `  ${plain(aboutText(about))}`,
    ...unmet.map((one) => `  TERM NOT MET  ${plain(one)}`),
    ...discrepancies.flatMap(discrepancyText),
    ...(more > 0 ? [`  and ${more} more discrepancies`] : []),
    ...leftOut.map((one) => `  ${plain(one)}`),
    ...unchecked.map((one) => `  not checked  ${plain(one)}`),
    ...grade.items.map(itemText),
    `  ${gradeText(grade)}`,
    ...(count === 0
      ? ['  no discrepancy']
      : [`  ${count} discrepanc${count === 1 ? 'y' : 'ies'}: look before these points count`]),
    ...(unmet.length === 0 ? [] : ['  not what the course takes: these points do not count yet']),
    '',
  ];
}

/** `60 of 100 points so far, 5 by hand, 35 not yet graded`: what is open is neither earned nor lost. */
export function gradeText(grade: Grade): string {
  const { byHand, open } = grade;
  const hand = byHand > 0 ? `, ${byHand} by hand` : '';
  const rest = open > 0 ? `, ${open} not yet graded` : '';
  return `${pointsText(grade)}${hand}${rest}`;
}

/** `60 of 100 points so far`; without the last words where nothing is open. */
export function pointsText({ earned, graded, byHand, open }: Grade): string {
  const soFar = byHand + open > 0 ? ' so far' : '';
  return `${earned} of ${graded + byHand + open} points${soFar}`;
}

function discrepancyText({ check, where, claimed, found, file }: Discrepancy): string[] {
  return [`  DISCREPANCY  ${plain(check)}: ${plain(where)}`, ...rows({ claimed, found, file })];
}

const rows = (texts: Readonly<Record<string, string>>): string[] =>
  Object.entries(texts).map(([label, text]) => `    ${label.padEnd(9)}${plain(text).replaceAll('\n', ' ⏎ ')}`);

/** `6.5 of 10`, `not yet graded (10)`. */
export const scoreText = ({ points, earned, state }: GradedItem): string =>
  state === 'graded' ? `${earned} of ${points}` : `${state} (${points})`;

function itemText(item: GradedItem): string {
  const { exercise, what, why, remedy } = item;
  const todo = remedy === undefined ? '' : `; ${remedy}`;
  return `  ${plain(exercise).padEnd(13)} ${scoreText(item).padEnd(20)} ${plain(what)}: ${plain(why)}${plain(todo)}`;
}

const indented = (text: string): string[] => text.split('\n').map((line) => `  ${line}`);
