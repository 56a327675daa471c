import { createHash } from 'node:crypto';
import { anchor, type Html, html, trusted } from '../../html/markup.ts';
import { counted } from '../../wording/numbers.ts';
import { discrepancyCount, isRead, type Outcome, pointsText } from '../assessment/assessment.ts';
import { bundleHtml, type Pages } from './bundle-html.ts';
import { type Need, needOf } from './needs.ts';

interface Around {
  readonly pages?: Pages;
  /** Students of whom there is no bundle. */
  readonly missing?: readonly string[];
  /** The report's style sheets. */
  readonly style?: string;
}

/** How the needs are told, in the order in which they are looked at. */
const NEEDS: Readonly<Record<Need, { one: string; many: string }>> = {
  contradicts: { one: 'contradicts itself', many: 'contradict themselves' },
  unread: { one: 'could not be read', many: 'could not be read' },
  unmet: { one: 'does not meet the course’s terms', many: 'do not meet the course’s terms' },
  open: { one: 'has nothing that could be graded', many: 'have nothing that could be graded' },
};

/**
 * One page about a class in one file that runs no script and fetches nothing: what a person must look at, then a line a
 * bundle, then each bundle behind a fold.
 */
export function classHtml(outcomes: readonly Outcome[], { pages, missing = [], style = '' }: Around = {}): string {
  const title = `Grades of ${counted(outcomes.length, 'bundle')}`;
  const needing = outcomes.filter((outcome) => needOf(outcome) !== undefined);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body class="class">
<header><h1>${title}</h1></header>
<main>
${bandHtml(outcomes, needing.length, missing)}
${needing.length > 0 && needing.length < outcomes.length && FILTER}
<table class="words class"><caption class="quiet">The bundles</caption>
<thead><tr>${['student', 'team', 'points', 'to look at', 'bundle'].map((text) => html`<th scope="col">${text}</th>`)}</tr></thead>
<tbody>
${outcomes.map(rowHtml)}</tbody></table>
${outcomes.map((outcome, index) => isRead(outcome) && bundleHtml(outcome, bundleId(index), pages?.get(outcome)))}
</main>
</body>
</html>
`.text;
}

const FILTER = html`<fieldset class="filter"><legend>Show</legend><label><input type="radio" name="filter" id="only-all" checked> all bundles</label><label><input type="radio" name="filter" id="only-to-look-at"> those to look at</label></fieldset>`;

const bundleId = (index: number): string => anchor('bundle', String(index + 1));

const policy = (style: string): string =>
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;

function bandHtml(outcomes: readonly Outcome[], needing: number, missing: readonly string[]): Html {
  const needs = (Object.keys(NEEDS) as Need[]).flatMap((need) => {
    const count = outcomes.filter((outcome) => needOf(outcome) === need).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? NEEDS[need].one : NEEDS[need].many}`];
  });
  const well = needs.length === 0;
  return html`<section class="band ${well ? 'pass' : 'fail'}" aria-label="What to look at"><p class="standing"><b class="word">${well ? 'Nothing to look at' : `Look at ${needing} first`}</b>${needs.join(', ')}${well && 'no bundle contradicts itself'}.</p>
${missing.length > 0 && html`<p>No bundle of ${counted(missing.length, 'student')}: ${missing.join(', ')}</p>`}</section>`;
}

function rowHtml(outcome: Outcome, index: number): Html {
  const need = needOf(outcome);
  const kind = need === undefined ? 'well' : 'to-look-at';
  if (!isRead(outcome))
    return html`<tr class="${kind}"><td></td><td></td><td>not yet graded</td><td class="state failed">could not be read</td><th scope="row">${outcome.source}<br><small>${outcome.problem}</small></th></tr>
`;
  const { source, student, team, grade } = outcome;
  return html`<tr class="${kind}"><td>${student}</td><td>${namesText(team)}</td><td>${pointsText(grade)}</td><td>${lookHtml(outcome)}</td><th scope="row"><a href="#${bundleId(index)}">${source}</a></th></tr>
`;
}

function lookHtml(outcome: Extract<Outcome, { grade: unknown }>): Html | undefined {
  const count = discrepancyCount(outcome);
  if (count > 0) return html`<b class="state failed">${count === 1 ? '1 discrepancy' : `${count} discrepancies`}</b>`;
  if (outcome.unmet.length > 0) return html`<b class="state">term not met: ${outcome.unmet.join('; ')}</b>`;
  return needOf(outcome) === undefined ? undefined : html`<b class="state">nothing could be graded</b>`;
}

export const namesText = (team: string): string => team.trim().split('\n').join(', ');
