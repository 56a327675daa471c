import { bySuite, exerciseState } from '../exercise-state.ts';
import { counted } from '../formats/numbers.ts';
import { sumOf } from '../formats/points.ts';
import type { Assessment } from '../grading/assessment.ts';
import type { GradedItem } from '../grading/grade.ts';
import type { ExerciseRecord, RunRecord } from '../record.ts';
import { claimsPlot } from './findings.ts';
import { anchor, type Html, html } from './markup.ts';
import { stateHtml } from './state.ts';

/** Links to everything, in its order. */
export function contents(record: RunRecord, sections: Readonly<Record<'before' | 'after', readonly Section[]>>): Html {
  const link = ({ id, title }: Section) => html`<li><a href="#${id}">${title}</a></li>`;
  const exercises = bySuite(record).flatMap(([, some]) => some);
  return html`<ol>${sections.before.map(link)}${exercises.map(({ id, number, title }) => html`<li><a href="#${anchor('exercise', id)}"><span class="number">${number}</span> ${title}</a></li>`)}${sections.after.map(link)}</ol>`;
}

export interface Section {
  readonly id: string;
  readonly title: string;
}

/** The exercises of one suite, with the state of each and its points, and all their claims. */
export function glanceHtml(
  record: RunRecord,
  suite: string,
  exercises: readonly ExerciseRecord[],
  assessment: Assessment | undefined,
): Html {
  const all = sumOf(exercises.flatMap((exercise) => worthOf(exercise, assessment)));
  const rows = exercises.map(
    (exercise) =>
      html`<tr><th scope="row"><a href="#${anchor('exercise', exercise.id)}">${exercise.number}. ${exercise.title}</a></th><td>${stateHtml(exerciseState(record, exercise))}</td>${all > 0 && html`<td>${worthText(worthOf(exercise, assessment))}</td>`}</tr>`,
  );
  const caption = html`${suite} at a glance${all > 0 && assessment === undefined && `: ${counted(all, 'point')} to be earned`}`;
  return html`<section class="glance"><table class="words"><caption>${caption}</caption><thead><tr><th scope="col">exercise</th><th scope="col">state</th>${all > 0 && html`<th scope="col">points</th>`}</tr></thead><tbody>${rows}</tbody></table>${claimsPlot(record, exercises)}</section>`;
}

/** What an exercise may give; for a grader, what became of that. */
const worthOf = ({ id, points = [] }: ExerciseRecord, assessment: Assessment | undefined): readonly Worth[] =>
  assessment === undefined ? points : assessment.grade.items.filter(({ exercise }) => exercise === id);

type Worth = Pick<GradedItem, 'points' | 'earned'> & Partial<Pick<GradedItem, 'state'>>;

/** `25`; graded `15 of 15, 10 not yet graded`: what is open is no zero. */
function worthText(worth: readonly Worth[]): string {
  const inState = (state: Worth['state']) => worth.filter((one) => one.state === state);
  const graded = inState('graded');
  const earned = sumOf(graded.map(({ earned: points = 0 }) => ({ points })));
  const open = (['by hand', 'not yet graded'] as const).flatMap((state) => {
    const points = sumOf(inState(state));
    return points > 0 ? [`${points} ${state}`] : [];
  });
  const told = graded.length > 0 ? [`${earned} of ${sumOf(graded)}`, ...open] : open;
  return told.join(', ') || (worth.length > 0 ? String(sumOf(worth)) : '');
}
