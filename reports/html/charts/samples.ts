import { medianInterval } from '../../../fixtures/statistics/median-interval.ts';
import { perBoot, type Series } from '../../../fixtures/statistics/series.ts';
import { runsText } from '../../formats/measured.ts';
import { amount, counted, number } from '../../formats/numbers.ts';
import type { SampleRecord, SeriesRecord } from '../../record.ts';
import { gridHtml } from '../grid.ts';
import { type Html, html, type Part } from '../markup.ts';
import { line, MIDDLE, percent, plotHtml, type Row, span } from './plot.ts';
import { type Scale, scaleFor } from './scale.ts';

/** Up to so many, each sample is a mark of its own that tells its value and its boot. */
const MOST_MARKS = 200;
/** Rows of the table; all samples stand in the record. */
const MOST_ROWS = 200;
/** Places on which a sample can stand when there are many: finer than a screen shows. */
const COLUMNS = 2000;
const LANES = 9;
const CONFIDENCE = 0.95;

interface Samples {
  readonly title: Part;
  /** All in one unit. */
  readonly series: readonly SeriesRecord[];
  /** Their names in this plot. */
  readonly labels: readonly string[];
  /** Their medians and ranges as a table. */
  readonly summary: Part;
}

/** Every sample of some series, with its median and, where there are boots enough, the median's interval. */
export function samplesPlot({ title, series, labels, summary }: Samples): Html {
  const unit = series[0]?.metric.unit ?? '';
  const scale = scaleFor(series.flatMap(({ samples }) => samples.map(({ value }) => value)));
  const intervals = series.map(intervalOf);
  const rows = series.map((one, index) => rowOf(one, labels[index] ?? one.label, scale, intervals[index]));
  return plotHtml({
    kind: 'samples',
    title,
    axis: unit === '1' ? '' : unit,
    scale,
    rows,
    legend: legend(intervals),
    table: [summary, samplesTable(series, labels)],
  });
}

type Interval = readonly [low: number, high: number] | undefined;

const intervalOf = (series: SeriesRecord): Interval =>
  medianInterval(perBoot({ ...series, metric: series.metric as Series['metric'] }), CONFIDENCE);

function legend(intervals: readonly Interval[]): Part {
  const some = intervals.some((interval) => interval !== undefined);
  const none = intervals.some((interval) => interval === undefined);
  return html`Each dot is a sample, the upright line the median, the thin line the range${some && ', the thick line the 95 % interval of the median over the boots'}.${none && ' Fewer than six boots give no such interval of a median.'}`;
}

function rowOf(series: SeriesRecord, label: string, scale: Scale, interval: Interval): Row {
  const { summary, samples, metric } = series;
  if (summary === undefined) return { label, value: 'not measured', marks: undefined };
  const { median, min, max } = summary;
  const marks = [
    span('range', scale.at(min), scale.at(max)),
    interval && span('interval', scale.at(interval[0]), scale.at(interval[1])),
    dots(samples, scale),
    line('median', scale.at(median), MIDDLE - 12, MIDDLE + 12),
  ];
  const sure = interval && `95 % interval ${number(interval[0])} to ${number(interval[1])}; `;
  return {
    label,
    value: html`<b>${number(median)}</b>${metric.unit !== '1' && ` ${metric.unit}`}<br><small>${sure}range ${number(min)} to ${number(max)}; ${runsText(series)}</small>`,
    marks,
  };
}

function dots(samples: readonly SampleRecord[], scale: Scale): Part {
  const boots = [...new Set(samples.map(({ boot }) => boot))];
  const lane = new Map(boots.map((boot, index) => [boot, index % LANES]));
  if (samples.length > MOST_MARKS) return cloud(samples, scale);
  const height = Math.min(16, 4 * (Math.min(boots.length, LANES) - 1));
  return samples.map(({ value, boot }) => {
    const y =
      boots.length < 2 ? MIDDLE : MIDDLE + height * ((lane.get(boot) ?? 0) / (Math.min(boots.length, LANES) - 1) - 0.5);
    return html`<circle class="sample" cx="${percent(scale.at(value))}" cy="${Number(y.toFixed(1))}" r="4" data-value="${value}"><title>${number(value)}, ${boot}</title></circle>`;
  });
}

/** Dots of no length with round ends in one path, those that would cover each other once: ten thousand draw at once. */
function cloud(samples: readonly SampleRecord[], scale: Scale): Html {
  const places = new Set(
    samples.map(({ value }, index) => `M${Math.round((scale.at(value) / 100) * COLUMNS)} ${3 + 3 * (index % LANES)}h0`),
  );
  return html`<svg x="0" y="0" width="100%" height="100%" viewBox="0 0 ${COLUMNS} ${2 * MIDDLE}" preserveAspectRatio="none"><path class="cloud" data-samples="${samples.length}" d="${[...places].join('')}"/></svg>`;
}

function samplesTable(series: readonly SeriesRecord[], labels: readonly string[]): Part {
  return series.map((one, index) => {
    const shown = one.samples.slice(0, MOST_ROWS);
    const left = one.samples.length - shown.length;
    const rows = shown.map(({ value, boot, at }) => [boot, amount(value, one.metric.unit), at]);
    const caption = labels[index] ?? one.label;
    return [
      gridHtml({ head: ['boot', 'value', 'at'], rows, numbers: true }, { caption }),
      left > 0 && html`<p>${counted(left, 'more sample')} in <code>record.json</code>.</p>`,
    ];
  });
}
