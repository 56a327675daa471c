import { rowsText } from '../../../fixtures/errors.ts';
import { CPU_MEANING, cpuGrid } from '../../formats/cpu-tables.ts';
import { sweepIn } from '../../formats/curves.ts';
import { exitsGrid, exitsMeaning } from '../../formats/exit-tables.ts';
import { comparedGrid, type Finding, type FindingGroup, outputTitle } from '../../formats/findings.ts';
import { accountsOf, lossesGrid, lossesText, searchText } from '../../formats/losses.ts';
import type { ExerciseRecord, RunRecord, SeriesRecord } from '../../record/schema/record.ts';
import { seriesById } from '../../record/views/by-id.ts';
import { cpuTimes } from '../../record/views/cpu-times.ts';
import { suiteOf } from '../../record/views/exercise-state.ts';
import { exitRates, exitUnits, heaviestKinds, KINDS } from '../../record/views/exit-rates.ts';
import { labelsOf } from '../../wording/labels.ts';
import { plain } from '../../wording/text.ts';
import { curvesPlot } from '../charts/curves.ts';
import { searchPlot } from '../charts/search.ts';
import { type StackedRow, stackedPlot } from '../charts/stacked.ts';
import { gridHtml } from '../grid.ts';
import { type Html, html, type Part } from '../markup.ts';
import { figureHtml } from './figure.ts';

/** What is no number: the plots of an exercise show those, and the table of claims its verdicts. */
export function groupHtml(record: RunRecord, exercise: ExerciseRecord, group: FindingGroup): Part {
  if (group.kind === 'measured') return undefined;
  if (group.kind === 'compared') return comparedHtml(record, group.findings);
  const { finding } = group;
  switch (finding.kind) {
    case 'output':
      return html`<figure class="output"><figcaption><code>${finding.title}</code>${finding.unit !== undefined && html` on ${finding.unit}`}</figcaption><pre tabindex="0" aria-label="${outputTitle(finding)}">${plain(finding.text).trimEnd()}</pre></figure>`;
    case 'written':
      return writtenHtml(exercise, finding);
    case 'note':
      return [html`<p class="note">${finding.text}</p>`, finding.rows !== undefined && seenHtml(finding.rows)];
    case 'losses':
      return lossesHtml(record, finding.series);
    case 'search':
      return searchHtml(finding);
    case 'curves':
      return curvesPlot(finding.title, sweepIn(finding));
    case 'figure':
      return figureHtml(record, finding);
    case 'claim':
      return record.claims.some(({ id }) => id === finding.claim)
        ? undefined
        : html`<p>The claim <code>${finding.claim}</code> was not judged.</p>`;
    default:
      return undefined;
  }
}

/** Of a machine or a testbed that was lost, at its end. */
const seenHtml = (rows: NonNullable<Finding<'note'>['rows']>): Html =>
  html`<details class="seen"><summary>What was seen of it</summary><pre class="error" tabindex="0" aria-label="What was seen of it">${rowsText(rows)}</pre></details>`;

/** The same figures as the answers have, for whoever writes them. */
function comparedHtml(record: RunRecord, findings: readonly Finding<'comparison'>[]): Part {
  const { grid, meaning } = comparedGrid(record, findings);
  const arms = [...new Set(findings.map(({ comparison }) => seriesById(record, comparison.of)?.arm ?? comparison.of))];
  const title = `The ${findings[0]?.told ?? 'ratio'} of ${arms.join(', ')}, as a table`;
  return html`<details class="compared"><summary>${title}</summary>${gridHtml(grid, { caption: title, quiet: true })}${meaning !== undefined && html`<p class="note">${meaning}</p>`}</details>`;
}

/** What VM exits and CPU time are made of, closed: the plots have their sums. */
export function priceDetails(record: RunRecord, { findings }: ExerciseRecord): Part {
  const exits = findings.filter((finding) => finding.kind === 'exits');
  const cpu = findings.filter((finding) => finding.kind === 'cpu');
  const meaning = exitsMeaning(record, [...new Set(exits.flatMap(({ series }) => series))]);
  return [
    exits.length > 0 &&
      html`<details class="price"><summary>VM exits by kind, and what they mean</summary>${exits.map(({ series }) => exitsHtml(record, series))}${meaning !== undefined && meaningHtml(meaning)}</details>`,
    cpu.length > 0 &&
      html`<details class="price"><summary>CPU time by thread</summary>${cpu.map(({ series }) => cpuHtml(record, series))}<p class="note">${CPU_MEANING}</p></details>`,
  ];
}

const meaningHtml = ({ trap, kinds, packets }: NonNullable<ReturnType<typeof exitsMeaning>>): Html =>
  html`<p>${trap}</p><dl>${kinds.map(([name, means]) => html`<dt>${name}</dt><dd>${means}</dd>`)}</dl>${packets !== undefined && html`<p>${packets}</p>`}`;

function exitsHtml(record: RunRecord, ids: readonly string[]): Part {
  const { caption, grid } = exitsGrid(record, ids);
  if (grid === undefined) return html`<p class="note">${caption}</p>`;
  const series = ids.flatMap((id) => seriesById(record, id) ?? []);
  const kinds = heaviestKinds(series);
  const counted = series.flatMap((one) => {
    const rates = exitRates(one, kinds);
    return rates === undefined ? [] : [{ series: one, rates }];
  });
  const [per = 'perSecond'] = exitUnits(counted.map(({ rates }) => rates));
  const unit = per === 'perMebibyte' ? 'VM exits per MiB' : 'VM exits per second';
  const rows = stacked(
    counted.map(({ series: one, rates }) => {
      const named = kinds.map((kind) => [KINDS[kind]?.name ?? kind, rates[per]?.kinds[kind] ?? 0] as const);
      return { series: one, parts: [...named, ['not told apart by KVM', rates[per]?.other ?? 0] as const] };
    }),
  );
  const table = gridHtml(grid, { caption: 'VM exits by kind' });
  return [html`<p class="note">${caption}</p>`, stackedPlot({ title: titleOf(series, unit), unit, rows, table })];
}

function cpuHtml(record: RunRecord, ids: readonly string[]): Part {
  const { caption, grid } = cpuGrid(record, ids);
  if (grid === undefined) return html`<p class="note">${caption}</p>`;
  const series = ids.flatMap((id) => seriesById(record, id) ?? []);
  const timed = series.flatMap((one) => {
    const times = cpuTimes(record, one);
    return times === undefined ? [] : [{ series: one, times }];
  });
  const per = timed.some(({ times }) => times.per === 'MiB') ? 'MiB' : 'second';
  const rows = stacked(
    timed
      .filter(({ times }) => times.per === per)
      .map(({ series: one, times }) => ({
        series: one,
        parts: times.threads.map(([kind, seconds]) => [kind, 1000 * seconds] as const),
      })),
  );
  const unit = `CPU ms per ${per}`;
  const table = gridHtml(grid, { caption: 'CPU time by thread' });
  return [html`<p class="note">${caption}</p>`, stackedPlot({ title: titleOf(series, unit), unit, rows, table })];
}

/** In percent of what was sent, so that sizes and devices compare. */
function lossesHtml(record: RunRecord, ids: readonly string[]): Part {
  const accounts = accountsOf(record, ids);
  const { common, rows } = accounts;
  if (rows.length === 0) return html`<p class="note">${lossesText(record, ids)}</p>`;
  const shown = rows.map(
    ({ label, sent, layers }): StackedRow => ({
      label,
      parts: Object.fromEntries(layers.map(([layer, frames]) => [layer, sent === 0 ? 0 : (100 * frames) / sent])),
    }),
  );
  const title = common === '' ? 'Where frames were lost' : `${common}: where frames were lost`;
  const table = gridHtml(lossesGrid(accounts), { caption: 'Frames lost by layer' });
  return stackedPlot({ title, unit: '% of the frames sent', rows: shown, table });
}

/** Trials that say nothing of their load are told in words. */
function searchHtml(finding: Finding<'search'>): Part {
  const { title, unit, trials, found } = finding;
  const telling = trials.flatMap(({ load, loss, passed }) => (loss === undefined ? [] : [{ load, loss, passed }]));
  const text = html`<p class="note">${title}: ${searchText(finding)}.</p>`;
  if (telling.length === 0 || found === undefined) return text;
  return html`<details class="price"><summary>${title}: ${searchText(finding)}</summary>${searchPlot({ title, unit, trials: telling, found })}</details>`;
}

/** Kinds of one name count together. */
function stacked(
  all: readonly { readonly series: SeriesRecord; readonly parts: readonly (readonly [string, number])[] }[],
): StackedRow[] {
  const { labels } = labelsOf(all.map(({ series }) => series));
  return all.map(({ parts }, index) => ({
    label: labels[index] ?? '',
    parts: Object.fromEntries(
      [...Map.groupBy(parts, ([name]) => name)].map(([name, some]) => [
        name,
        some.reduce((so, [, count]) => so + count, 0),
      ]),
    ),
  }));
}

const titleOf = (series: readonly SeriesRecord[], what: string): string => {
  const { common } = labelsOf(series);
  return common === '' ? what : `${common}: ${what}`;
};

function writtenHtml(exercise: ExerciseRecord, { question, answer }: Finding<'written'>): Html {
  return html`<div class="written"><p class="asked">${question}</p>
${answer === null ? html`<p class="open">Not answered yet: write in <code>suites/${suiteOf(exercise)}/answers.yaml</code>, then <code>npm run lab -- answers</code>.</p>` : html`<blockquote>${answer.trim()}</blockquote>`}</div>`;
}
