import type { ClaimRecord, RunRecord, SeriesRecord } from '../record/schema/record.ts';
import { seriesById } from '../record/views/by-id.ts';
import { inline } from './text.ts';

/** `iperf sending, virtio-net` and `iperf sending, e1000` have their first part in common. */
export function labelsOf(series: readonly Pick<SeriesRecord, 'label'>[]): { common: string; labels: string[] } {
  const labels = series.map(({ label }) => inline(label));
  const [common = ''] = labels[0]?.split(', ') ?? [];
  return labels.length > 1 && labels.every((label) => label.startsWith(`${common}, `))
    ? { common, labels: labels.map((label) => label.slice(common.length + 2)) }
    : { common: '', labels };
}

/** Says of which series a claim holds, since a statement may be made of several: `iperf sending: virtio-net carries …`. */
export const statementOf = (claim: Pick<ClaimRecord, 'statement' | 'comparison'>, record: Measured): string =>
  subjectOf(claim, record) + inline(claim.statement);

type Measured = Pick<RunRecord, 'series' | 'experiments' | 'runs'>;

/** `iperf sending: `, `fio read, block size 4k: ` for what is told of a claim; empty where its series share nothing. */
export function subjectOf({ comparison }: Pick<ClaimRecord, 'comparison'>, record: Measured): string {
  const arms = [comparison.of, comparison.against].flatMap((id) => seriesById(record, id) ?? []);
  const [first = [], ...others] = arms.map(({ label }) => inline(label).split(', '));
  const common = others.length === 0 ? [] : first.filter((part) => others.every((other) => other.includes(part)));
  return common.length === 0 ? '' : `${common.join(', ')}: `;
}
