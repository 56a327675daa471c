import { z } from 'zod';
import { type metricSchema, sampleSchema, seriesSchema } from '../schema/measurement.ts';
import { type CountersRecord, type RunRecord, storedRecordSchema } from '../schema/record.ts';
import type { ExperimentRecord, Run } from '../schema/run.ts';
import { quietSchema } from '../schema/testbed-schema.ts';
import { seriesId, withSeries } from '../views/series.ts';
import { Measured } from './fold-measured.ts';
import type { EventOf, JournalEvent } from './journal.ts';

// Version 1 had one number a run, and stored series. It is read as version 2 by telling it anew as the events of today:
// each series an arm and a workload, each boot a unit, each boot of an arm a block.

export const version1Schema = z.strictObject({
  ...storedRecordSchema.omit({
    origin: true,
    resumed: true,
    experiments: true,
    blocks: true,
    units: true,
    runs: true,
    leftOut: true,
  }).shape,
  version: z.literal(1),
  series: z.array(seriesSchema),
  quiet: z.array(quietSchema).default([]),
});

/** Events of version 1 that are other ones today. */
export const version1EventSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('run'),
    ...storedRecordSchema.pick({ id: true, project: true, startedAt: true, settings: true }).shape,
  }),
  z.strictObject({ type: z.literal('series'), series: seriesSchema.omit({ samples: true, summary: true }) }),
  z.strictObject({ type: z.literal('sample'), series: z.string(), sample: sampleSchema }),
  z.strictObject({ type: z.literal('lost'), boot: z.string().min(1) }),
]);

type Version1Record = z.infer<typeof version1Schema>;
type Version1Event = z.infer<typeof version1EventSchema>;
type Series = Extract<Version1Event, { type: 'series' }>['series'];
type Sample = z.infer<typeof sampleSchema>;

/** The names and metrics of what KVM and the tool counted, as today's probes have them. */
export const COUNTED: Record<string, z.infer<typeof metricSchema>> = {
  moved: { name: 'moved', unit: 'MiB', compare: 'ratio', average: 'sum' },
  exits: { name: 'VM exits', unit: '1', better: 'lower', compare: 'difference', average: 'sum' },
  'exits by kind': { name: 'VM exits by kind', unit: '1', better: 'lower', compare: 'difference', average: 'sum' },
  packets: { name: 'packets', unit: '1', compare: 'difference', average: 'sum' },
};

/** Its numbers, and the series by which its findings and claims refer to them, stay the same. */
export function fromVersion1({ series, version: _, ...rest }: Version1Record): RunRecord {
  const [converter, measured, troubles] = [new FromVersion1(), new Measured(), [...rest.troubles]];
  if (rest.testbed !== undefined) converter.hear({ type: 'testbed', testbed: rest.testbed });
  for (const machine of rest.machines) converter.hear({ type: 'machine', machine });
  for (const event of toldBy(series).flatMap((one) => converter.convert(one))) {
    try {
      measured.check(event);
      measured.add(event);
    } catch (error) {
      troubles.push(`A sample of the record (version 1) was left out: ${error}`);
    }
  }
  const { experiments, blocks, units, runs, leftOut } = measured;
  const lists = { experiments: experiments.all, blocks: blocks.all, units: units.all, runs: runs.all };
  return withSeries({ ...rest, version: 2, origin: 1, ...lists, leftOut: leftOut.all, troubles });
}

/** As the journal had it: declared first, then each sample when it was taken. */
const toldBy = (series: Version1Record['series']): Version1Event[] => [
  ...series.map(({ samples: _, summary: __, ...one }) => ({ type: 'series', series: one }) as const),
  ...series
    .flatMap(({ id, samples }) => samples.map((sample) => ({ type: 'sample', series: id, sample }) as const))
    .toSorted((one, other) => Date.parse(one.sample.at) - Date.parse(other.sample.at)),
];

/** Tells the events of a journal of version 1 as those of today. */
export class FromVersion1 {
  readonly #experiments = new Map<string, ExperimentRecord>();
  readonly #series = new Map<string, Series & { readonly experiment: string }>();
  readonly #machines = new Map<string, string | undefined>();
  readonly #blocks = new Set<string>();
  /** Units by their arm, in their order. */
  readonly #units = new Map<string, string[]>();
  readonly #repeats = new Map<string, number>();
  #testbed = 'untold';

  /** What a unit must be told of besides: where it was opened. */
  hear(event: JournalEvent): void {
    if (event.type === 'testbed') this.#testbed = event.testbed.name;
    if (event.type === 'machine') this.#machines.set(event.machine.id, event.machine.testbed);
  }

  convert(event: Version1Event): JournalEvent[] {
    switch (event.type) {
      case 'run':
        return [{ ...event, type: 'run begun', version: 2, origin: 1 }];
      case 'series':
        return [{ type: 'experiment', experiment: this.#declare(event.series) }];
      case 'lost':
        return this.#lose(event.boot);
      default: {
        const series = this.#series.get(event.series);
        // An edited journal: the fold names it.
        if (series === undefined) return [{ type: 'lost', unit: `series ${event.series}` }];
        return this.#sample(series, event.sample);
      }
    }
  }

  #declare(series: Series): ExperimentRecord {
    const [label, name] = namesOf(series);
    const id = experimentOf(series);
    this.#series.set(series.id, { ...series, experiment: id });
    const known = this.#experiments.get(id);
    const { arms = [], workloads = [] } = known ?? {};
    const own = arms.find((arm) => arm.label === label)?.workloads ?? [];
    const { metric, exercise, looks } = series;
    const next: ExperimentRecord = {
      ...{ id, exercise },
      arms: put(arms, { label, kind: 'untold', workloads: [...new Set([...own, name])] }, 'label'),
      factors: { host: {}, boot: {}, run: {} },
      workloads: put(workloads, { name, headline: metric.name, metrics: { [metric.name]: metric } }, 'name'),
      metrics: COUNTED,
      // Version 1 tells the boots that were asked for where more might be added, and else not.
      boots: looks?.asked ?? 1,
      ...(looks && { budget: looks }),
    };
    this.#experiments.set(id, next);
    return next;
  }

  #sample(series: Series & { readonly experiment: string }, sample: Sample): JournalEvent[] {
    const [arm, workload] = namesOf(series);
    const { experiment } = series;
    const { boot: unit } = sample;
    const units = this.#units.get(JSON.stringify([experiment, arm])) ?? [];
    const known = units.includes(unit);
    if (!known) this.#units.set(JSON.stringify([experiment, arm]), [...units, unit]);
    const boot = known ? units.indexOf(unit) + 1 : units.length + 1;
    const repeatOf = JSON.stringify([unit, experiment, arm, workload]);
    const repeat = (this.#repeats.get(repeatOf) ?? 0) + 1;
    this.#repeats.set(repeatOf, repeat);
    const key = { experiment, arm, at: {}, block: boot, boot, workload, repeat, trial: 1 };
    const run = { type: 'run', run: runOf(key, series.metric.name, sample, this.#targetOf(unit)) } as const;
    return known ? [run] : [...this.#open(experiment, arm, boot, unit), run];
  }

  #open(experiment: string, arm: string, boot: number, id: string): JournalEvent[] {
    const host = this.#machines.get(id) ?? this.#testbed;
    const block = { experiment, block: boot, host };
    const begun = this.#blocks.has(JSON.stringify([experiment, boot]));
    this.#blocks.add(JSON.stringify([experiment, boot]));
    const machines = this.#machines.has(id) ? [id] : [];
    const unit = { id, ...block, arm, at: {}, boot, targets: [this.#targetOf(id)], machines, proofs: [] };
    return [...(begun ? [] : [{ type: 'block', ...block } as const]), { type: 'unit', unit }];
  }

  #lose(boot: string): EventOf<'lost'>[] {
    const lost = [...this.#units].filter(([, units]) => units.includes(boot));
    for (const [arm, units] of lost) {
      this.#units.set(
        arm,
        units.filter((unit) => unit !== boot),
      );
    }
    return lost.length === 0 ? [] : [{ type: 'lost', unit: boot }];
  }

  #targetOf = (unit: string) => (this.#machines.has(unit) ? 'guest' : 'native');
}

function runOf(
  key: Run['key'],
  metric: string,
  { value, boot, at, seconds, command, raw, counters }: Sample,
  target: string,
): Run {
  const readings = { [metric]: value, ...countedReadings(counters) };
  return { key, unit: boot, target, at, seconds, commands: { target: command }, raw: [raw], readings };
}

/** What was counted beside a sample, as readings. */
export function countedReadings(counters: CountersRecord | undefined): Run['readings'] {
  const { exits, ...kinds } = counters?.exits ?? {};
  return {
    ...(counters?.mebibytes !== undefined && { moved: counters.mebibytes }),
    ...(exits !== undefined && { exits }),
    ...(Object.keys(kinds).length > 0 && { 'exits by kind': { parts: kinds } }),
    ...(counters?.packets !== undefined && { packets: counters.packets }),
  };
}

/** Every lab told arm and workload; who edits a record may leave them out. */
const namesOf = ({ dimensions, label, metric }: Series): [arm: string, workload: string] => [
  dimensions['arm'] ?? label,
  dimensions['workload'] ?? metric.name,
];

/** What stands before arm and workload in its id. */
function experimentOf(series: Series): string {
  const [arm, workload] = namesOf(series);
  const end = seriesId('', arm, workload);
  return series.id.endsWith(end) && series.id !== end ? series.id.slice(0, -end.length) : series.id;
}

function put<T>(items: readonly T[], item: T, key: keyof T): T[] {
  const index = items.findIndex((one) => one[key] === item[key]);
  return index === -1 ? [...items, item] : items.with(index, item);
}
