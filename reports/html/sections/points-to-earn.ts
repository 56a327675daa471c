import { type Assessment, scoreText } from '../../grading/assessment/assessment.ts';
import type { GradedItem } from '../../grading/assessment/grade.ts';
import type { ExerciseRecord } from '../../record/schema/record.ts';
import { counted } from '../../wording/numbers.ts';
import { pointsText } from '../../wording/points-text.ts';
import { type Html, html, type Part } from '../markup.ts';

/** A sign beside the words, so that none is told by its colour alone. */
const MARKS = {
  full: '✓',
  partial: '◐',
  none: '✗',
  'by hand': '✎',
  'not yet graded': '?',
} as const;

/** What an exercise gives points for; for a grader, what it has earned. */
export function pointsHtml({ id, points = [] }: ExerciseRecord, assessment: Assessment | undefined): Part {
  if (assessment !== undefined) {
    const items = assessment.grade.items.filter(({ exercise }) => exercise === id);
    return listOf(items.map((item) => html`<li>${markHtml(item)} ${item.what}: ${reasonText(item)}</li>`));
  }
  return listOf(
    points.map(
      (one) => html`<li><b>${counted(one.points, 'point')}</b> ${one.what}: <small>${pointsText(one)}</small></li>`,
    ),
  );
}

const listOf = (items: readonly Html[]): Part =>
  items.length > 0 && html`<ul class="points" aria-label="Points">${items}</ul>`;

/** `✓ 15 of 15`, `? not yet graded (10)`. */
export function markHtml(item: GradedItem): Html {
  const kind = kindOf(item);
  return html`<b class="mark ${kind.replaceAll(' ', '-')}"><span aria-hidden="true">${MARKS[kind]}</span> ${scoreText(item)}</b>`;
}

function kindOf({ state, earned = 0, points }: GradedItem): keyof typeof MARKS {
  if (state !== 'graded') return state;
  if (earned >= points) return 'full';
  return earned > 0 ? 'partial' : 'none';
}

export const reasonText = ({ why, remedy }: GradedItem): string => (remedy === undefined ? why : `${why}; ${remedy}`);
