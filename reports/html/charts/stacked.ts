import { max, sum } from 'd3-array';
import { stack } from 'd3-shape';
import { number, percent as share } from '../../wording/numbers.ts';
import { gridHtml } from '../grid.ts';
import { type Html, html, type Part } from '../markup.ts';
import { percent, plotHtml, type Row } from './plot.ts';
import { linearScale } from './scale.ts';
import { colour, key } from './signs.ts';

interface Stacked {
  readonly title: Part;
  /** `VM exits per MiB`. */
  readonly unit: string;
  readonly rows: readonly StackedRow[];
  /** The same as a table, where there is a better one than these figures. */
  readonly table?: Part;
}

export interface StackedRow {
  readonly label: string;
  /** By kind. */
  readonly parts: Readonly<Record<string, number>>;
}

/** What each whole is made of, end to end, all on one axis from zero. */
export function stackedPlot({ title, unit, rows, table }: Stacked): Html {
  const kinds = [...new Set(rows.flatMap(({ parts }) => Object.keys(parts)))];
  const layers = stack<StackedRow>()
    .keys(kinds)
    .value(({ parts }, kind) => parts[kind] ?? 0)(rows);
  const scale = linearScale(0, max(rows, ({ parts }) => sum(Object.values(parts))) ?? 1);
  const shown = rows.map(({ label, parts }, index): Row => {
    const all = sum(Object.values(parts));
    const [heaviest = '', most = 0] = Object.entries(parts).toSorted(([, one], [, other]) => other - one)[0] ?? [];
    return {
      label,
      value: html`<b>${number(all)}</b><br><small>${share(all === 0 ? 0 : most / all)} ${heaviest}</small>`,
      marks: layers.map((layer, kind) => {
        const [from = 0, to = 0] = layer[index] ?? [];
        return html`<rect class="fill ${colour(kind)}" x="${percent(scale.at(from))}" y="8" width="${percent(scale.at(to) - scale.at(from))}" height="18" data-value="${to - from}"><title>${layer.key}: ${number(to - from)}</title></rect>`;
      }),
    };
  });
  const legend = 'Each bar is as long as the whole; its parts stand end to end, in the order of the key.';
  return plotHtml({
    ...{ kind: 'stacked', title, axis: unit, scale, rows: shown, key: key(kinds), legend },
    table: table ?? tableOf(kinds, rows),
  });
}

const tableOf = (kinds: readonly string[], rows: readonly StackedRow[]): Html =>
  gridHtml(
    {
      head: ['', ...kinds],
      rows: rows.map(({ label, parts }) => [label, ...kinds.map((kind) => number(parts[kind] ?? 0))]),
      numbers: true,
    },
    { caption: 'Parts of each' },
  );
