import type { SeriesRecord } from '../record.ts';
import { inline } from './text.ts';

/** `iperf sending, virtio-net` and `iperf sending, e1000` have their first part in common. */
export function labelsOf(series: readonly SeriesRecord[]): { common: string; labels: string[] } {
  const labels = series.map(({ label }) => inline(label));
  const [common = ''] = labels[0]?.split(', ') ?? [];
  return labels.length > 1 && labels.every((label) => label.startsWith(`${common}, `))
    ? { common, labels: labels.map((label) => label.slice(common.length + 2)) }
    : { common: '', labels };
}
