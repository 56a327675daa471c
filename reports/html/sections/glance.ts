import type { Assessment } from '../../grading/assessment/assessment.ts';
import type { GradedItem } from '../../grading/assessment/grade.ts';
import type { ExerciseRecord, RunRecord } from '../../record/schema/record.ts';
import { bySuite } from '../../record/views/exercise-state.ts';
import { standingOf } from '../../record/views/standing.ts';
import { environmentsGrid, environmentsLead } from '../../wording/environments.ts';
import { sumOf } from '../../wording/points-text.ts';
import { gridHtml } from '../grid.ts';
import { anchor, type Html, html } from '../markup.ts';
import { stateHtml } from '../state.ts';

/** Links to everything, in its order. */
export function contents(record: RunRecord, sections: Readonly<Record<'before' | 'after', readonly Section[]>>): Html {
  const link = ({ id, title }: Section) => html`<li><a href="#${id}">${title}</a></li>`;
  const exercises = bySuite(record).flatMap(([, some]) => some);
  return html`<ol>${sections.before.map(link)}${exercises.map((exercise) => html`<li class="${needs(record, exercise)}"><a href="#${anchor('exercise', exercise.id)}"><span class="number">${exercise.number}</span> ${exercise.title}</a></li>`)}${sections.after.map(link)}</ol>`;
}

export interface Section {
  readonly id: string;
  readonly title: string;
}

/** What a reader may look for. */
const FILTERS = ['failed', 'inconclusive', 'to be answered'] as const;

/** The filters that an exercise is shown by, as classes. */
export function needs(record: RunRecord, exercise: ExerciseRecord): string {
  const { measured, answered } = standingOf(record, exercise);
  const failed = measured === 'failed' || measured === 'unfinished';
  return [...(failed ? ['is-failed'] : []), ...[measured, answered].flatMap((state) => classOf(state))].join(' ');
}

const classOf = (state: string | undefined): string[] =>
  state === 'inconclusive' || state === 'to be answered' ? [`is-${state.replaceAll(' ', '-')}`] : [];

/** Shows those exercises alone; it needs no script. Nothing where there is nothing to look for. */
export function filterHtml(record: RunRecord, exercises: readonly ExerciseRecord[]): Html | undefined {
  const counts = FILTERS.map((name) => {
    const kind = `is-${name.replaceAll(' ', '-')}`;
    const count = exercises.filter((exercise) => needs(record, exercise).split(' ').includes(kind)).length;
    return { name, kind, count };
  }).filter(({ count }) => count > 0);
  if (counts.length === 0) return undefined;
  const choice = (kind: string, label: string, isFirst = false) =>
    html`<label><input type="radio" name="filter" id="only-${kind}"${isFirst && html` checked`}> ${label}</label>`;
  return html`<fieldset class="filter"><legend>Show</legend>${choice('all', 'all exercises', true)}${counts.map(({ name, kind, count }) => choice(kind, `${name} (${count})`))}</fieldset>`;
}

/** The exercises of one suite: whether each is measured, whether it is answered, and its points. */
export function glanceHtml(
  record: RunRecord,
  suite: string,
  exercises: readonly ExerciseRecord[],
  assessment: Assessment | undefined,
): Html {
  const all = sumOf(exercises.flatMap((exercise) => worthOf(exercise, assessment)));
  const rows = exercises.map((exercise) => {
    const { measured, answered } = standingOf(record, exercise);
    return html`<tr><th scope="row"><a href="#${anchor('exercise', exercise.id)}">${exercise.number}. ${exercise.title}</a></th><td>${measured === undefined ? '' : stateHtml(measured)}</td><td>${answered === undefined ? '' : stateHtml(answered)}</td>${all > 0 && html`<td>${worthText(worthOf(exercise, assessment))}</td>`}</tr>`;
  });
  return html`<section class="glance"><table class="words"><caption class="quiet">${suite} at a glance</caption><thead><tr><th scope="col">exercise</th><th scope="col">measured</th><th scope="col">answer</th>${all > 0 && html`<th scope="col">points</th>`}</tr></thead><tbody>${rows}</tbody></table></section>`;
}

/** Whether the environments of a suite were as they were declared. */
export function environmentsHtml(record: RunRecord, suite: string): Html | undefined {
  const environments = environmentsGrid(record, suite);
  if (environments === undefined) return undefined;
  return html`<section class="environments"><p>${environmentsLead(record)}</p>${gridHtml(environments, { caption: `Environments of ${suite}`, quiet: true })}</section>`;
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
