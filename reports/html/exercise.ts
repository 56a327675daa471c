import { exerciseState, isVerdict, plainSkips } from '../exercise-state.ts';
import { findingGroups } from '../formats/findings.ts';
import type { ExerciseRecord, RunRecord } from '../record.ts';
import { groupHtml } from './findings.ts';
import { anchor, type Html, html, type Part } from './markup.ts';
import { stateHtml } from './state.ts';

interface More {
  readonly points: Part;
  readonly machines: Part;
}

/** One exercise: what it asks, what was found, and, from the caller, what it is worth, and on which machines. */
export function exerciseHtml(record: RunRecord, exercise: ExerciseRecord, { points, machines }: More): Html {
  const { id, number, title, question, expected, findings } = exercise;
  const heading = anchor('title', id);
  return html`<section class="exercise" id="${anchor('exercise', id)}" aria-labelledby="${heading}">
<h2 id="${heading}"><span class="number">${number}</span> ${title} ${stateHtml(exerciseState(record, exercise))}</h2>
${question !== undefined && html`<p class="asks">${question}</p>`}
${expected !== undefined && html`<p class="expected"><b>Expected:</b> ${expected}</p>`}
${points}
${findingGroups(findings).map((group) => groupHtml(record, exercise, group))}
${mishaps(record, exercise)}
${machines}
</section>
`;
}

function mishaps(record: RunRecord, exercise: ExerciseRecord): Part {
  const skips = plainSkips(record, exercise);
  const failed = exercise.tests.filter(({ state }) => state === 'failed' || state === 'unfinished');
  return [
    skips.length > 0 &&
      html`<ul class="skips">${skips.map(({ name, note = 'no reason given' }) => html`<li>skipped: ${name}: ${note}</li>`)}</ul>`,
    failed.map(
      ({ name, state, errors }) =>
        html`<p class="failure"><b>${state}:</b> ${name}</p>${!errors.every((error) => isVerdict(record, error)) && errorHtml(errors.join('\n\n'), name)}`,
    ),
    exercise.troubles.map((text) => html`<p class="failure">Outside of its tests:</p>${errorHtml(text, 'trouble')}`),
  ];
}

export const errorHtml = (text: string, what: string): Html =>
  html`<pre class="error" tabindex="0" aria-label="Error: ${what}">${text}</pre>`;
