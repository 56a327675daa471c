import type { RunRecord, SeriesRecord, SummaryRecord } from '../record/schema/record.ts';
import { computerDigest } from '../trends/likeness/facts.ts';
import { betterText } from '../wording/facts.ts';
import { counted, number } from '../wording/numbers.ts';

/** What trackers of benchmarks read. Names are the series' ids, which stay the same from run to run. */

type Measured = SeriesRecord & { readonly summary: SummaryRecord };

const measuredIn = ({ series }: Pick<RunRecord, 'series'>): Measured[] =>
  series.filter((one): one is Measured => one.summary !== undefined);

/**
 * The custom formats of github-action-benchmark, which wants one file for each direction. Undefined where no metric has
 * that direction, since an empty list fails there.
 */
export function githubActionBenchmark(record: RunRecord, better: 'higher' | 'lower'): string | undefined {
  const some = measuredIn(record).filter(({ metric }) => metric.better === better);
  if (some.length === 0) return undefined;
  return json(
    some.map(({ id, metric, summary: { median, min, max, count } }) => ({
      name: id,
      unit: metric.unit,
      value: median,
      range: `${number(min)} to ${number(max)}`,
      extra: `median of ${counted(count, 'sample')}, computer ${computerDigest(record)}`,
    })),
  );
}

/** Bencher Metric Format: it has no units, so the measure's name tells it. */
export function bencher(record: RunRecord): string {
  return json(
    Object.fromEntries(
      measuredIn(record).map(({ id, metric, summary: { median, min, max } }) => [
        id,
        { [`${metric.name} (${metric.unit})`]: { value: median, lower_value: min, upper_value: max } },
      ]),
    ),
  );
}

/** A unit's name as the end of an OpenMetrics family's name. */
const UNITS: Readonly<Record<string, string>> = {
  'MiB/s': 'mebibytes_per_second',
  'Mbit/s': 'megabits_per_second',
  ms: 'milliseconds',
  µs: 'microseconds',
};

/** OpenMetrics 1.0 text: a family for each metric, with its median, least and greatest value. */
export function openMetrics(record: RunRecord): string {
  const families = Map.groupBy(measuredIn(record), ({ metric }) => familyOf(metric));
  const seconds = Date.parse(record.startedAt) / 1000;
  const lines = [...families].flatMap(([family, some]) => {
    const [first] = some;
    if (first === undefined) return [];
    const { metric } = first;
    return [
      `# TYPE ${family} gauge`,
      `# UNIT ${family} ${unitOf(metric)}`,
      `# HELP ${family} ${escaped(`${metric.name} in ${metric.unit}${betterText(metric)}`)}`,
      ...some.flatMap((one) => samplesOf(family, one, seconds)),
    ];
  });
  return [...runInfo(record), ...lines, '# EOF', ''].join('\n');
}

function samplesOf(family: string, { id, exercise, dimensions, summary }: Measured, seconds: number): string[] {
  return (['median', 'min', 'max'] as const).map((statistic) => {
    const labels = labelsText({ ...dimensions, series: id, exercise, statistic });
    return `${family}${labels} ${summary[statistic]} ${seconds}`;
  });
}

function runInfo(record: RunRecord): string[] {
  const { fingerprint } = record.testbed ?? {};
  if (fingerprint === undefined) return [];
  const { kernel, qemu } = fingerprint;
  const told = { run: record.id, commit: record.project.commit ?? '', kernel, qemu: qemu.version };
  return ['# TYPE lab_run info', `lab_run_info${labelsText({ ...told, computer: computerDigest(record) })} 1`];
}

const unitOf = ({ unit }: SeriesRecord['metric']): string => UNITS[unit] ?? nameOf(unit.toLowerCase());
const familyOf = (metric: SeriesRecord['metric']): string => `lab_${nameOf(metric.name)}_${unitOf(metric)}`;
const nameOf = (text: string): string => text.replaceAll(/[^a-zA-Z0-9_]+/g, '_').replace(/^(?=\d)/, '_');
const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

function labelsText(labels: Readonly<Record<string, string>>): string {
  return `{${Object.entries(labels)
    .map(([name, value]) => `${nameOf(name)}="${escaped(value)}"`)
    .join(',')}}`;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
