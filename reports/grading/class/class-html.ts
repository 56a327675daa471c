import { escaped } from '../../html/markup.ts';
import { aboutText } from '../assessment/about.ts';
import {
  type Assessment,
  discrepancyCount,
  gradeText,
  isRead,
  type Outcome,
  scoreText,
} from '../assessment/assessment.ts';
import type { GradedItem } from '../assessment/grade.ts';
import type { Discrepancy } from '../bundle/discrepancy.ts';
import { signingText } from '../bundle/signature.ts';

/** Of each bundle its own page, as a path beside the overview; or why it has none. */
export type Pages = ReadonlyMap<Outcome, { readonly path: string } | { readonly problem: string }>;

/** One page about a class, in one file that runs no script and fetches nothing. */
export function classHtml(
  outcomes: readonly Outcome[],
  pages: Pages = new Map(),
  missing: readonly string[] = [],
): string {
  const read = outcomes.filter(isRead);
  const suspicious = read.filter(({ discrepancies }) => discrepancies.length > 0).length;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Grades of ${outcomes.length} bundles</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Grades of ${outcomes.length} bundles</h1>
<p>${suspicious} with discrepancies, ${outcomes.length - read.length} that could not be read and are not yet graded, ${read.filter(({ unmet }) => unmet.length > 0).length} that do not meet the course’s terms.</p>
${missing.length === 0 ? '' : `<p>No bundle: ${escaped(missing.join(', '))}</p>`}
<table>
<thead><tr>${['Bundle', 'Student', 'Team', 'Points', 'Discrepancies', 'Signature', 'Run', 'Made by'].map((text) => `<th scope="col">${text}</th>`).join('')}</tr></thead>
<tbody>
${outcomes.map(row).join('\n')}
</tbody>
</table>
${outcomes.map((outcome, index) => (isRead(outcome) ? details(outcome, index, pages.get(outcome)) : '')).join('\n')}
</body>
</html>
`;
}

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:2rem;max-width:80rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid color-mix(in srgb,currentColor 25%,transparent)}
td{overflow-wrap:anywhere}.bad{font-weight:bold}`;

function row(outcome: Outcome, index: number): string {
  if (!isRead(outcome)) {
    return `<tr><th scope="row">${escaped(outcome.source)}</th><td colspan="7" class="bad">Not yet graded: ${escaped(outcome.problem)}</td></tr>`;
  }
  const { source, student, team, grade, signing, run, about, unmet } = outcome;
  const count = discrepancyCount(outcome);
  const cells = [
    escaped(student),
    escaped(team),
    `${escaped(gradeText(grade))}${unmet.map((one) => ` <span class="bad">term not met: ${escaped(one)}</span>`).join('')}`,
    `<span${count > 0 ? ' class="bad"' : ''}>${count}</span>`,
    escaped(signingText(signing)),
    escaped(run),
    escaped(aboutText(about)),
  ];
  return `<tr><th scope="row"><a href="#b${index}">${escaped(source)}</a></th>${cells.map((text) => `<td>${text}</td>`).join('')}</tr>`;
}

function details(outcome: Assessment, index: number, page: PageOf): string {
  const { source, grade, discrepancies, more, unchecked, leftOut } = outcome;
  return `<section><h2 id="b${index}">${escaped(source)}</h2>
${pageHtml(page)}
${discrepancies.length === 0 ? '<p>No discrepancy.</p>' : table(['Check', 'Where', 'Claimed', 'Found', 'File'], discrepancies.map(discrepancyCells))}
${more > 0 ? `<p>And ${more} more discrepancies.</p>` : ''}
${leftOut.map((text) => `<p>${escaped(text)}</p>`).join('')}
${unchecked.map((text) => `<p>Not checked: ${escaped(text)}</p>`).join('')}
${table(['Exercise', 'For', 'Points', 'Why'], grade.items.map(itemCells))}</section>`;
}

type PageOf = ReturnType<Pages['get']>;

function pageHtml(page: PageOf): string {
  if (page === undefined) return '';
  if ('problem' in page) return `<p>It has no page of its own: ${escaped(page.problem)}</p>`;
  return `<p><a href="${escaped(page.path)}">Its report, with the grade</a></p>`;
}

const discrepancyCells = ({ check, where, claimed, found, file }: Discrepancy) => [check, where, claimed, found, file];

function itemCells(item: GradedItem): string[] {
  const { exercise, what, why, remedy } = item;
  return [exercise, what, scoreText(item), remedy === undefined ? why : `${why}; ${remedy}`];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: string, texts: readonly string[]) =>
    texts.map((text) => `<${tag}>${escaped(text)}</${tag.split(' ')[0]}>`).join('');
  return `<table><thead><tr>${cells('th scope="col"', head)}</tr></thead><tbody>${rows.map((texts) => `<tr>${cells('td', texts)}</tr>`).join('')}</tbody></table>`;
}
