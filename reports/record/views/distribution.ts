import { quantile } from '../../../fixtures/statistics/samples/histogram.ts';
import type { Run } from '../schema/run.ts';
import { median } from './median.ts';
import { runsOf } from './runs-of.ts';
import type { SeriesRecord } from './series.ts';

/** What runs that gave a distribution each come to, in the metric's unit. */
export interface Spread {
  /** Medians over the runs: what half of the values, and 99 of 100, do not exceed. */
  readonly p50: number;
  readonly p99: number;
  /** Of all runs. */
  readonly max: number;
}

/** Undefined for a series whose readings are plain numbers. */
export function spreadOf(record: { readonly runs: readonly Run[] }, series: SeriesRecord): Spread | undefined {
  const histograms = runsOf(record, series).ofTargets.flatMap(({ readings: { [series.reading]: reading } }) =>
    typeof reading === 'object' && 'histogram' in reading ? [reading] : [],
  );
  const ofEach = (share: number) => histograms.flatMap((each) => quantile(each, share) ?? []);
  const greatest = ofEach(1);
  if (greatest.length === 0) return undefined;
  // Each run by itself: merged, histograms of unlike bins would lose those in which the quantiles lie.
  return { p50: median(ofEach(0.5)), p99: median(ofEach(0.99)), max: Math.max(...greatest) };
}
