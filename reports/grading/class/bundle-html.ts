import { gridHtml } from '../../html/grid.ts';
import { type Html, html } from '../../html/markup.ts';
import { aboutText } from '../assessment/about.ts';
import { type Assessment, discrepancyCount, gradeText, type Outcome, scoreText } from '../assessment/assessment.ts';
import type { GradedItem } from '../assessment/grade.ts';
import type { Discrepancy } from '../bundle/discrepancy.ts';
import { signingText } from '../bundle/signature.ts';

/** Of each bundle its own page, as a path beside the overview; or why it has none. */
export type Pages = ReadonlyMap<Outcome, { readonly path: string } | { readonly problem: string }>;
type Page = ReturnType<Pages['get']>;

/** A bundle of a class behind a fold, which stands open where the bundle contradicts itself. */
export function bundleHtml(outcome: Assessment, id: string, page: Page): Html {
  const { source, run, signing, about, unmet, grade, discrepancies, more, unchecked, leftOut } = outcome;
  const contradicts = discrepancyCount(outcome) > 0;
  return html`<details class="bundle" id="${id}"${contradicts && html` open`}><summary><b>${source}</b> ${gradeText(grade)}</summary>
${pageHtml(page)}
<dl><dt>run</dt><dd><code>${run}</code></dd><dt>made by</dt><dd>${aboutText(about)}</dd><dt>signature</dt><dd>${signingText(signing)}</dd>
${unmet.map((text) => html`<dt>term not met</dt><dd>${text}</dd>`)}${leftOut.map((text) => html`<dt>left out</dt><dd>${text}</dd>`)}${unchecked.map((text) => html`<dt>not checked</dt><dd>${text}</dd>`)}</dl>
${contradicts && gridHtml({ head: ['check', 'where', 'claimed', 'found', 'file'], rows: discrepancies.map(cells) }, { caption: 'Where the bundle contradicts itself' })}
${more > 0 && html`<p>And ${more} more discrepancies.</p>`}
${gridHtml({ head: ['exercise', 'for', 'points', 'why'], rows: grade.items.map(itemCells) }, { caption: 'Points', quiet: true })}</details>
`;
}

function pageHtml(page: Page): Html | undefined {
  if (page === undefined) return undefined;
  if ('problem' in page) return html`<p>It has no page of its own: ${page.problem}</p>`;
  return html`<p><a href="${page.path}">Its report, with the grade</a></p>`;
}

const cells = ({ check, where, claimed, found, file }: Discrepancy) => [check, where, claimed, found, file];

function itemCells(item: GradedItem): string[] {
  const { exercise, what, why, remedy } = item;
  return [exercise, what, scoreText(item), remedy === undefined ? why : `${why}; ${remedy}`];
}
