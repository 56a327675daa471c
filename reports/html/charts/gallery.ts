import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SeriesRecord } from '../../record/schema/record.ts';
import { readAssets } from '../assets.ts';
import { type Html, html, trusted } from '../markup.ts';
import { curvesPlot, multiplesPlot } from './curves.ts';
import { histogramPlot } from './histogram.ts';
import { ratiosPlot } from './ratios.ts';
import { searchPlot, type Trial } from './search.ts';
import { stackedPlot } from './stacked.ts';
import { sweepOf } from './sweep.ts';
import { waterfallPlot } from './waterfall.ts';

/** For tests, and for whoever changes a chart: each form once, on sample data. `node reports/html/charts/gallery.ts FOLDER` writes it. */
export function galleryPage(): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Charts</title>
<style>${trusted(readAssets().style)}</style></head>
<body><header><h1>Charts</h1></header><main id="main">${FORMS.map(
    ({ name, chart }) => html`<section id="${name}"><h2>${name}</h2>${chart}</section>
`,
  )}</main></body></html>
`.text;
}

export const RATIOS = [
  ...[
    { label: 'iperf sending', words: '11.9 x', ratio: 11.9, interval: [7.8, 18.3] as const },
    { label: 'iperf receiving', words: '1.28 x', ratio: 1.28, interval: [0.986, 1.66] as const },
    { label: 'two boots alone', words: 'too few boots', ratio: 3, interval: [0.01, 900] as const },
  ].map((ratio) => ({ ...ratio, bound: { value: 1.2, side: 'at least' as const } })),
];

export const LATENCIES: readonly (readonly [number, number])[] = Array.from({ length: 200 }, (_, index) => {
  const upTo = Math.round(20 * 1.03 ** index);
  return [upTo, Math.round(9000 * Math.exp(-(((index - 50) / 22) ** 2)) + 40 * Math.exp(-(((index - 150) / 12) ** 2)))];
});

export const PERCENTILES = [
  ['p50', 92],
  ['p99', 230],
  ['p99.9', 1900],
  ['max', 7006],
] as const;

export const EXITS = [
  {
    label: 'virtio-net on tap',
    parts: { 'host interrupts': 4.4, idle: 3.6, 'I/O ports': 2.1, MMIO: 0, 'not told apart': 8.7 },
  },
  {
    label: 'e1000 on tap',
    parts: { 'host interrupts': 19.8, idle: 6, 'I/O ports': 24.3, MMIO: 54.9, 'not told apart': 77 },
  },
];

export const STEPS = [
  ['hugepages', 12],
  ['pinned vCPUs', 31],
  ['a CPU of its own', -4],
  ['vhost', 160],
] as const;

export const TRIALS: readonly Trial[] = [
  [1000, 0.4],
  [500, 0],
  [750, 0.08],
  [625, 0.0004],
  [687.5, 0.02],
  [656.25, 0.0007],
  [671.9, 0.006],
].map(([load = 0, loss = 0]) => ({ load, loss, passed: loss <= 0.001 }));

const SIZES = [64, 128, 256, 512, 1024, 1518];

export const LOST = [
  { at: 256, value: 23.33 },
  { at: 1518, value: 0.55 },
] as const;

/** Two cards over the sizes of frames, as a study after RFC 2544 leaves them. */
export const sweptSeries = (scale = 1): SeriesRecord[] =>
  ['virtio-net', 'e1000'].flatMap((arm, card) =>
    SIZES.map((size): SeriesRecord => {
      const median = (scale * size * (card + 1) ** -2.5) / (1 + size / 3000);
      return {
        ...{ experiment: 'rfc-2544', exercise: 'rfc-2544/1', arm, workload: 'udp', reading: 'throughput', at: {} },
        ...{ id: `${arm}/${size}`, label: `${arm}, ${size} B`, dimensions: { arm, 'frame size': `${size} B` } },
        metric: { name: 'throughput', unit: 'Mbit/s', better: 'higher' },
        summary: { count: 3, median, mean: median, min: 0.85 * median, max: 1.15 * median },
        samples: [],
      };
    }),
  );

function sweep(scale?: number) {
  const found = sweepOf(sweptSeries(scale));
  if (found === undefined) throw new TypeError('the sample is swept');
  return found;
}

/** Losses from none to nearly all, beside what somebody published of one card. */
const PUBLISHED = (['DUT IN', 'DUT OUT'] as const).map((name) => ({
  name,
  sweep: {
    ...{ dimension: 'frame', unit: 'B', up: { name: 'loss', unit: '%' } },
    curves: ['native', 'e1000'].map((label, sign) => ({
      ...{ label, sign },
      points: SIZES.map((at, index) => {
        const median = sign === 0 || name === 'DUT OUT' ? 0 : 90 / 4 ** index;
        return { at, summary: { median, min: median, max: median } };
      }),
      published: sign === 0 || name === 'DUT OUT' ? [] : LOST,
    })),
  },
}));

const FORMS: readonly { readonly name: string; readonly chart: Html }[] = [
  { name: 'intervals', chart: ratiosPlot({ title: 'virtio-net against e1000', ratios: RATIOS }) },
  {
    name: 'curves',
    chart: curvesPlot('Throughput in Mbit/s; higher is better', sweep()),
  },
  {
    name: 'multiples',
    chart: multiplesPlot('Throughput by network', [
      { name: 'SLIRP', sweep: sweep(0.1) },
      { name: 'tap', sweep: sweep(0.6) },
      { name: 'tap with vhost', sweep: sweep() },
    ]),
  },
  { name: 'published', chart: multiplesPlot('Frames lost', PUBLISHED) },
  {
    name: 'histogram',
    chart: histogramPlot({ title: 'Latency of pings', unit: 'µs', counts: LATENCIES, percentiles: PERCENTILES }),
  },
  { name: 'shares', chart: stackedPlot({ title: 'VM exits by kind', unit: 'VM exits per MiB', rows: EXITS }) },
  {
    name: 'waterfall',
    chart: waterfallPlot({
      ...{ title: 'What each treatment gives', unit: 'Mbit/s', better: 'higher' },
      ...{ start: ['as it was', 88], steps: STEPS, end: 'all together' },
    }),
  },
  {
    name: 'search',
    chart: searchPlot({
      title: 'Greatest rate that loses at most 0.1 %',
      unit: 'Mbit/s',
      trials: TRIALS,
      found: 656.25,
    }),
  },
];

if (import.meta.main) {
  const [folder = '.'] = process.argv.slice(2);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'gallery.html'), galleryPage());
}
