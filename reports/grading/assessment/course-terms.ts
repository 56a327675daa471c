import { signingText } from '../bundle/signature.ts';
import { type Assessment, isRead, type Outcome } from './assessment.ts';

/** What a course asks for beyond a run that agrees with itself. */
export interface Terms {
  /** Only what a key of the grader's has signed counts. */
  readonly signedOnly: boolean;
  /** The run began no earlier, and ended no later. */
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  /** The run has the values of a student of its own. */
  readonly requireStudent: boolean;
  /** Whose runs are taken: ids in lower case, as LAB_STUDENT keeps them. */
  readonly roster?: ReadonlySet<string> | undefined;
}

export const NO_TERMS: Terms = { signedOnly: false, requireStudent: false };

/** Each bundle with the terms that it does not meet. It is open then, not worth zero: the course decides. */
export const withTerms = (outcomes: readonly Outcome[], terms: Terms): Outcome[] =>
  outcomes.map((outcome) => (isRead(outcome) ? { ...outcome, unmet: unmetBy(outcome, terms) } : outcome));

/** Students of the roster of whom no bundle could be read. */
export function missingFrom({ roster }: Terms, outcomes: readonly Outcome[]): string[] {
  const handedIn = new Set(outcomes.filter(isRead).map(({ student }) => student.toLowerCase()));
  return [...(roster ?? [])].filter((id) => !handedIn.has(id));
}

function unmetBy({ signing, student, about }: Assessment, terms: Terms): string[] {
  const { startedAt, endedAt } = about;
  return [
    ...(terms.signedOnly && signing.state !== 'signed' ? [`only signed runs are taken: ${signingText(signing)}`] : []),
    ...(before(startedAt, terms.since) ? [`begun ${startedAt}, before ${dateText(terms.since)}`] : []),
    ...(before(terms.until, endedAt) ? [`ended ${endedAt}, after ${dateText(terms.until)}`] : []),
    ...(terms.until !== undefined && endedAt === undefined ? ['it has no end'] : []),
    ...(student === '' && (terms.requireStudent || terms.roster) ? ['the run names no student (LAB_STUDENT)'] : []),
    ...(student !== '' && terms.roster?.has(student.toLowerCase()) === false
      ? [`student ${student} is not on the roster`]
      : []),
  ];
}

type Moment = string | Date | undefined;

const before = (one: Moment, other: Moment): boolean =>
  one !== undefined && other !== undefined && new Date(one).getTime() < new Date(other).getTime();

const dateText = (date: Date | undefined): string => date?.toISOString().replace('.000Z', 'Z') ?? '';
