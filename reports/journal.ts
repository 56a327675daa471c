import { z } from 'zod';
import type { Series } from '../fixtures/statistics/series.ts';
import { summary } from '../fixtures/statistics/summary.ts';
import { claimSchema } from './record/claim.ts';
import { sampleSchema, seriesSchema } from './record/measurement.ts';
import { abilitySchema, quietSchema, testbedSchema } from './record/testbed.ts';
import {
  evidenceSchema,
  exerciseSchema,
  findingSchema,
  machineSchema,
  type RunRecord,
  runRecordSchema,
  testSchema,
} from './record.ts';
import { ownSchema } from './student.ts';

const exercise = z.string().min(1);
const machine = z.string().min(1);

/**
 * What can happen in a run, as data. The events of a run in their order are its journal, and the record is
 * a function of the journal: see `apply`.
 */
export const eventSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('run'),
    ...runRecordSchema.pick({ id: true, project: true, startedAt: true, settings: true }).shape,
  }),
  z.strictObject({ type: z.literal('settings'), settings: runRecordSchema.shape.settings }),
  /** Who performs the suite, and the values that this student's id gives for it. */
  z.strictObject({ type: z.literal('student'), id: z.string().min(1), suite: z.string().min(1), own: ownSchema }),
  z.strictObject({ type: z.literal('testbed'), testbed: testbedSchema }),
  z.strictObject({
    type: z.literal('exercise'),
    ...exerciseSchema.pick({
      id: true,
      number: true,
      title: true,
      question: true,
      expected: true,
      file: true,
      points: true,
    }).shape,
  }),
  z.strictObject({ type: z.literal('machine'), machine: machineSchema }),
  z.strictObject({ type: z.literal('booted'), machine, seconds: z.number().positive() }),
  /** Told again, with the reason, when its watchdog guards a machine no more. */
  z.strictObject({ type: z.literal('watchdog'), machine, watchdog: abilitySchema }),
  z.strictObject({ type: z.literal('pinned'), machine, pinning: z.string() }),
  z.strictObject({ type: z.literal('evidence'), machine, evidence: z.array(evidenceSchema) }),
  z.strictObject({
    type: z.literal('machine ended'),
    machine,
    ended: z.enum(['shut down', 'killed', 'died']),
    because: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('quiet'), quiet: quietSchema }),
  z.strictObject({ type: z.literal('series'), series: seriesSchema.omit({ samples: true, summary: true }) }),
  z.strictObject({ type: z.literal('sample'), series: z.string(), sample: sampleSchema }),
  /** A boot was lost before it had given all its samples: the record leaves them out. */
  z.strictObject({ type: z.literal('lost'), boot: z.string().min(1) }),
  z.strictObject({ type: z.literal('claim'), claim: claimSchema }),
  z.strictObject({ type: z.literal('finding'), exercise, finding: findingSchema }),
  z.strictObject({ type: z.literal('test'), exercise, test: testSchema }),
  /** Something went wrong outside of any test; without an exercise, outside of any exercise too. */
  z.strictObject({ type: z.literal('trouble'), exercise: exercise.optional(), text: z.string() }),
  z.strictObject({ type: z.literal('exercise ended'), exercise, seconds: z.number().nonnegative() }),
  z.strictObject({ type: z.literal('ended'), at: z.iso.datetime(), state: z.enum(['finished', 'interrupted']) }),
  /** The process that performs the tests, so that an interruption can be passed on to it. */
  z.strictObject({ type: z.literal('worker'), pid: z.int().positive() }),
  /** What is done just now; the record does not keep it. */
  z.strictObject({ type: z.literal('begun'), activity: z.string(), what: z.string(), seconds: z.number().optional() }),
  z.strictObject({ type: z.literal('done'), activity: z.string(), result: z.string() }),
  z.strictObject({ type: z.literal('broken'), activity: z.string(), reason: z.string() }),
  /** How many activities this exercise still has before it, and for how long about. */
  z.strictObject({ type: z.literal('plan'), exercise, activities: z.int().nonnegative(), seconds: z.number() }),
]);

export type JournalEvent = z.infer<typeof eventSchema>;
type EventOf<T extends JournalEvent['type']> = Extract<JournalEvent, { type: T }>;

const PASSING: readonly JournalEvent['type'][] = ['worker', 'begun', 'done', 'broken', 'plan'];

/** Whether the record changes by it. */
export const isRecorded = ({ type }: JournalEvent): boolean => !PASSING.includes(type);

export function begin({ id, project, startedAt, settings }: EventOf<'run'>): RunRecord {
  return {
    schema: 'virtio-studio/run-record',
    version: 1,
    id,
    project,
    startedAt,
    state: 'running',
    settings,
    exercises: [],
    machines: [],
    series: [],
    claims: [],
    quiet: [],
    troubles: [],
  };
}

/**
 * The record after the event. What is told twice (an exercise, a test, a series) counts once, the later
 * word wins: a worker that is started anew tells its exercise again.
 * @throws Error when the event speaks of an exercise, machine or series that nobody has declared, or when
 * a sample is no measurement.
 */
export function apply(record: RunRecord, event: JournalEvent): RunRecord {
  switch (event.type) {
    case 'settings':
      return { ...record, settings: event.settings };
    case 'student':
      return { ...record, student: { id: event.id, own: { ...record.student?.own, [event.suite]: event.own } } };
    case 'testbed':
      return { ...record, testbed: event.testbed };
    case 'exercise':
      return withExercise(record, event);
    case 'machine':
      return { ...record, machines: put(record.machines, event.machine, 'id') };
    case 'booted':
      return changeMachine(record, event.machine, { bootSeconds: event.seconds });
    case 'watchdog':
      return changeMachine(record, event.machine, { watchdog: event.watchdog });
    case 'pinned':
      return changeMachine(record, event.machine, { pinning: event.pinning });
    case 'evidence':
      return changeMachine(record, event.machine, { evidence: event.evidence });
    case 'machine ended':
      return changeMachine(record, event.machine, {
        ended: event.ended,
        ...(event.because !== undefined && { endedBecause: event.because }),
      });
    case 'quiet':
      return { ...record, quiet: [...record.quiet, event.quiet] };
    case 'series':
      return withSeries(record, event.series);
    case 'sample':
      return withSample(record, event);
    case 'lost':
      return { ...record, series: record.series.map((series) => without(series, event.boot)) };
    case 'claim':
      return withClaim(record, event.claim);
    case 'finding':
      return changeExercise(record, event.exercise, ({ findings }) => ({ findings: [...findings, event.finding] }));
    case 'test':
      return changeExercise(record, event.exercise, ({ tests }) => ({ tests: put(tests, event.test, 'name') }));
    case 'trouble':
      return withTrouble(record, event);
    case 'exercise ended':
      return changeExercise(record, event.exercise, () => ({ seconds: event.seconds }));
    case 'ended':
      return { ...record, endedAt: event.at, state: event.state };
    default:
      return record;
  }
}

/** The record after one more event of a journal that may be anybody's: what does not fit is a trouble. */
export function follow(record: RunRecord | undefined, event: JournalEvent): RunRecord | undefined {
  if (record === undefined) return event.type === 'run' ? begin(event) : undefined;
  if (event.type === 'run') return record;
  try {
    return apply(record, event);
  } catch (error) {
    // A journal that somebody has edited: one event that does not fit must not cost the others.
    return { ...record, troubles: [...record.troubles, `A journal entry (${event.type}) was left out: ${error}`] };
  }
}

function withExercise(record: RunRecord, { type: _, ...declared }: EventOf<'exercise'>): RunRecord {
  const known = record.exercises.find(({ id }) => id === declared.id) ?? { findings: [], tests: [], troubles: [] };
  return { ...record, exercises: put(record.exercises, { ...known, ...declared }, 'id') };
}

function withSeries(record: RunRecord, series: EventOf<'series'>['series']): RunRecord {
  const known = record.series.find((one) => one.id === series.id);
  const measured = { samples: known?.samples ?? [], ...(known?.summary !== undefined && { summary: known.summary }) };
  return { ...record, series: put(record.series, { ...series, ...measured }, 'id') };
}

function withSample(record: RunRecord, { series: id, sample }: EventOf<'sample'>): RunRecord {
  const series = found(record.series, id, 'series');
  const samples = [...series.samples, sample];
  return { ...record, series: put(record.series, { ...series, samples, ...summarized({ ...series, samples }) }, 'id') };
}

function without(series: RunRecord['series'][number], boot: string): RunRecord['series'][number] {
  const samples = series.samples.filter((sample) => sample.boot !== boot);
  if (samples.length === series.samples.length) return series;
  const { summary: _, ...rest } = series;
  return { ...rest, samples, ...summarized({ ...rest, samples }) };
}

function summarized(series: Omit<RunRecord['series'][number], 'summary'>) {
  if (series.samples.length === 0) return {};
  return { summary: summary({ ...series, metric: series.metric as Series['metric'] }) };
}

function withClaim(record: RunRecord, claim: EventOf<'claim'>['claim']): RunRecord {
  const told = { ...record, claims: put(record.claims, claim, 'id') };
  if (record.claims.some(({ id }) => id === claim.id)) return told;
  return changeExercise(told, claim.exercise, ({ findings }) => ({
    findings: [...findings, { kind: 'claim', claim: claim.id }],
  }));
}

function withTrouble(record: RunRecord, { exercise, text }: EventOf<'trouble'>): RunRecord {
  if (exercise === undefined) return { ...record, troubles: [...record.troubles, text] };
  return changeExercise(record, exercise, ({ troubles }) => ({ troubles: [...troubles, text] }));
}

type Exercise = RunRecord['exercises'][number];

function changeExercise(record: RunRecord, id: string, change: (one: Exercise) => Partial<Exercise>): RunRecord {
  const exercise = found(record.exercises, id, 'exercise');
  return { ...record, exercises: put(record.exercises, { ...exercise, ...change(exercise) }, 'id') };
}

function changeMachine(record: RunRecord, id: string, change: Partial<RunRecord['machines'][number]>): RunRecord {
  return { ...record, machines: put(record.machines, { ...found(record.machines, id, 'machine'), ...change }, 'id') };
}

function found<T extends { readonly id: string }>(items: readonly T[], id: string, what: string): T {
  const item = items.find((one) => one.id === id);
  if (item === undefined) throw new Error(`The record has no ${what} "${id}": declare it before telling of it.`);
  return item;
}

/** Replaces the item with the same key in its place, or adds it. */
function put<T>(items: readonly T[], item: T, key: keyof T): T[] {
  const index = items.findIndex((one) => one[key] === item[key]);
  return index === -1 ? [...items, item] : items.with(index, item);
}
