import { exitRates } from '../../exit-rates.ts';
import { labelsOf } from '../../formats/labels.ts';
import { number } from '../../formats/numbers.ts';
import type { SeriesRecord } from '../../record.ts';
import { type Html, html, type Part } from '../markup.ts';
import { howToRead, percent } from './plot.ts';

const HEIGHT = 14;

/** What each arm carries, and beside it how often it left the guest for that: undefined where nothing was counted. */
export function exitsPlot(title: Part, series: readonly SeriesRecord[], table: Part): Html | undefined {
  const arms = series.flatMap((one) => {
    const exits = exitRates(one)?.perMebibyte.all;
    return exits === undefined || one.summary === undefined ? [] : [{ series: one, exits, median: one.summary.median }];
  });
  if (arms.length === 0) return undefined;
  const { labels } = labelsOf(arms.map(({ series: one }) => one));
  const most = { median: largest(arms.map(({ median }) => median)), exits: largest(arms.map(({ exits }) => exits)) };
  const unit = arms[0]?.series.metric.unit ?? '';
  const rows = arms.map(
    ({ median, exits }, index) => html`<div class="label">${labels[index]}</div>
<div class="bars">${bar('carried', median / most.median, median)}<div>${number(median)} ${unit}</div>
${bar('exits', exits / most.exits, exits)}<div>${number(exits)} VM exits per MiB</div></div>
`,
  );
  const legend = html`Filled bar: ${arms[0]?.series.metric.name ?? 'what is carried'} (median). Outlined bar: VM exits per MiB, which are its price. Each kind of bar has a scale of its own, from zero.`;
  return html`<figure class="plot beside"><figcaption>${title}</figcaption><div class="rows">${rows}</div>
${howToRead(legend, table)}</figure>`;
}

const largest = (values: readonly number[]): number => Math.max(Number.MIN_VALUE, ...values);

const bar = (kind: string, share: number, value: number): Html =>
  html`<svg class="bar" height="${HEIGHT}" aria-hidden="true"><rect class="${kind}" x="1" y="1" width="${percent(Math.max(0, Math.min(1, share)) * 99)}" height="${HEIGHT - 2}" data-value="${value}"/></svg>`;
