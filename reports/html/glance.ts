import { bySuite, exerciseState } from '../exercise-state.ts';
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

/** The exercises of one suite with the state of each, and all their claims. */
export function glanceHtml(record: RunRecord, suite: string, exercises: readonly ExerciseRecord[]): Html {
  const rows = exercises.map(
    (exercise) =>
      html`<tr><th scope="row"><a href="#${anchor('exercise', exercise.id)}">${exercise.number}. ${exercise.title}</a></th><td>${stateHtml(exerciseState(record, exercise))}</td></tr>`,
  );
  return html`<section class="glance"><table class="words"><caption>${suite} at a glance</caption><thead><tr><th scope="col">exercise</th><th scope="col">state</th></tr></thead><tbody>${rows}</tbody></table>${claimsPlot(record, exercises)}</section>`;
}
