import type { RunRecord, SeriesRecord } from '../record/schema/record.ts';
import { spreadOf } from '../record/views/distribution.ts';
import { cacheShareText, deviceShare, isOfPageCache } from '../record/views/page-cache.ts';
import { runsOf } from '../record/views/runs-of.ts';
import { amount, counted, number } from './numbers.ts';
import { inline } from './text.ts';

type Runs = Pick<RunRecord, 'runs'>;

/**
 * `76 Mbit/s (median of 3 boots, 71-82)`; of a distribution `p50 900 µs, p99 1188 µs, max 7018 µs (3 boots)`; and where
 * the page cache answered, that.
 */
export function figuresText(record: Runs, series: SeriesRecord | undefined): string {
  const text = spreadText(record, series) ?? seriesText(series);
  const cached = series && cacheText(record, series);
  return cached === undefined ? text : `${text}; ${cached}`;
}

/** `76 Mbit/s (median of 3 boots, 71-82)` */
export function seriesText(series: SeriesRecord | undefined): string {
  if (series?.summary === undefined) return 'not measured';
  const { median, min, max, count } = series.summary;
  const of = count === 1 ? 'one run' : `median of ${runsText(series)}, ${number(min)}-${number(max)}`;
  return `${amount(median, inline(series.metric.unit))} (${of})`;
}

/** Undefined for plain numbers. */
function spreadText(record: Runs, series: SeriesRecord | undefined): string | undefined {
  const spread = series && spreadOf(record, series);
  if (spread === undefined) return undefined;
  const unit = inline(series?.metric.unit ?? '');
  const figures = Object.entries(spread).map(([name, value]) => `${name} ${amount(value, unit)}`);
  return `${figures.join(', ')} (${series === undefined ? '' : runsText(series)})`;
}

/** `answered by the page cache: at most 3 % of its bytes reached the disk`; undefined where it did not, or nobody knows. */
export function cacheText(record: Runs, series: SeriesRecord): string | undefined {
  const { ofTargets } = runsOf(record, series);
  return isOfPageCache(ofTargets)
    ? `answered by the page cache: ${cacheShareText(deviceShare(ofTargets) ?? 0)}`
    : undefined;
}

/** What a comparison of such series is worth; undefined where none of them is one. */
export function cacheRemark(record: Runs, series: readonly SeriesRecord[]): string | undefined {
  const cached = series.filter((one) => isOfPageCache(runsOf(record, one).ofTargets));
  if (cached.length === 0) return undefined;
  return `this says nothing of a disk, since the page cache answered ${cached.map(({ label }) => inline(label)).join(' and ')}`;
}

/** `3 boots`, `9 runs on 3 boots`, `3 runs` where nothing was booted. */
export function runsText({ samples }: Pick<SeriesRecord, 'samples'>): string {
  const boots = new Set(samples.map(({ boot }) => boot));
  if ([...boots].every((boot) => boot.startsWith('native#'))) return counted(samples.length, 'run');
  if (boots.size === samples.length) return counted(boots.size, 'boot');
  return `${counted(samples.length, 'run')} on ${counted(boots.size, 'boot')}`;
}
