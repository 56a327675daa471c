import { findingGroups } from '../../formats/findings.ts';
import type { ExerciseRecord, RunRecord } from '../../record/schema/record.ts';
import { isVerdict, plainSkips } from '../../record/views/exercise-state.ts';
import { standingOf } from '../../record/views/standing.ts';
import { anchor, type Html, html, type Part } from '../markup.ts';
import { questionsOf } from '../question.ts';
import { questionHtml } from '../question-plot.ts';
import { standingHtml } from '../state.ts';
import { groupHtml, priceDetails } from './findings.ts';
import { needs } from './glance.ts';

interface More {
  readonly points: Part;
  readonly machines: Part;
  readonly consoleOf: (boot: string) => string | undefined;
}

/** One exercise: what it asks, what was found, and, from the caller, what it is worth, and on which machines. */
export function exerciseHtml(record: RunRecord, exercise: ExerciseRecord, { points, machines, consoleOf }: More): Html {
  const { id, number, title, question, expected, findings } = exercise;
  const heading = anchor('title', id);
  const groups = findingGroups(findings);
  const first = groups.findIndex(({ kind }) => kind !== 'single');
  const plots = questionsOf(record, exercise).map((one) => questionHtml(one, { record, consoleOf }));
  const shown = groups.map((group) => groupHtml(record, exercise, group));
  const place = first < 0 ? shown.length : first;
  return html`<section class="exercise ${needs(record, exercise)}" id="${anchor('exercise', id)}" aria-labelledby="${heading}">
<h2 id="${heading}"><span class="number">${number}</span> ${title} ${standingHtml(standingOf(record, exercise))}</h2>
${question !== undefined && html`<p class="asks">${question}</p>`}
${expected !== undefined && html`<p class="expected"><b>Expected:</b> ${expected}</p>`}
${points}
${shown.slice(0, place)}
${plots}
${priceDetails(record, exercise)}
${shown.slice(place)}
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
    failed.map((test) => failureHtml(record, exercise, test)),
    exercise.troubles.map((text) => html`<p class="failure">Outside of its tests:</p>${errorHtml(text, 'trouble')}`),
  ];
}

/** One error may end the tests of many exercises: it stands in the first. */
function failureHtml(record: RunRecord, exercise: ExerciseRecord, test: ExerciseRecord['tests'][number]): Html {
  const { name, state, errors } = test;
  const text = errors.join('\n\n');
  const isOwn = !errors.every((error) => isVerdict(record, error));
  const [first] = record.exercises.flatMap((one) =>
    one.tests.flatMap((other) => (other.errors.join('\n\n') === text ? [{ one, other }] : [])),
  );
  const isTold = isOwn && first !== undefined && first.other !== test;
  const where = first?.one.id === exercise.id ? 'as above' : `as in exercise ${first?.one.number}`;
  return html`<p class="failure"><b>${state}:</b> ${name}${isTold && `: ${where}`}</p>${isOwn && !isTold && errorHtml(text, name)}`;
}

export const errorHtml = (text: string, what: string): Html =>
  html`<pre class="error" tabindex="0" aria-label="Error: ${what}">${text}</pre>`;
