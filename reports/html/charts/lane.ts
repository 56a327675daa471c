import { bin, max } from 'd3-array';
import { medianInterval } from '../../../fixtures/statistics/median-interval.ts';
import { perBoot, type Series } from '../../../fixtures/statistics/samples/series.ts';
import type { SampleRecord, SeriesRecord } from '../../record/schema/record.ts';
import { number } from '../../wording/numbers.ts';
import { type Html, html, type Part } from '../markup.ts';
import { percent } from './plot.ts';
import type { Scale } from './scale.ts';

/** Up to so many, each sample is a dot of its own. */
const MOST_DOTS = 200;
/** More of them are so many columns at the most, each as high as there are samples in it. */
const COLUMNS = 60;
export const LANE = 24;
const MIDDLE = LANE / 2;
const CONFIDENCE = 0.95;
/** Pixels up and down, in turns: dots at one place do not hide each other. */
const STEPS = [0, -4, 4] as const;

interface Lane {
  readonly series: SeriesRecord;
  readonly scale: Scale;
  readonly outliers: readonly SampleRecord[];
  /** The anchor of a unit's console, where the page has it. */
  readonly consoleOf: (boot: string) => string | undefined;
}

/** Each boot of a series, its range, its median and, where there are boots enough, the median's interval. */
export function laneHtml({ series, scale, outliers, consoleOf }: Lane): Html {
  const { summary, samples } = series;
  const interval = medianInterval(perBoot({ ...series, metric: series.metric as Series['metric'] }), CONFIDENCE);
  const span = (kind: string, low: number, high: number) =>
    html`<line class="${kind}" x1="${percent(scale.at(low))}" x2="${percent(scale.at(high))}" y1="${MIDDLE}" y2="${MIDDLE}"/>`;
  const dot = (sample: SampleRecord, index: number) =>
    dotHtml(sample, scale, {
      y: MIDDLE + (STEPS[index % STEPS.length] ?? 0),
      isOutlier: outliers.includes(sample),
      console: consoleOf(sample.boot),
    });
  return html`<svg class="marks" height="${LANE}" aria-hidden="true">${scale.ticks.map(({ value }) => upright('grid', scale.at(value), 0, LANE))}${
    summary !== undefined && [
      span('range', summary.min, summary.max),
      interval && span('interval', ...interval),
      samples.length > MOST_DOTS ? columns(samples, scale) : samples.map(dot),
      upright('median', scale.at(summary.median), 3, LANE - 3),
    ]
  }</svg>`;
}

const upright = (kind: string, place: number, from: number, to: number): Html =>
  html`<line class="${kind}" x1="${percent(place)}" x2="${percent(place)}" y1="${from}" y2="${to}"/>`;

interface Dot {
  readonly y: number;
  readonly isOutlier: boolean;
  readonly console: string | undefined;
}

/** The keyboard's way to the same console is the table below: so many stops would be none. */
function dotHtml({ value, boot }: SampleRecord, scale: Scale, { y, isOutlier, console }: Dot): Html {
  const dot = html`<circle class="sample${isOutlier && ' outlier'}" cx="${percent(scale.at(value))}" cy="${y}" r="${isOutlier ? 5.5 : 4.5}" data-value="${value}"><title>${number(value)}, ${boot}</title></circle>`;
  return console === undefined ? dot : html`<a href="#${console}" tabindex="-1">${dot}</a>`;
}

function columns(samples: readonly SampleRecord[], scale: Scale): Part {
  const all = bin<SampleRecord, number>()
    .value(({ value }) => scale.at(value))
    .domain([0, 100])
    .thresholds(COLUMNS)(samples);
  const most = max(all, ({ length }) => length) ?? 1;
  return all
    .filter(({ length }) => length > 0)
    .map(({ x0 = 0, x1 = 0, length }) => {
      const height = Math.max(1, Math.round(((LANE - 2) * length) / most));
      return html`<rect class="crowd" x="${percent(x0)}" y="${LANE - height}" width="${percent(x1 - x0)}" height="${height}" data-count="${length}"/>`;
    });
}
