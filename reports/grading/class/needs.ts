import { discrepancyCount, isRead, type Outcome } from '../assessment/assessment.ts';
import type { Format } from './arguments.ts';

/** Why a person must look at a bundle, the gravest reason first. */
export type Need = 'contradicts' | 'unread' | 'unmet' | 'open';

/** The gravest reason, where there is one: a bundle of which nothing could be graded is no sound one. */
export function needOf(outcome: Outcome): Need | undefined {
  if (!isRead(outcome)) return 'unread';
  const { unmet, grade } = outcome;
  if (discrepancyCount(outcome) > 0) return 'contradicts';
  if (unmet.length > 0) return 'unmet';
  return grade.graded === 0 && grade.byHand === 0 ? 'open' : undefined;
}

/** `suspicious`: discrepancies, or terms of the course that are not met. */
export const EXIT = { sound: 0, suspicious: 1, unread: 2 } as const;

/** A course system reads what there is to say in its own file, and takes anything but 0 for a broken grader. */
export function exitOf(outcomes: readonly Outcome[], format: Format): number {
  if (format !== 'text') return EXIT.sound;
  if (!outcomes.every(isRead)) return EXIT.unread;
  const sound = outcomes.every((outcome) => discrepancyCount(outcome) === 0 && outcome.unmet.length === 0);
  return sound ? EXIT.sound : EXIT.suspicious;
}
