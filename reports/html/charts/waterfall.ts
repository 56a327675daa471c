import { cumsum } from 'd3-array';
import { amount, number } from '../../wording/numbers.ts';
import { gridHtml } from '../grid.ts';
import { type Html, html, type Part } from '../markup.ts';
import { line, percent, plotHtml, type Row } from './plot.ts';
import { linearScale } from './scale.ts';

interface Waterfall {
  readonly title: Part;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  readonly start: readonly [label: string, value: number];
  /** What each step adds or takes, one after the other. */
  readonly steps: readonly (readonly [label: string, by: number])[];
  /** What is reached by all of them. */
  readonly end: string;
}

/** From a value to another, step by step: what each treatment gives. */
export function waterfallPlot({ title, unit, better, start, steps, end }: Waterfall): Html {
  const reached = [...cumsum([start[1], ...steps.map(([, by]) => by)])];
  const scale = linearScale(Math.min(0, ...reached), Math.max(0, ...reached));
  const bar = (kind: string, from: number, to: number, value: number) =>
    html`<rect class="step ${kind}" x="${percent(Math.min(scale.at(from), scale.at(to)))}" y="7" width="${percent(Math.abs(scale.at(to) - scale.at(from)))}" height="20" data-value="${value}"/>`;
  const whole = (label: string, value: number): Row => ({
    label: html`<b>${label}</b>`,
    value: html`<b>${amount(value, unit)}</b>`,
    marks: bar('whole', 0, value, value),
  });
  const last = reached.at(-1) ?? start[1];
  const rows: Row[] = [
    whole(...start),
    ...steps.map(([label, by], index): Row => {
      const from = reached[index] ?? 0;
      const kind = by === 0 ? 'same' : by > 0 === (better === 'higher') ? 'better' : 'worse';
      return {
        label,
        value: html`${signed(by)} ${unit}<br><small>then ${number(from + by)}</small>`,
        marks: [line('joint', scale.at(from), 0, 34), bar(kind, from, from + by, by)],
      };
    }),
    whole(end, last),
  ];
  const table = gridHtml(
    {
      head: ['', 'change', 'then'],
      rows: [
        [start[0], '', amount(start[1], unit)],
        ...steps.map(([label, by], index) => [label, signed(by), amount((reached[index] ?? 0) + by, unit)]),
        [end, '', amount(last, unit)],
      ],
      numbers: true,
    },
    { caption: 'Step by step' },
  );
  const legend = html`Each bar begins where the one above it ended. Green is better, red is worse: ${better} is better.`;
  return plotHtml({ kind: 'waterfall', title, axis: unit, scale, rows, legend, table });
}

const signed = (by: number): string => `${by < 0 ? '−' : '+'}${number(Math.abs(by))}`;
