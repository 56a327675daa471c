import { rowsText } from '../../fixtures/errors.ts';
import { decides, suiteOf } from '../exercise-state.ts';
import { CPU_MEANING, cpuGrid, timedIn } from '../formats/cpu.ts';
import { exitsGrid, exitsMeaning } from '../formats/exits.ts';
import { betterText, quantityOf } from '../formats/facts.ts';
import {
  comparedGrid,
  effectText,
  type Finding,
  type FindingGroup,
  measuredGrid,
  outputTitle,
} from '../formats/findings.ts';
import { labelsOf } from '../formats/labels.ts';
import { cacheText, figuresText } from '../formats/measured.ts';
import { plain } from '../formats/text.ts';
import { verdictOf } from '../formats/verdict.ts';
import { seriesById } from '../record/by-id.ts';
import { spreadOf } from '../record/distribution.ts';
import type { ClaimRecord, ExerciseRecord, RunRecord, SeriesRecord } from '../record.ts';
import { cpuPlot } from './charts/cpu.ts';
import { curvesPlot } from './charts/curves.ts';
import { exitsPlot } from './charts/exits.ts';
import { type Ratio, ratiosPlot } from './charts/ratios.ts';
import { samplesPlot } from './charts/samples.ts';
import { sweepOf } from './charts/sweep.ts';
import { gridHtml } from './grid.ts';
import { type Html, html, type Part } from './markup.ts';

export function groupHtml(record: RunRecord, exercise: ExerciseRecord, group: FindingGroup): Part {
  if (group.kind === 'measured') return measuredHtml(record, group.findings);
  if (group.kind === 'compared') return comparedHtml(record, group.findings);
  const { finding } = group;
  switch (finding.kind) {
    case 'output':
      return html`<figure class="output"><figcaption><code>${finding.title}</code>${finding.unit !== undefined && html` on ${finding.unit}`}</figcaption><pre tabindex="0" aria-label="${outputTitle(finding)}">${plain(finding.text).trimEnd()}</pre></figure>`;
    case 'claim':
      return claimHtml(record, finding.claim);
    case 'exits':
      return exitsHtml(record, exercise, finding);
    case 'cpu':
      return cpuHtml(record, exercise, finding);
    case 'written':
      return writtenHtml(exercise, finding);
    case 'note':
      return [html`<p class="note">${finding.text}</p>`, finding.rows !== undefined && seenHtml(finding.rows)];
  }
}

/** Series of one unit share a plot. */
function measuredHtml(record: RunRecord, findings: readonly Finding<'series'>[]): Part {
  const measured = findings.flatMap(({ title, series: id }) => {
    const series = seriesById(record, id);
    return series?.summary === undefined ? [] : [{ title, series }];
  });
  const missing = findings.filter(({ title }) => !measured.some((one) => one.title === title));
  const plots = [...Map.groupBy(measured, ({ series }) => quantityOf(series.metric))].map(([what, some]) => {
    const series = some.map((one) => one.series);
    const title = `${sentenceCase(what)}${series[0] === undefined ? '' : betterText(series[0].metric).replace(',', ';')}`;
    const shown = some.map((one) => ({ kind: 'series', title: one.title, series: one.series.id }) as const);
    const summary = gridHtml(measuredGrid(record, shown), { caption: 'What was measured' });
    const samples = samplesPlot({ title, series, labels: some.map((one) => one.title), summary });
    const sweep = sweepOf(series);
    const plot = sweep === undefined ? samples : curvesPlot({ title, sweep, samples });
    return [plot, some.flatMap((one) => remarkOn(record, one.title, one.series))];
  });
  return [plots, missing.map(({ title }) => html`<p>${title}: not measured.</p>`)];
}

/** What a plot of medians does not show: quantiles of a distribution, and that the page cache answered. */
function remarkOn(record: RunRecord, title: string, series: SeriesRecord): Html[] {
  const isPlain = spreadOf(record, series) === undefined;
  const text = isPlain ? cacheText(record, series) : figuresText(record, series);
  return text === undefined ? [] : [html`<p class="note">${title}: ${text}.</p>`];
}

const sentenceCase = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Of a machine or a testbed that was lost, at its end. */
const seenHtml = (rows: NonNullable<Finding<'note'>['rows']>): Html =>
  html`<details class="seen"><summary>What was seen of it</summary><pre class="error" tabindex="0" aria-label="What was seen of it">${rowsText(rows)}</pre></details>`;

const TITLES = { ratio: 'Ratio', overhead: 'Overhead', loss: 'Loss' } as const;

function comparedHtml(record: RunRecord, findings: readonly Finding<'comparison'>[]): Part {
  const { grid, meaning } = comparedGrid(record, findings);
  const told = findings[0]?.told ?? 'ratio';
  // A difference has no place on an axis of ratios: the table has it.
  const ratios = findings.flatMap((finding) => {
    const { ratio, interval, against } = finding.comparison;
    const label = `${finding.title}, against ${armOf(record, against)}`;
    return ratio === undefined ? [] : [{ label, words: effectText(record, finding), ratio, interval }];
  });
  const table = gridHtml(grid, { caption: TITLES[told] });
  const title = `${TITLES[told]}: what was measured, as a ratio to what it is compared with`;
  return [
    ratios.length === 0 ? table : ratiosPlot({ title, ratios, table }),
    meaning !== undefined && html`<p class="note">${meaning}</p>`,
  ];
}

const armOf = (record: RunRecord, id: string): string => seriesById(record, id)?.arm ?? id;

function exitsHtml(record: RunRecord, { findings }: ExerciseRecord, part: Finding<'exits'>): Part {
  const { caption, grid } = exitsGrid(record, part.series);
  if (grid === undefined) return html`<p class="note">${caption}</p>`;
  const series = part.series.flatMap((id) => seriesById(record, id) ?? []);
  const { common } = labelsOf(series);
  const title = `${common === '' ? '' : `${common}: `}what was done, and its price in VM exits`;
  return [
    exitsPlot(title, series, gridHtml(grid, { caption: 'VM exits by kind' })),
    html`<p class="note">${caption}</p>`,
    legendHtml(record, findings, part),
  ];
}

function cpuHtml(record: RunRecord, { findings }: ExerciseRecord, part: Finding<'cpu'>): Part {
  const { caption, grid } = cpuGrid(record, part.series);
  if (grid === undefined) return html`<p class="note">${caption}</p>`;
  const timed = timedIn(record, part.series);
  const { common } = labelsOf(timed.map(({ series }) => series));
  const title = `${common === '' ? '' : `${common}: `}what it costs in CPU time`;
  const isFirst = findings.find(({ kind }) => kind === 'cpu') === part;
  return [
    cpuPlot(title, timed, gridHtml(grid, { caption: 'CPU time by thread' })),
    html`<p class="note">${caption}</p>`,
    isFirst && html`<p class="note">${CPU_MEANING}</p>`,
  ];
}

/** The first of an exercise explains what stands in all of them. */
function legendHtml(record: RunRecord, findings: ExerciseRecord['findings'], part: Finding<'exits'>): Part {
  const parts = findings.filter((one) => one.kind === 'exits');
  const meaning = parts[0] === part && exitsMeaning(record, [...new Set(parts.flatMap(({ series }) => series))]);
  if (!meaning) return undefined;
  return html`<details class="meaning"><summary>What the kinds of VM exits mean</summary><p>${meaning.trap}</p><dl>${meaning.kinds.map(([name, means]) => html`<dt>${name}</dt><dd>${means}</dd>`)}</dl>${meaning.packets !== undefined && html`<p>${meaning.packets}</p>`}</details>`;
}

function claimHtml(record: RunRecord, id: string): Html {
  const claim = record.claims.find((one) => one.id === id);
  return claim === undefined
    ? html`<p>The claim <code>${id}</code> was not ruled upon.</p>`
    : verdictHtml(record, claim);
}

export function verdictHtml(record: RunRecord, claim: ClaimRecord): Html {
  const { word, statement, arms, ratio, remarks } = verdictOf(record, claim);
  return html`<div class="verdict ${claim.verdict.outcome}${!decides(claim) && ' aside'}" role="group" aria-label="Verdict: ${word}, ${statement}">
<p class="ruling"><b>${word}</b> ${statement}</p>
<dl class="arms">${arms.map(([name, figures]) => html`<dt>${name}</dt><dd>${figures}</dd>`)}</dl>
${claimPlot(claim, arms.map(([name]) => name).join(' / '), ratio)}
<dl class="remarks">${remarks.map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)}</dl></div>`;
}

function claimPlot(claim: ClaimRecord, label: string, words: string): Html {
  const ratios = boundRatio(claim, label, words);
  return ratios.length === 0 ? html`<p>${words}</p>` : ratiosPlot({ title: 'Ratio against the bound', ratios });
}

/** None where the claim is about a difference. */
const boundRatio = ({ comparison, bound, side }: ClaimRecord, label: string, words: string): Ratio[] =>
  comparison.ratio === undefined
    ? []
    : [{ label, words, ratio: comparison.ratio, interval: comparison.interval, bound: { value: bound, side } }];

/** The claims of some exercises on one axis; undefined where they make none. */
export function claimsPlot(record: RunRecord, exercises: readonly ExerciseRecord[]): Html | undefined {
  const claims = exercises.flatMap(({ id }) => record.claims.filter(({ exercise }) => exercise === id));
  if (claims.length === 0) return undefined;
  const ratios = claims.flatMap((claim) => {
    const { word, statement, ratio } = verdictOf(record, claim);
    return boundRatio(claim, statement, `${decides(claim) ? '' : 'shown only: '}${word}: ${ratio}`);
  });
  return ratios.length === 0 ? undefined : ratiosPlot({ title: 'Claims: ratio against bound', ratios });
}

function writtenHtml(exercise: ExerciseRecord, { question, answer }: Finding<'written'>): Html {
  return html`<div class="written"><p class="question">${question}</p>
${answer === null ? html`<p class="open">Not answered yet: write in <code>suites/${suiteOf(exercise)}/answers.yaml</code>, then <code>npm run lab -- answers</code>.</p>` : html`<blockquote>${answer.trim()}</blockquote>`}</div>`;
}
