import { max } from 'd3-array';
import { amountText } from '../../fixtures/statistics/samples/metric.ts';
import type { RunRecord, SeriesRecord } from '../record/schema/record.ts';
import { seriesById } from '../record/views/by-id.ts';
import { spreadOf } from '../record/views/distribution.ts';
import { decides } from '../record/views/exercise-state.ts';
import { outliersOf } from '../record/views/outliers.ts';
import { quantityOf } from '../wording/facts.ts';
import { cacheText, figuresText, runsText } from '../wording/figures.ts';
import { amount, counted, factor, number } from '../wording/numbers.ts';
import { curvesHtml, curvesTable } from './charts/curves.ts';
import { laneHtml } from './charts/lane.ts';
import { bar, howToRead, ticksHtml } from './charts/plot.ts';
import { ratioMarks, ratioScale } from './charts/ratios.ts';
import { type Scale, scaleFor } from './charts/scale.ts';
import { colour } from './charts/signs.ts';
import { sweepOf } from './charts/sweep.ts';
import { anchor, type Html, html, type Part } from './markup.ts';
import type { Lane, Question } from './question.ts';
import { outcomeHtml } from './state.ts';
import { effectWords, intervalText } from './summary/sentences.ts';

interface Where {
  readonly record: RunRecord;
  /** The anchor of a unit's console, where the page has it. */
  readonly consoleOf: (boot: string) => string | undefined;
}

/** Rows of the table of samples; all of them stand in the record. */
const MOST_ROWS = 200;

/**
 * One table that is a plot: a row for each arm of each workload, its boots on one axis, its ratio to another arm with the
 * interval, and what explains it. Its figures are text, so that whoever does not see the marks loses nothing.
 */
export function questionHtml(question: Question, where: Where): Html {
  const { title, workloads, prices, missing, left } = question;
  const lanes = workloads.flatMap((workload) => workload.lanes);
  const series = lanes.map((lane) => lane.series);
  const sweep = sweepOf(series);
  const isPlain = workloads.every((workload) => workload.lanes.length === 1);
  const head = [
    ...['each boot', 'median'],
    ...(lanes.some(({ against }) => against) ? ['against another'] : []),
    ...prices,
  ];
  const look = { ...where, question, head, scales: scalesOf(question, where.record) };
  const table = html`<table class="question"><caption class="quiet">${title}</caption>
<thead><tr><td></td>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
${workloads.map((workload) => workloadHtml(workload, isPlain, look))}
${axisRow(look)}</table>`;
  return html`<figure class="plot ask"><figcaption>${title}</figcaption>
${sweep === undefined ? table : [curvesHtml(sweep), curvesTable(sweep), html`<details class="table"><summary>Each boot</summary>${table}</details>`]}
${series.flatMap((one) => remarkOn(where.record, one))}
${missing.map((name) => html`<p class="note">${name}: not measured.</p>`)}
${left > 0 && html`<p class="note">${counted(left, 'more series')} in <code>record.json</code>.</p>`}
${howToRead(LEGEND, samplesHtml(series, where))}</figure>`;
}

/** A row for each arm below the workload's name; where each has one arm alone, both names stand in its row. */
function workloadHtml({ name, lanes }: Question['workloads'][number], isPlain: boolean, look: Look): Html {
  const head = html`<tr class="workload"><th scope="rowgroup" colspan="${look.head.length + 1}">${name}</th></tr>`;
  const named = ({ arm }: Lane): Part => (isPlain ? html`${name}<br><small>${arm}</small>` : arm);
  return html`<tbody>${!isPlain && head}${lanes.map((lane) => laneRow(lane, named(lane), look))}</tbody>`;
}

const LEGEND =
  'Each dot is a run on one boot, and leads to its console; a ringed one stands apart from the others of its row. Upright line: the median. ' +
  'Thin line: the range. Thick line: the 95 % interval of the median, from six boots on. Many runs are columns, as high as there are ' +
  'runs. Diamond: the ratio to the other arm, with its interval; an arrow where that goes on; dashed: equal; green line: the bound that is claimed.';

interface Look extends Where {
  readonly question: Question;
  readonly head: readonly string[];
  readonly scales: Scales;
}

interface Scales {
  readonly values: Scale;
  readonly ratios: Scale | undefined;
  /** The greatest of each price. */
  readonly prices: readonly number[];
}

/** Of all that the suite measured of the quantity, so that exercises compare at a look. */
function scalesOf({ metric, workloads, prices }: Question, { series }: RunRecord): Scales {
  const lanes = workloads.flatMap((workload) => workload.lanes);
  const alike = [...series, ...lanes.map((lane) => lane.series)].filter(
    (one) => quantityOf(one.metric) === quantityOf(metric),
  );
  const ratios = lanes.flatMap(({ against }) => {
    const { comparison, bound } = against?.claim ?? { comparison: against?.finding?.comparison, bound: undefined };
    return comparison?.ratio === undefined ? [] : [{ ...comparison, bound }];
  });
  return {
    values: scaleFor(alike.flatMap(({ samples }) => samples.map(({ value }) => value))),
    ratios: ratios.length === 0 ? undefined : ratioScale(ratios),
    prices: prices.map((_, index) => max(lanes, (lane) => lane.prices[index]) ?? 0),
  };
}

function laneRow(lane: Lane, name: Part, { record, consoleOf, question: { prices }, head, scales }: Look): Html {
  const { series } = lane;
  const outliers = outliersOf(series);
  const compares = head.includes('against another');
  return html`<tr class="lane ${colour(lane.colour)}" data-series="${series.id}"><th scope="row"><span class="swatch" aria-hidden="true"></span>${name}</th>
<td class="each">${laneHtml({ series, scale: scales.values, outliers, consoleOf })}</td>
<td class="median">${medianHtml(series)}${outliers.map((one) => outlierHtml(one.boot, amount(one.value, series.metric.unit), consoleOf))}</td>
${compares && html`<td class="against">${againstHtml(lane, record, scales.ratios)}</td>`}
${lane.prices.map((price, index) => html`<td class="price" data-name="${prices[index]}">${price !== undefined && [bar('carried', price / (scales.prices[index] || 1), price), html`<span>${number(price)}</span>`]}</td>`)}</tr>
`;
}

function medianHtml(series: SeriesRecord): Part {
  if (series.summary === undefined) return 'not measured';
  const { median, min, max: most } = series.summary;
  return html`<b>${number(median)}</b> <small>${number(min)} to ${number(most)}; ${runsText(series)}</small>`;
}

function outlierHtml(boot: string, value: string, consoleOf: Where['consoleOf']): Html {
  const console = consoleOf(boot);
  const name = console === undefined ? boot : html`<a href="#${console}">${boot}</a>`;
  return html`<small class="apart">stands apart: ${value}, ${name}</small>`;
}

/** `11.9 x e1000 on tap (7.8 to 18 x) PASS`; `6.0 times slower (5.0 to 7.3 times) than native`. */
function againstHtml({ against }: Lane, record: RunRecord, scale: Scale | undefined): Part {
  if (against === undefined) return undefined;
  const { claim, finding, arm } = against;
  const { comparison } = claim ?? finding;
  const marks =
    scale !== undefined &&
    comparison.ratio !== undefined &&
    ratioMarks(comparison, scale, claim && { value: claim.bound, side: claim.side ?? 'at least' });
  if (claim === undefined) return [marks, html`${effectWords(record, finding)} <small>against ${arm}</small>`];
  const unit = seriesById(record, comparison.of)?.metric.unit ?? '1';
  const told =
    comparison.ratio === undefined ? amountText(comparison.difference, unit) : `${factor(comparison.ratio)} x`;
  return [
    marks,
    html`<b>${told}</b> <small>${arm} (${intervalText(comparison, unit)})</small> <a class="outcome-link" href="#${anchor('claim', claim.id)}">${outcomeHtml(claim.verdict.outcome)}</a>${!decides(claim) && html` <small>shown only</small>`}`,
  ];
}

function axisRow({ question: { metric, prices }, head, scales: { values, ratios } }: Look): Html {
  const axis = (name: string, scale: Scale) =>
    html`<svg class="axis" height="20" aria-hidden="true">${ticksHtml(scale)}</svg><span class="axis-name">${name}${scale.logarithmic && ', logarithmic'}</span>`;
  return html`<tfoot><tr><td></td><td class="each">${axis(metric.unit === '1' ? metric.name : metric.unit, values)}</td><td></td>${head.includes('against another') && html`<td class="against">${ratios !== undefined && axis('ratio', ratios)}</td>`}${prices.map(() => html`<td></td>`)}</tr></tfoot>`;
}

/** What a plot of medians does not show: quantiles of a distribution, and that the page cache answered. */
function remarkOn(record: RunRecord, series: SeriesRecord): Html[] {
  const isPlain = spreadOf(record, series) === undefined;
  const text = isPlain ? cacheText(record, series) : figuresText(record, series);
  return text === undefined ? [] : [html`<p class="note">${series.label}: ${text}.</p>`];
}

function samplesHtml(series: readonly SeriesRecord[], { consoleOf }: Where): Part {
  const all = series.flatMap((one) => one.samples.map((sample) => ({ ...sample, of: one })));
  const rows = all.slice(0, MOST_ROWS).map(({ value, boot, of }) => {
    const console = consoleOf(boot);
    return html`<tr><th scope="row">${of.label}</th><td>${console === undefined ? boot : html`<a href="#${console}">${boot}</a>`}</td><td>${amount(value, of.metric.unit)}</td></tr>`;
  });
  return [
    html`<div class="scroll" tabindex="0" role="group" aria-label="Each boot"><table class="words"><caption>Each boot, with its console</caption><thead><tr><td></td><th scope="col">boot</th><th scope="col">value</th></tr></thead><tbody>${rows}</tbody></table></div>`,
    all.length > rows.length &&
      html`<p>${counted(all.length - rows.length, 'more run')} in <code>record.json</code>.</p>`,
  ];
}
