import type { FindingRecord, RunRecord } from '../record.ts';
import type { Grid } from './grid.ts';
import { number } from './numbers.ts';
import { lossOf, ratioText, runsText } from './verdict.ts';

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

export function measuredGrid(record: RunRecord, findings: readonly Finding<'series'>[]): Grid {
  const rows = findings.map(({ title, series: id }) => {
    const series = record.series.find((one) => one.id === id);
    if (series?.summary === undefined) return [title, 'not measured', '', ''];
    const { median, min, max } = series.summary;
    const { unit } = series.metric;
    return [title, `${number(median)} ${unit}`, `${number(min)} to ${number(max)} ${unit}`, runsText(series)];
  });
  return { head: ['', 'median', 'range', 'measured in'], rows, numbers: true };
}

/** With what must be said of it in words, where an interval leaves open whether anything differs. */
export function comparedGrid(
  record: RunRecord,
  findings: readonly Finding<'comparison'>[],
): { readonly grid: Grid; readonly meaning?: string } {
  const told = findings[0]?.told ?? 'ratio';
  const losses = findings.map(({ comparison }) => {
    const of = record.series.find(({ id }) => id === comparison.of);
    return lossOf(comparison, of?.metric.better ?? 'higher');
  });
  const rows = findings.map(({ title, comparison }, index) => {
    const { kind = 'loss', estimate = '', interval = '' } = losses[index] ?? {};
    const medians = [comparison.of, comparison.against].map((id) => {
      const series = record.series.find((one) => one.id === id);
      return series?.summary === undefined
        ? 'not measured'
        : `${series.label}: ${number(series.summary.median)} ${series.metric.unit}`;
    });
    return [title, ...medians, ...(told === 'ratio' ? [ratioText(comparison)] : [KNOWN[kind] + estimate, interval])];
  });
  const share = Math.round((findings[0]?.comparison.confidence ?? 0.95) * 100);
  const head = ['', 'measured', 'compared with', ...(told === 'ratio' ? ['ratio'] : [told, `${share} % interval`])];
  const unclear = told !== 'ratio' && losses.some(({ kind }) => kind === 'unclear');
  const meaning = `Not clear: the interval goes from less to more, so there may be no ${told}; more boots tell (LAB_PACE=paper).`;
  return { grid: { head, rows, numbers: true }, ...(unclear && { meaning }) };
}

const KNOWN = { loss: '', gain: 'none: ', unclear: 'not clear: ' } as const;

/** `overhead 21 % (95 % interval 18 to 24 %)`, `no clear loss: 8.0 % (95 % interval 20 % less to 9.0 % more)` */
export function comparedText(
  record: RunRecord,
  { comparison, told }: Pick<Finding<'comparison'>, 'comparison' | 'told'>,
): string {
  if (told === 'ratio') return ratioText(comparison);
  const better = record.series.find(({ id }) => id === comparison.of)?.metric.better ?? 'higher';
  const { kind, estimate, interval } = lossOf(comparison, better);
  const share = interval.startsWith('no ') ? '' : `${Math.round(comparison.confidence * 100)} % interval `;
  return `${TOLD[kind](told)}${estimate} (${share}${interval})`;
}

const TOLD = {
  loss: (told: string) => `${told} `,
  gain: (told: string) => `no ${told}: `,
  unclear: (told: string) => `no clear ${told}: `,
} as const;
