import type { Timed } from '../../formats/cpu.ts';
import { labelsOf } from '../../formats/labels.ts';
import { number } from '../../formats/numbers.ts';
import { type Html, html, type Part } from '../markup.ts';
import { bar } from './bar.ts';
import { howToRead } from './plot.ts';

/** Bars of CPU time, one for each kind of thread that took some, all on one scale; undefined where nothing is known. */
export function cpuPlot(title: Part, timed: readonly Timed[], table: Part): Html | undefined {
  const [first] = timed;
  if (first === undefined) return undefined;
  const { labels } = labelsOf(timed.map(({ series }) => series));
  const most = Math.max(Number.MIN_VALUE, ...timed.map(({ times }) => times.all));
  const per = first.times.per;
  const told = (seconds: number, of: string) => html`${number(seconds * 1000)} ms per ${per}${of}`;
  const rows = timed.map(
    ({ times: { all, threads } }, index) => html`<div class="label">${labels[index]}</div>
<div class="bars">${bar('carried', all / most, all)}<div>${told(all, ' in all')}</div>
${threads.map(([kind, seconds]) => html`${bar('exits', seconds / most, seconds)}<div>${told(seconds, `: ${kind}`)}</div>`)}</div>
`,
  );
  const legend = html`Filled bar: CPU time of all threads (median over boots). Outlined bars: of each kind of them. All bars have one scale, from zero.`;
  return html`<figure class="plot beside"><figcaption>${title}</figcaption><div class="rows">${rows}</div>
${howToRead(legend, table)}</figure>`;
}
