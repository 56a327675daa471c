import { discrepancyCount, isRead, type Outcome } from '../assessment/assessment.ts';

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
