import { moreBoots, moreBootsText } from '../../fixtures/statistics/more-boots.ts';
import { distanceTo, OF_USE } from '../../fixtures/statistics/useful.ts';
import type { ComparisonRecord, FindingRecord, RunRecord, SeriesRecord } from '../record/schema/record.ts';
import { seriesById } from '../record/views/by-id.ts';
import { spreadOf } from '../record/views/distribution.ts';
import { deviceShare, isOfPageCache } from '../record/views/page-cache.ts';
import { runsOf } from '../record/views/runs-of.ts';
import { bootsText, type Effect, effectOf, type Worded } from '../wording/effect.ts';
import { cacheRemark, runsText } from '../wording/figures.ts';
import type { Grid } from '../wording/grid.ts';
import { amount, number, percent } from '../wording/numbers.ts';
import { inline } from '../wording/text.ts';
import { comparisonText } from '../wording/verdict-text.ts';
import type { Line } from './rows.ts';

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
  const unsure = findings.flatMap(({ comparison }, index) =>
    effects[index]?.kind === 'unclear' ? [{ comparison, margin: distanceTo(comparison, nothingIn(comparison)) }] : [],
  );
  const meaning = `Not clear: the interval goes from less to more, so there may be no ${told}; ${moreBootsText(moreBoots(unsure))}.`;
  const meanings = [
    ...(told !== 'ratio' && unsure.length > 0 ? [meaning] : []),
    ...findings.flatMap((finding) => cacheNote(record, finding)),
  ];
  return { grid: { head, rows, numbers: true }, ...(meanings.length > 0 && { meaning: meanings.join(' ') }) };
}

/** Where two do not differ. */
const nothingIn = ({ ratio }: ComparisonRecord): number => (ratio === undefined ? 0 : 1);

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
 * `overhead cannot be told (7.4 times slower in these; not from 2 boots each; about 9 boots of each would tell: LAB_PACE=paper)`
 */
export function comparedText(
  record: RunRecord,
  { comparison, told }: Pick<Finding<'comparison'>, 'comparison' | 'told'>,
): string {
  const sides = [comparison.of, comparison.against].flatMap((id) => seriesById(record, id) ?? []);
  const remark = cacheRemark(record, sides);
  return `${effectText(record, { comparison, told })}${remark === undefined ? '' : `; ${remark}`}`;
}

/** Of so many comparisons of an exercise that cannot be told, that is said once. */
const GROUPED = 2;

/** Comparisons of one exercise in lines; those that too few boots tell nothing of are one, where the first of them stood. */
export function comparedLines(
  record: RunRecord,
  findings: readonly Finding<'comparison'>[],
): ReadonlyMap<FindingRecord, Line> {
  const open = findings.filter((finding) => isUnknown(record, finding));
  const [first, ...others] = open.length < GROUPED ? [] : open;
  return new Map(
    findings
      .filter((one) => !others.includes(one))
      .map((one) => [one, one === first ? unknownLine(open) : [inline(one.title), comparedText(record, one)]]),
  );
}

const isUnknown = (record: RunRecord, { comparison, told }: Finding<'comparison'>): boolean =>
  told !== 'ratio' && effectOf(comparison, metricOf(record, comparison)).kind === 'unknown';

/** `loss cannot be told from 2 boots each (about 9 boots of each would tell: LAB_PACE=paper) of: read; write; randread` */
function unknownLine(open: readonly Finding<'comparison'>[]): string {
  const each = (texts: readonly string[], separator: string) => [...new Set(texts)].join(separator);
  const told = each(
    open.map((finding) => finding.told),
    ' and ',
  );
  const boots = each(
    open.map(({ comparison }) => bootsText(comparison)),
    ', ',
  );
  const titles = each(
    open.map(({ title }) => inline(title)),
    '; ',
  );
  const more = moreBoots(open.map(({ comparison }) => ({ comparison, margin: Math.log(OF_USE) })));
  return `${told} cannot be told from ${boots} (${moreBootsText(more)}) of: ${titles}`;
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

/** Of one arm twice, which workload the other one is of. */
function toArm(record: RunRecord, { of, against }: ComparisonRecord): string {
  const { arm, workload } = seriesById(record, against) ?? {};
  const name = arm === seriesById(record, of)?.arm ? workload : arm;
  return name === undefined ? '' : `; to ${inline(name)}`;
}

const metricOf = (record: RunRecord, { of }: ComparisonRecord): Worded =>
  seriesById(record, of)?.metric ?? { unit: '1', better: 'higher' };
