import type { RunRecord } from '../schema/record.ts';
import { type SeriesRecord, seriesOf } from './series.ts';

type Measured = Pick<RunRecord, 'series' | 'experiments' | 'runs' | 'exercises' | 'claims'>;

/** By their ids. Those of other metrics than headlines are made when one of them is asked for first. */
interface Known {
  readonly headlines: ReadonlyMap<string, SeriesRecord>;
  others?: ReadonlyMap<string, SeriesRecord>;
}

/** By the record's view of its series: that is another one as soon as anything was measured. */
const known = new WeakMap<readonly SeriesRecord[], Known>();

/** The series that a finding or a claim names, of whichever metric; undefined where the record has none of this id. */
export function seriesById(record: Omit<Measured, 'exercises' | 'claims'>, id: string): SeriesRecord | undefined {
  const { series } = record;
  let all = known.get(series);
  if (all === undefined) {
    all = { headlines: byId(series) };
    known.set(series, all);
  }
  const headline = all.headlines.get(id);
  if (headline !== undefined) return headline;
  all.others ??= byId(otherSeries(record));
  return all.others.get(id);
}

/** Every headline, and what findings and claims name besides: what a report shows the samples of. */
export function seriesShown(record: Measured): SeriesRecord[] {
  const named = [
    ...record.exercises.flatMap(({ findings }) => findings.flatMap(namedBy)),
    ...record.claims.flatMap(({ comparison: { of, against } }) => [of, against]),
  ];
  return [...new Set([...record.series, ...named.flatMap((id) => seriesById(record, id) ?? [])])];
}

/** The ids of the series that a finding is about. */
export function namedBy(finding: RunRecord['exercises'][number]['findings'][number]): readonly string[] {
  switch (finding.kind) {
    case 'series':
      return [finding.series];
    case 'comparison':
      return [finding.comparison.of, finding.comparison.against];
    case 'exits':
    case 'cpu':
    case 'losses':
      return finding.series;
    default:
      return [];
  }
}

const byId = (series: readonly SeriesRecord[]): ReadonlyMap<string, SeriesRecord> =>
  new Map(series.map((one) => [one.id, one]));

function otherSeries(record: Pick<RunRecord, 'experiments' | 'runs'>): SeriesRecord[] {
  return record.experiments.flatMap(({ id: experiment, workloads, metrics }) => {
    const names = new Set([...Object.keys(metrics), ...workloads.flatMap((workload) => Object.keys(workload.metrics))]);
    const headlines = new Map(workloads.map(({ name, headline }) => [name, headline]));
    return [...names]
      .flatMap((metric) => seriesOf(record, { experiment, metric }))
      .filter(({ workload, reading }) => reading !== headlines.get(workload));
  });
}
