import { exitRates, exitUnits } from '../../exit-rates.ts';
import { labelsOf } from '../../formats/labels.ts';
import { number } from '../../formats/numbers.ts';
import type { SeriesRecord } from '../../record.ts';
import { type Html, html, type Part } from '../markup.ts';
import { bar } from './bar.ts';
import { howToRead } from './plot.ts';

/** What each arm does, and beside it how often it left the guest for that: undefined where nothing was counted. */
export function exitsPlot(title: Part, series: readonly SeriesRecord[], table: Part): Html | undefined {
  const counted = series.flatMap((one) => {
    const rates = exitRates(one);
    return rates === undefined || one.summary === undefined ? [] : [{ series: one, rates, median: one.summary.median }];
  });
  const [per = 'perSecond'] = exitUnits(counted.map(({ rates }) => rates));
  const price = per === 'perMebibyte' ? 'VM exits per MiB' : 'VM exits per second';
  const arms = counted.map(({ rates, ...arm }) => ({ ...arm, exits: rates[per]?.all ?? 0 }));
  if (arms.length === 0) return undefined;
  const { labels } = labelsOf(arms.map(({ series: one }) => one));
  const most = { median: largest(arms.map(({ median }) => median)), exits: largest(arms.map(({ exits }) => exits)) };
  const unit = arms[0]?.series.metric.unit ?? '';
  const rows = arms.map(
    ({ median, exits }, index) => html`<div class="label">${labels[index]}</div>
<div class="bars">${bar('carried', median / most.median, median)}<div>${number(median)} ${unit}</div>
${bar('exits', exits / most.exits, exits)}<div>${number(exits)} ${price}</div></div>
`,
  );
  const legend = html`Filled bar: ${arms[0]?.series.metric.name ?? 'what is carried'} (median). Outlined bar: ${price}, which are its price. Each kind of bar has a scale of its own, from zero.`;
  return html`<figure class="plot beside"><figcaption>${title}</figcaption><div class="rows">${rows}</div>
${howToRead(legend, table)}</figure>`;
}

const largest = (values: readonly number[]): number => Math.max(Number.MIN_VALUE, ...values);
