import {
  attribution,
  changesGrid,
  correctionText,
  partsGrid,
  stacksGrid,
  upgradeSummary,
} from '../../formats/upgrade-tables.ts';
import type { ChangeRecord, EffectRecord, UpgradeCheck } from '../../record/schema/upgrade-check.ts';
import { CHANGE_WORDS, changedBy, inOrder } from '../../wording/changes.ts';
import { number } from '../../wording/numbers.ts';
import { changesPlot } from '../charts/changes.ts';
import { gridHtml } from '../grid.ts';
import { type Html, html, type Part } from '../markup.ts';

/** Beside the words, so that none is told by its colour alone. */
const SIGNS = { regression: '✗', improvement: '▲', 'no change': '=', inconclusive: '?' } as const;
const ENDINGS = {
  good: { sign: '✓', word: 'GOOD', kind: 'pass' },
  regression: { sign: '✗', word: 'REGRESSION', kind: 'fail' },
  inconclusive: { sign: '?', word: 'INCONCLUSIVE', kind: 'inconclusive' },
} as const;

/** Before and after: first whether anything is worse, then what ran, then every metric. */
export function upgradeHtml(check: UpgradeCheck): Html {
  const [whole, ...parts] = check.effects;
  const { sign, word, kind } = ENDINGS[check.outcome];
  return html`<section id="upgrade" class="upgrade" aria-labelledby="title-upgrade"><h2 id="title-upgrade">Upgrade check</h2>
<div class="verdict banner ${kind}"><p class="ruling"><b><span aria-hidden="true">${sign}</span> ${word}</b> ${upgradeSummary(check)}</p></div>
${whole !== undefined && effectHtml(whole, parts, check)}
<h3>What ran before, and after</h3>${gridHtml(stacksGrid(check), { caption: 'The two stacks', quiet: true })}
${whole !== undefined && parts.length > 0 && partsHtml(whole, parts, check)}
<p class="note">${correctionText(check)}</p></section>
`;
}

function effectHtml(
  { title, changes, unjudged }: EffectRecord,
  parts: readonly EffectRecord[],
  check: UpgradeCheck,
): Part {
  const sorted = inOrder(changes);
  const table = gridHtml(changesGrid(sorted), { caption: `${title}, metric by metric` });
  const told = (change: ChangeRecord) => changeHtml(change, attribution(change, parts));
  return [
    changes.length > 0 &&
      changesPlot({
        title: `${title}: every metric, after against before`,
        changes: sorted,
        within: check.within,
        told,
        table,
      }),
    unjudged.length > 0 &&
      html`<ul class="skips">${unjudged.map((name) => html`<li><b>not judged:</b> ${name}, which one side did not measure</li>`)}</ul>`,
  ];
}

function changeHtml(change: ChangeRecord, cause: Part): Html {
  const { outcome, before, after, metric, comparison, apart, reason, remedy } = change;
  const open = outcome === 'inconclusive' && html`<br><small>${reason}${remedy !== undefined && `; ${remedy}`}</small>`;
  return html`<b class="outcome ${outcome.replaceAll(' ', '-')}"><span aria-hidden="true">${SIGNS[outcome]}</span> ${CHANGE_WORDS[outcome]}</b> ${number(before)} to ${number(after)} ${metric.unit}<br><small>${changedBy(comparison, metric, apart)}</small>${open}${cause !== undefined && html`<br><small class="cause">${cause}</small>`}`;
}

/** By which part of the stack a change is explained. */
function partsHtml(whole: EffectRecord, parts: readonly EffectRecord[], check: UpgradeCheck): Part {
  const caption = 'What each part of the change does alone';
  return [
    html`<h3>${caption}</h3>`,
    gridHtml(partsGrid(whole, parts), { caption, quiet: true }),
    html`<details><summary>Each part as a plot</summary>${parts.map((part) => effectHtml(part, [], check))}</details>`,
  ];
}
