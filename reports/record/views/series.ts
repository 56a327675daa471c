import { quantile } from '../../../fixtures/statistics/samples/histogram.ts';
import type { Metric } from '../../../fixtures/statistics/samples/metric.ts';
import { summary } from '../../../fixtures/statistics/samples/summary.ts';
import type { CountersRecord, SampleRecord, StoredRecord, SummaryRecord } from '../schema/record.ts';
import type { ExperimentRecord, Levels, Reading, Run, SeriesRecord } from '../schema/run.ts';
import { factorsOf, inOrder } from './factor-order.ts';
import { isOfTarget, keyText, pointText, UNIT } from './run-key.ts';

export type { SeriesRecord };

/** Which series are meant; of what is left out all. */
export interface Where {
  readonly experiment?: string;
  readonly arm?: string;
  readonly workload?: string;
  /** By the name that readings have; without it each workload's headline. */
  readonly metric?: string;
  /** Of a metric that is told apart by kind: which kind. Without it such a metric has no samples. */
  readonly part?: string;
  /** Levels of some factors. */
  readonly at?: Levels;
}

/**
 * One series for each arm, workload and point, in the order of their declaration. Without factors an arm that has no
 * runs has an empty one. What only a unit as a whole tells (a fleet's probes), or a procedure, has a series where it is
 * asked for by name.
 */
export function seriesOf(record: Measured, where: Where = {}): SeriesRecord[] {
  const runs = Map.groupBy(record.runs, ({ key }) => armId(key.experiment, key.arm, key.workload));
  const ofUnits = new Map(
    record.runs.filter(({ target }) => target === UNIT).map((run) => [keyText(run.key, UNIT), run] as const),
  );
  const testbeds = testbedsOf(record);
  return record.experiments
    .filter(({ id }) => where.experiment === undefined || id === where.experiment)
    .flatMap((experiment) =>
      seriesIn(experiment, where, { ...{ runs, ofUnits, testbeds }, hosts: hostsOf(experiment, record.blocks) }),
    );
}

type Measured = Pick<StoredRecord, 'experiments' | 'runs'> & Partial<Pick<StoredRecord, 'blocks' | 'merged'>>;

const testbedsOf = ({ merged }: Measured): SeriesRecord['testbeds'] =>
  merged && (merged.unlike.length > 0 ? 'unlike' : 'alike');

/** On which host each block was measured; none where all were on one. */
function hostsOf({ id }: ExperimentRecord, blocks: Measured['blocks'] = []): ReadonlyMap<number, string> {
  const own = new Map(blocks.flatMap(({ experiment, block, host }) => (experiment === id ? [[block, host]] : [])));
  return new Set(own.values()).size > 1 ? own : new Map();
}

/** `seriesOf` for a record that changes: made anew only after it has. */
export function seriesView(): (record: StoredRecord) => SeriesRecord[] {
  let seen: Measured | undefined;
  let series: SeriesRecord[] = [];
  return ({ experiments, runs, blocks, merged }) => {
    const told = { experiments, runs, blocks, ...(merged && { merged }) };
    if (seen?.experiments !== experiments || seen.runs !== runs) series = seriesOf(told);
    seen = told;
    return series;
  };
}

/** The record in memory of one on disk. */
export function withSeries(stored: StoredRecord) {
  const view = seriesView();
  return {
    ...stored,
    get series() {
      return view(stored);
    },
  };
}

/** `studio-15/tcp/virtio-net/iperf-sending/block size=4k`. Made for people and links; nobody takes it apart. */
export const seriesId = (
  experiment: string,
  arm: string,
  workload: string,
  levels: readonly (readonly [string, unknown])[] = [],
) =>
  [
    `${experiment}/${arm}/${workload.replaceAll(' ', '-')}`,
    ...levels.map(([factor, level]) => `${factor}=${level}`),
  ].join('/');

interface Sorted {
  readonly runs: ReadonlyMap<string, readonly Run[]>;
  /** Runs of units as a whole, by their keys. */
  readonly ofUnits: ReadonlyMap<string, Run>;
  readonly hosts: ReadonlyMap<number, string>;
  readonly testbeds: SeriesRecord['testbeds'];
}

const armId = (experiment: string, arm: string, workload: string) => JSON.stringify([experiment, arm, workload]);

function seriesIn(experiment: ExperimentRecord, where: Where, sorted: Sorted): SeriesRecord[] {
  const factors = factorsOf(experiment);
  const wanted = Object.entries(where.at ?? {});
  return experiment.arms
    .filter(({ label }) => where.arm === undefined || label === where.arm)
    .flatMap(({ label: arm, workloads }) =>
      experiment.workloads
        .filter(({ name }) => workloads.includes(name) && (where.workload === undefined || name === where.workload))
        .flatMap((workload) => {
          const reading = where.metric ?? workload.headline;
          const metric = workload.metrics[reading] ?? experiment.metrics[reading];
          if (metric === undefined) return [];
          // A unit's own run has a workload's metrics too, pooled: with them each guest would count twice.
          const counts = reading in workload.metrics ? isOfTarget : ({ readings }: Run) => reading in readings;
          const runs = (sorted.runs.get(armId(experiment.id, arm, workload.name)) ?? []).filter(counts);
          const points = Map.groupBy(runs, ({ key }) => pointText(key.at));
          if (points.size === 0 && factors.size === 0 && wanted.length === 0) points.set('', []);
          return [...points.values()]
            .map((some) => ({ at: some[0]?.key.at ?? {}, runs: some }))
            .filter(({ at }) => wanted.every(([factor, level]) => at[factor] === level))
            .toSorted((one, other) => inOrder(factors, one.at, other.at))
            .map((point) => {
              const named = { experiment, arm, workload: workload.name, metric, reading, where };
              return oneSeries(named, levelsIn(factors, point.at), point, sorted);
            });
        }),
    );
}

/** In the order of the factors' declaration; levels of a procedure's own come last. */
const levelsIn = (factors: ReadonlyMap<string, unknown>, at: Levels) =>
  [...new Set([...factors.keys(), ...Object.keys(at)])].flatMap((factor) =>
    at[factor] === undefined ? [] : [[factor, at[factor]] as const],
  );

interface Named {
  readonly experiment: ExperimentRecord;
  readonly arm: string;
  readonly workload: string;
  readonly metric: SeriesRecord['metric'];
  readonly reading: string;
  readonly where: Where;
}

function oneSeries(
  { experiment, arm, workload, metric, reading, where }: Named,
  levels: ReturnType<typeof levelsIn>,
  { at, runs }: { at: Levels; runs: readonly Run[] },
  sorted: Sorted,
): SeriesRecord {
  const asked = askedIn(experiment, { workload, reading, part: where.part });
  const label = seriesLabel(experiment, { arm, workload, reading, part: where.part, at });
  const isFleet = new Set(runs.map(({ target }) => target)).size > 1;
  const samples = runs.flatMap((run) =>
    sampleOf(run, run.readings[reading], where.part, sorted).map((sample) => ({
      ...sample,
      ...(isFleet && { target: run.target }),
    })),
  );
  const told = summaryOf(label, metric, samples);
  return {
    id: [seriesId(experiment.id, arm, workload, levels), ...asked.map((word) => word.replaceAll(' ', '-'))].join('/'),
    exercise: experiment.exercise,
    label,
    metric,
    dimensions: { arm, workload, ...Object.fromEntries(levels.map(([factor, level]) => [factor, String(level)])) },
    ...(experiment.budget && { looks: experiment.budget }),
    experiment: experiment.id,
    ...{ arm, workload, reading, at },
    ...(sorted.testbeds && { testbeds: sorted.testbeds }),
    samples,
    ...(told && { summary: told }),
  };
}

interface Labelled extends Pick<SeriesRecord, 'arm' | 'workload' | 'reading' | 'at'> {
  readonly part?: string | undefined;
}

/** `iperf sending, virtio-net, block size 4k`: how a table names a series at these levels. Made for people alone. */
export function seriesLabel(experiment: ExperimentRecord, { arm, workload, reading, part, at }: Labelled): string {
  return [
    ...(experiment.workloads.length === 1 ? [] : [workload]),
    arm,
    ...levelsIn(factorsOf(experiment), at).map(([factor, level]) => `${factor} ${level}`),
    ...askedIn(experiment, { workload, reading, part }),
  ].join(', ');
}

/**
 * What is said of a series besides: nothing of a headline, which a workload is of, whether it is asked for by name or
 * not.
 */
function askedIn({ workloads }: ExperimentRecord, { workload, reading, part }: Omit<Labelled, 'arm' | 'at'>): string[] {
  const { headline } = workloads.find(({ name }) => name === workload) ?? {};
  return [reading === headline ? undefined : reading, part].filter((word) => word !== undefined);
}

/** Of what is compared by its ratio no value is zero; a foreign record may have one, and then has no summary. */
function summaryOf(
  label: string,
  metric: SeriesRecord['metric'],
  samples: readonly SampleRecord[],
): SummaryRecord | undefined {
  if (metric.compare !== 'difference' && samples.some(({ value }) => value <= 0)) return undefined;
  return summary({ id: label, label, metric: metric as Metric, samples });
}

function sampleOf(
  run: Run,
  reading: Reading | undefined,
  part: string | undefined,
  { ofUnits, hosts }: Sorted,
): SampleRecord[] {
  const value = reading === undefined ? undefined : numberIn(reading, part);
  if (value === undefined) return [];
  const counters = countersOf(run) ?? countersOf(ofUnits.get(keyText(run.key, UNIT)));
  const { unit: boot, at, seconds, commands, raw } = run;
  // Of a tool with two ends both, as they were typed: the server alone says nothing of what was measured.
  const command = Object.values(commands).join('; ');
  const host = hosts.get(run.key.block);
  const told = { ...(counters && { counters }), ...(host !== undefined && { host }) };
  return [{ value, boot, at, seconds, command, raw: raw[0] ?? '', ...told }];
}

/** As one number: of a distribution its median. */
export function numberIn(reading: Reading, part?: string): number | undefined {
  if (typeof reading === 'number') return reading;
  if ('histogram' in reading) return quantile(reading, 0.5);
  return part === undefined ? undefined : reading.parts[part];
}

/** What was counted while the tool ran. */
function countersOf(run: Run | undefined): CountersRecord | undefined {
  const { moved, exits, packets, 'exits by kind': kinds } = run?.readings ?? {};
  if (exits === undefined && kinds === undefined) return undefined;
  return {
    exits: {
      ...(typeof kinds === 'object' && 'parts' in kinds && kinds.parts),
      ...(typeof exits === 'number' && { exits }),
    },
    ...(typeof moved === 'number' && moved > 0 && { mebibytes: moved }),
    ...(typeof packets === 'number' && packets > 0 && { packets }),
  };
}
