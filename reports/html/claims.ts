import { amountText } from '../../fixtures/statistics/samples/metric.ts';
import { armName } from '../formats/arms.ts';
import type { ClaimRecord, ExerciseRecord, RunRecord } from '../record/schema/record.ts';
import { seriesById } from '../record/views/by-id.ts';
import { decides } from '../record/views/exercise-state.ts';
import { factor, number } from '../wording/numbers.ts';
import { verdictOf } from '../wording/verdict-text.ts';
import { anchor, type Html, html } from './markup.ts';
import { outcomeHtml } from './state.ts';
import { intervalText } from './summary/sentences.ts';

/** What is to be looked at first. */
const ORDER = ['fail', 'inconclusive', 'pass'] as const;

/** Every claim of some exercises, once: its verdict, and for whoever opens it what that rests on. */
export function claimsHtml(record: RunRecord, exercises: readonly ExerciseRecord[]): Html | undefined {
  const own = new Set(exercises.map(({ id }) => id));
  const rank = (claim: ClaimRecord) => ORDER.indexOf(claim.verdict.outcome) + (decides(claim) ? 0 : ORDER.length);
  const claims = record.claims
    .filter(({ exercise }) => own.has(exercise))
    .toSorted((one, other) => rank(one) - rank(other));
  if (claims.length === 0) return undefined;
  return html`<section class="claims" aria-label="Claims"><h2>Claims</h2><div class="scroll" tabindex="0" role="group" aria-label="Claims"><table class="words"><caption class="quiet">Claims</caption>
<thead><tr><th scope="col">verdict</th><th scope="col">claim</th><th scope="col">measured</th><th scope="col">asked</th></tr></thead>
<tbody>${claims.map((claim) => claimRow(record, claim))}</tbody></table></div></section>`;
}

function claimRow(record: RunRecord, claim: ClaimRecord): Html {
  const { id, verdict, comparison, bound, side } = claim;
  const { word, statement, arms, ratio, remarks } = verdictOf(record, claim);
  const isRatio = comparison.ratio !== undefined;
  const sides = [comparison.of, comparison.against].map((series) => seriesById(record, series));
  const unit = sides[0]?.metric.unit ?? '1';
  const told = isRatio ? `${factor(comparison.ratio)} x` : amountText(comparison.difference, unit);
  const asked = isRatio ? `${number(bound)} x` : amountText(bound, unit);
  const details = arms.map(([name, figures], index) => {
    const series = sides[index];
    const arm = series === undefined ? '' : armName(record, series.experiment, series.arm);
    return html`<dt>${name}${series !== undefined && arm !== series.arm && ` (${arm})`}</dt><dd>${figures}</dd>`;
  });
  return html`<tr id="${anchor('claim', id)}" class="${!decides(claim) && 'aside'}"><td>${outcomeHtml(verdict.outcome)}${!decides(claim) && html`<br><small>shown only</small>`}</td>
<td>${statement}<details class="rests"><summary>Details<span class="quiet"> of ${word}: ${statement}</span></summary><dl>${details}<dt>${isRatio ? 'ratio' : 'difference'}</dt><dd>${ratio}</dd>${remarks.map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)}</dl></details></td>
<td><b>${told}</b><br><small>${intervalText(comparison, sides[0]?.metric.unit)}</small></td><td class="asked-for">${side ?? 'at least'} ${asked}</td></tr>
`;
}
