import { aboutText } from '../../grading/assessment/about.ts';
import { type Assessment, discrepancyCount, gradeText } from '../../grading/assessment/assessment.ts';
import type { Discrepancy } from '../../grading/bundle/discrepancy.ts';
import { signingText } from '../../grading/bundle/signature.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import { counted } from '../../wording/numbers.ts';
import { gridHtml } from '../grid.ts';
import { anchor, type Html, html, type Part } from '../markup.ts';
import { markHtml, reasonText } from './points-to-earn.ts';

/** Rows; a bundle that contradicts itself everywhere is told by its first places. */
const MOST = 200;

/** What a submission is worth, and before that whether it contradicts itself. */
export function gradeHtml(record: RunRecord, assessment: Assessment): Html {
  const { source, student, team, signing, about, discrepancies, unchecked, leftOut, unmet, grade } = assessment;
  const names = team === '' ? 'no names' : team.trim().split('\n').join(', ');
  return html`<section id="grade" aria-labelledby="title-grade"><h2 id="title-grade">Grade</h2>
${rulingHtml(discrepancyCount(assessment))}
${discrepancies.length > 0 && discrepanciesHtml(discrepancies, discrepancyCount(assessment))}
<p class="sum"><b>${gradeText(grade)}</b></p>
<dl><dt>bundle</dt><dd>${source}</dd>${student !== '' && html`<dt>student</dt><dd>${student}</dd>`}<dt>team</dt><dd>${names}</dd><dt>signature</dt><dd>${signingText(signing)}</dd><dt>made by</dt><dd>${aboutText(about)}</dd>
${unmet.map((text) => html`<dt>term not met</dt><dd>${text}</dd>`)}${leftOut.map((text) => html`<dt>left out</dt><dd>${text}</dd>`)}
${firstOf(unchecked).map((text) => html`<dt>not checked</dt><dd>${text}</dd>`)}${leftHtml(unchecked.length, (text) => html`<dt></dt><dd>${text}</dd>`)}</dl>
${itemsHtml(record, assessment)}</section>
`;
}

const rulingHtml = (count: number): Html =>
  count === 0
    ? html`<div class="verdict banner pass"><p class="ruling"><b><span aria-hidden="true">✓</span> no discrepancy</b></p></div>`
    : html`<div class="verdict banner fail"><p class="ruling"><b><span aria-hidden="true">✗</span> ${discrepanciesText(count)}</b> look before these points count</p></div>`;

const discrepanciesText = (count: number): string => (count === 1 ? '1 discrepancy' : `${count} discrepancies`);

function discrepanciesHtml(all: readonly Discrepancy[], count: number): Part {
  const rows = firstOf(all).map(({ check, where, claimed, found, file }) => [check, where, claimed, found, file]);
  const caption = 'Where the bundle contradicts itself';
  return [
    gridHtml({ head: ['check', 'where', 'claimed', 'found', 'file'], rows }, { caption }),
    leftHtml(count, (text) => html`<p>${text}</p>`),
  ];
}

const firstOf = <T>(all: readonly T[]): readonly T[] => all.slice(0, MOST);

const leftHtml = (count: number, as: (text: string) => Html): Part => count > MOST && as(`${count - MOST} more`);

/** With a link to each exercise that the run holds. */
function itemsHtml({ exercises }: RunRecord, { grade }: Assessment): Html {
  const known = new Set(exercises.map(({ id }) => id));
  const named = (id: string) => (known.has(id) ? html`<a href="#${anchor('exercise', id)}">${id}</a>` : id);
  const rows = grade.items.map(
    (item) =>
      html`<tr><th scope="row">${named(item.exercise)}</th><td>${item.what}</td><td>${markHtml(item)}</td><td>${reasonText(item)}</td></tr>
`,
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Points"><table class="words items"><caption>${counted(grade.items.length, 'item')} of the rubric</caption>
<thead><tr><th scope="col">exercise</th><th scope="col">for</th><th scope="col">points</th><th scope="col">why</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
