import { changeText } from '../../formats/trends-text.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import type { History } from '../../trends/history.ts';
import { type Trend, trendsOf } from '../../trends/trends.ts';
import { betterText } from '../../wording/facts.ts';
import { counted, number } from '../../wording/numbers.ts';
import { howToRead } from '../charts/plot.ts';
import { trendChart } from '../charts/trend.ts';
import { gridHtml } from '../grid.ts';
import { type Html, html, type Part } from '../markup.ts';

interface Named extends Trend {
  readonly name: string;
}

/** How each metric of a run went over the runs before it, those that changed first. */
export function trendsHtml({ series }: RunRecord, { points }: History): Html {
  const labels = new Map(series.map(({ id, label }) => [id, label]));
  const trends = trendsOf(points)
    .filter((trend) => trend.points.length > 1)
    .map((trend) => ({ ...trend, name: labels.get(trend.series) ?? trend.series }))
    .toSorted((one, other) => other.changes.length - one.changes.length);
  return html`<section id="trends" aria-labelledby="title-trends"><h2 id="title-trends">Over time</h2>
${trends.length === 0 ? html`<p class="note">${FIRST}</p>` : [html`<p class="note">${summaryOf(trends)}</p>`, html`<div class="trends">${trends.map(trendHtml)}</div>`, howToRead(LEGEND, tableOf(trends))]}</section>
`;
}

const FIRST =
  'This is the first run on this computer at this pace: from the next one on, this part shows how each metric has changed.';

const LEGEND =
  'Each dot is the median of a run, the last one this run’s; the thin line through it the range of its samples, cut ' +
  'where it leaves the chart. The axis does not begin at zero. Level: the median between two changes. Upright dashed: ' +
  'a change, found by E-divisive with a permutation test (Matteson and James 2014).';

function summaryOf(trends: readonly Named[]): string {
  const runs = new Map(trends.flatMap(({ points }) => points.map(({ run, at }) => [run, at] as const)));
  const changed = trends.filter(({ changes }) => changes.length > 0).length;
  const since = [...runs.values()].toSorted()[0]?.slice(0, 10);
  const found = changed === 0 ? 'no metric changed' : `${changed} of ${counted(trends.length, 'metric')} changed`;
  return `${counted(runs.size, 'run')} on this computer at this pace, since ${since}: ${found}.`;
}

function trendHtml(trend: Named): Html {
  const { name, metric, points, changes } = trend;
  const now = points.at(-1)?.value ?? Number.NaN;
  return html`<figure class="plot trend"><figcaption>${name}</figcaption>
<p class="legend"><b>${number(now)}</b> ${metric.unit} in this run${betterText(metric).replace(',', ';')}</p>
${trendChart(trend)}
<ul class="turns">${changes.length === 0 ? html`<li>no change in ${counted(points.length, 'run')}</li>` : changes.map((change) => html`<li class="${change.direction.replaceAll(' ', '-')}">${changeText(change)}</li>`)}</ul></figure>
`;
}

function tableOf(trends: readonly Named[]): Part {
  const rows = trends.map(({ name, metric, points, changes }) => [
    name,
    String(points.length),
    `${number(points.at(-1)?.value ?? Number.NaN)} ${metric.unit}`,
    changes.map(changeText).join('. ') || 'none',
  ]);
  return gridHtml({ head: ['', 'runs', 'this run', 'changes'], rows }, { caption: 'Metrics over the runs' });
}
