import type { ClaimRecord, SeriesRecord } from '../record.ts';
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
export const statementOf = (
  claim: Pick<ClaimRecord, 'statement' | 'comparison'>,
  series: readonly Labelled[],
): string => subjectOf(claim, series) + inline(claim.statement);

type Labelled = Pick<SeriesRecord, 'id' | 'label'>;

/** `iperf sending: ` for what is told of a claim; empty where its series have nothing in common. */
export function subjectOf({ comparison }: Pick<ClaimRecord, 'comparison'>, series: readonly Labelled[]): string {
  const arms = [comparison.of, comparison.against].flatMap((id) => series.find((one) => one.id === id) ?? []);
  const { common } = labelsOf(arms);
  return common === '' ? '' : `${common}: `;
}
