import type { Discrepancy } from '../bundle/discrepancy.ts';
import { type Signing, signingText } from '../bundle/signature.ts';
import { plain } from '../formats/text.ts';
import type { RunRecord } from '../record.ts';
import type { Grade, GradedItem } from './grade.ts';

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
  readonly discrepancies: readonly Discrepancy[];
  /** What could not be looked at, and why. */
  readonly unchecked: readonly string[];
  readonly grade: Grade;
  /** Digests of what the tools printed, by which two bundles of one run are known. */
  readonly rawDigests: readonly string[];
  /** What was measured, each with the name of its series: the same, whatever somebody edits around it. */
  readonly figures: readonly string[];
}

/** A bundle that could not be read, and why. */
export interface Unread {
  readonly source: string;
  readonly problem: string;
}

export type Outcome = Assessment | Unread;

export const isRead = (outcome: Outcome): outcome is Assessment => 'grade' in outcome;

/** What stands behind the first question of the first exercise: the names. */
export function teamOf({ exercises }: Pick<RunRecord, 'exercises'>): string {
  const [first] = exercises.toSorted((a, b) => a.number - b.number);
  const written = first?.findings.find((finding) => finding.kind === 'written');
  return written?.answer ?? '';
}

/** The items as a machine may pass them on: where a bundle contradicts itself nothing is certain, and nothing is zero. */
export function settledItems({ grade, discrepancies }: Assessment): GradedItem[] {
  if (discrepancies.length === 0) return [...grade.items];
  return grade.items.map(({ earned: _, ...item }) => ({
    ...item,
    state: 'not yet graded',
    why: 'the bundle contradicts itself',
    remedy: 'a person has to look at the discrepancies first',
  }));
}

/** For people, in lines. Whatever strangers wrote is stripped of escapes. */
export function assessmentText(outcome: Outcome): string[] {
  if (!isRead(outcome)) return [plain(outcome.source), ...indented(plain(outcome.problem)), ''];
  const { source, run, student, team, signing, discrepancies, unchecked, grade } = outcome;
  const names = team === '' ? 'no names' : plain(team).split('\n').join(', ');
  return [
    `${plain(source)}  ${plain(run)}  ${student === '' ? '' : `student ${plain(student)}, `}${names}`,
    `  ${signingText(signing)}`,
    ...discrepancies.flatMap(discrepancyText),
    ...unchecked.map((one) => `  not checked  ${plain(one)}`),
    ...grade.items.map(itemText),
    `  ${gradeText(grade)}`,
    ...(discrepancies.length === 0
      ? ['  no discrepancy']
      : [
          `  ${discrepancies.length} discrepanc${discrepancies.length === 1 ? 'y' : 'ies'}: look before these points count`,
        ]),
    '',
  ];
}

export function gradeText({ earned, graded, byHand, open }: Grade): string {
  const hand = byHand > 0 ? `, ${byHand} by hand` : '';
  const rest = open > 0 ? `, ${open} not yet graded` : '';
  return `${earned} of ${graded} points${hand}${rest}`;
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
