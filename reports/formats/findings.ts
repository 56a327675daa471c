import type { ComparisonRecord, FindingRecord, RunRecord, SeriesRecord } from '../record/schema/record.ts';
import { seriesById } from '../record/views/by-id.ts';
import { spreadOf } from '../record/views/distribution.ts';
import { deviceShare, isOfPageCache } from '../record/views/page-cache.ts';
import { runsOf } from '../record/views/runs-of.ts';
import { type Effect, effectOf, type Worded } from '../wording/effect.ts';
import { cacheRemark, runsText } from '../wording/figures.ts';
import type { Grid } from '../wording/grid.ts';
import { amount, number, percent } from '../wording/numbers.ts';
import { inline } from '../wording/text.ts';
import { comparisonText } from '../wording/verdict-text.ts';

export type Finding<K extends FindingRecord['kind']> = Extract<FindingRecord, { kind: K }>;

/** Findings that are shown as one: neighbours that make a table together, or a single one of another kind. */
export type FindingGroup =
  | { readonly kind: 'measured'; readonly findings: Finding<'series'>[] }
  | { readonly kind: 'compared'; readonly findings: Finding<'comparison'>[] }
  | { readonly kind: 'single'; readonly finding: Exclude<FindingRecord, { kind: 'series' | 'comparison' }> };

export function findingGroups(findings: readonly FindingRecord[]): FindingGroup[] {
  const groups: FindingGroup[] = [];
  for (const finding of findings) {
    const last = groups.at(-1);
    if (finding.kind === 'series') {
      if (last?.kind === 'measured') last.findings.push(finding);
      else groups.push({ kind: 'measured', findings: [finding] });
    } else if (finding.kind === 'comparison') {
      if (last?.kind === 'compared' && last.findings[0]?.told === finding.told) last.findings.push(finding);
      else groups.push({ kind: 'compared', findings: [finding] });
    } else groups.push({ kind: 'single', finding });
  }
  return groups;
}

/** `lsmod | grep virtio, on studio-15/virtio#1` */
export const outputTitle = ({ title, unit }: Pick<Finding<'output'>, 'title' | 'unit'>): string =>
  inline(unit === undefined ? title : `${title}, on ${unit}`);

export function measuredGrid(record: RunRecord, findings: readonly Finding<'series'>[]): Grid {
  const all = findings.map(({ title, series: id }) => ({ title, series: seriesById(record, id) }));
  const reached = all.map(({ series }) => (series === undefined ? '' : reachedText(record, series)));
  const withDisk = reached.some((text) => text !== '');
  const rows = all.map(({ title, series }, index) => [
    title,
    ...figures(record, series),
    ...(withDisk ? [reached[index] ?? ''] : []),
  ]);
  const head = ['', 'median', 'range', 'measured in', ...(withDisk ? ['of its bytes reached the disk'] : [])];
  return { head, rows, numbers: true };
}

/** Median, range and boots; of distributions their quantiles. */
function figures(record: RunRecord, series: SeriesRecord | undefined): string[] {
  if (series?.summary === undefined) return ['not measured', '', ''];
  const { median, min, max } = series.summary;
  const { unit } = series.metric;
  const spread = spreadOf(record, series);
  const [middle, range] =
    spread === undefined
      ? [amount(median, unit), `${number(min)} to ${amount(max, unit)}`]
      : [`p50 ${amount(spread.p50, unit)}`, `p99 ${amount(spread.p99, unit)}, max ${amount(spread.max, unit)}`];
  return [middle, range, runsText(series)];
}

/** `at most 3.0 %: the page cache answered`; empty where nobody knows. */
function reachedText(record: RunRecord, series: SeriesRecord): string {
  const { ofTargets } = runsOf(record, series);
  const share = deviceShare(ofTargets);
  if (share === undefined) return '';
  const most = share >= 100 ? 'all that can be' : share < 0.05 ? 'none' : `at most ${percent(share / 100)}`;
  return isOfPageCache(ofTargets) ? `${most}: answered by the page cache` : most;
}

/** With what must be said of it in words, where an interval leaves open whether anything differs. */
export function comparedGrid(
  record: RunRecord,
  findings: readonly Finding<'comparison'>[],
): { readonly grid: Grid; readonly meaning?: string } {
  const told = findings[0]?.told ?? 'ratio';
  const effects = findings.map(({ comparison }) => effectOf(comparison, metricOf(record, comparison)));
  const rows = findings.map(({ title, comparison }, index) => {
    const effect = effects[index];
    const medians = [comparison.of, comparison.against].map((id) => {
      const series = seriesById(record, id);
      return series?.summary === undefined
        ? 'not measured'
        : `${series.label}: ${amount(series.summary.median, series.metric.unit)}`;
    });
    const isRatio = told === 'ratio' || effect === undefined;
    const { unit } = metricOf(record, comparison);
    return [
      title,
      ...medians,
      ...(isRatio ? [comparisonText(comparison, unit)] : [CELLS[effect.kind](effect), effect.interval]),
    ];
  });
  const share = Math.round((findings[0]?.comparison.confidence ?? 0.95) * 100);
  const head = ['', 'measured', 'compared with', ...(told === 'ratio' ? ['ratio'] : [told, `${share} % interval`])];
  const unclear = told !== 'ratio' && effects.some(({ kind }) => kind === 'unclear');
  const meaning = `Not clear: the interval goes from less to more, so there may be no ${told}; more boots tell (LAB_PACE=paper).`;
  const meanings = [...(unclear ? [meaning] : []), ...findings.flatMap((finding) => cacheNote(record, finding))];
  return { grid: { head, rows, numbers: true }, ...(meanings.length > 0 && { meaning: meanings.join(' ') }) };
}

/** `read: this says nothing of a disk, since the page cache answered read, native.` */
function cacheNote(record: RunRecord, { title, comparison: { of, against } }: Finding<'comparison'>): string[] {
  const sides = [of, against].flatMap((id) => seriesById(record, id) ?? []);
  const remark = cacheRemark(record, sides);
  return remark === undefined ? [] : [`${inline(title)}: ${remark}.`];
}

/** Of what is not known, no figure at all: it would be the one that a reader remembers. */
const CELLS: Record<Effect['kind'], (effect: Effect) => string> = {
  loss: ({ estimate }) => estimate,
  gain: ({ estimate }) => `none: ${estimate}`,
  unclear: () => 'not clear',
  unknown: () => 'cannot be told',
};

/**
 * `overhead 21 % (95 % interval 18 to 24 %)`, `loss: 7.4 times slower (95 % interval 3 to 20 times)`,
 * `no clear loss: 20 % less to 9.0 % more (95 % interval)`,
 * `overhead cannot be told (7.4 times slower in these; not from 2 boots each; some 9 of each would tell (LAB_PACE=paper))`
 */
export function comparedText(
  record: RunRecord,
  { comparison, told }: Pick<Finding<'comparison'>, 'comparison' | 'told'>,
): string {
  const sides = [comparison.of, comparison.against].flatMap((id) => seriesById(record, id) ?? []);
  const remark = cacheRemark(record, sides);
  return `${effectText(record, { comparison, told })}${remark === undefined ? '' : `; ${remark}`}`;
}

/** The same without what it is worth. */
export function effectText(
  record: RunRecord,
  { comparison, told }: Pick<Finding<'comparison'>, 'comparison' | 'told'>,
): string {
  const metric = metricOf(record, comparison);
  // Nothing else says to what: an overhead is one to the native baseline, and a loss has its claim beside it.
  if (told === 'ratio') return `${comparisonText(comparison, metric.unit)}${toArm(record, comparison)}`;
  const { kind, estimate, interval, known } = effectOf(comparison, metric);
  const share = `${Math.round(comparison.confidence * 100)} % interval`;
  const sure = known ? `${share} ${interval}` : interval;
  switch (kind) {
    case 'unclear':
      return `no clear ${told}: ${interval} (${share})`;
    case 'unknown':
      return `${told} cannot be told: ${estimate} here, but ${interval}`;
    case 'gain':
      return `no ${told}: ${estimate} (${sure})`;
    default:
      return `${told}${estimate.endsWith(' %') ? '' : ':'} ${estimate} (${sure})`;
  }
}

function toArm(record: RunRecord, { against }: ComparisonRecord): string {
  const arm = seriesById(record, against)?.arm;
  return arm === undefined ? '' : `; to ${inline(arm)}`;
}

const metricOf = (record: RunRecord, { of }: ComparisonRecord): Worded =>
  seriesById(record, of)?.metric ?? { unit: '1', better: 'higher' };
