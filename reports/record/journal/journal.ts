import { z } from 'zod';
import { claimSchema } from '../schema/claim.ts';
import { findingSchema } from '../schema/finding.ts';
import { calibrationSchema, mergedSchema, partSchema } from '../schema/part.ts';
import { evidenceSchema, exerciseSchema, machineSchema, storedRecordSchema, testSchema } from '../schema/record.ts';
import { blockSchema, experimentSchema, leftOutSchema, runSchema, unitSchema, unprovedSchema } from '../schema/run.ts';
import { ownSchema } from '../schema/student.ts';
import { time } from '../schema/terms.ts';
import { abilitySchema, quietSchema, testbedSchema } from '../schema/testbed-schema.ts';

const exercise = z.string().min(1);
const machine = z.string().min(1);
const unit = z.string().min(1);

/**
 * What can happen in a run, as data. The events of a run in their order are its journal, and the record is
 * a function of the journal: see record/fold.ts.
 */
export const eventSchema = z.discriminatedUnion('type', [
  /** The first of a journal. */
  z.strictObject({
    type: z.literal('run begun'),
    ...storedRecordSchema.pick({
      version: true,
      origin: true,
      id: true,
      project: true,
      startedAt: true,
      settings: true,
    }).shape,
  }),
  /** The run is taken up again; `stoppedAt` is when it had told its last before. */
  z.strictObject({ type: z.literal('resumed'), at: time, hostname: z.string().min(1), stoppedAt: time.optional() }),
  /** The test files that the run was asked for, relative to the project. */
  z.strictObject({ type: z.literal('asked'), files: z.array(z.string()) }),
  /** The run is a part of a divided one. */
  z.strictObject({ type: z.literal('part'), ...partSchema.shape }),
  /** The computer of a part, when it begins and when it ends. */
  z.strictObject({ type: z.literal('calibration'), calibration: calibrationSchema }),
  /** The run was merged of parts. */
  z.strictObject({ type: z.literal('merged'), merged: mergedSchema }),
  z.strictObject({ type: z.literal('settings'), settings: storedRecordSchema.shape.settings }),
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
  /** Declares; told again it replaces. */
  z.strictObject({ type: z.literal('experiment'), experiment: experimentSchema }),
  /** A block is begun. Begun again, the units and runs that it had count no more; the journal keeps them. */
  z.strictObject({ type: z.literal('block'), ...blockSchema.omit({ seconds: true }).shape }),
  z.strictObject({ type: z.literal('unit'), unit: unitSchema }),
  /** Once for each key and target. */
  z.strictObject({ type: z.literal('run'), run: runSchema }),
  /** The block is whole. */
  z.strictObject({ type: z.literal('block ended'), ...blockSchema.omit({ host: true }).required().shape }),
  z.strictObject({ type: z.literal('left out'), ...leftOutSchema.shape }),
  z.strictObject({ type: z.literal('unproved'), ...unprovedSchema.shape }),
  /** A unit was lost with its testbed: it and its runs count no more, and its block will be begun again. */
  z.strictObject({ type: z.literal('lost'), unit, why: z.string().optional() }),
  /** A guest of a fleet died; the rest go on. */
  z.strictObject({ type: z.literal('target lost'), unit, target: z.string().min(1), why: z.string() }),
  z.strictObject({ type: z.literal('claim'), claim: claimSchema }),
  z.strictObject({ type: z.literal('finding'), exercise, finding: findingSchema }),
  z.strictObject({ type: z.literal('test'), exercise, test: testSchema }),
  /** Something went wrong outside of any test; without an exercise, outside of any exercise too. */
  z.strictObject({ type: z.literal('trouble'), exercise: exercise.optional(), text: z.string() }),
  z.strictObject({ type: z.literal('exercise ended'), exercise, seconds: z.number().nonnegative() }),
  z.strictObject({ type: z.literal('ended'), at: time, state: z.enum(['finished', 'interrupted']) }),
  /** The process that performs the tests, so that an interruption can be passed on to it. */
  z.strictObject({ type: z.literal('worker'), pid: z.int().positive() }),
  /** The next number of a raw file goes to whoever told this, by a word that nobody else has. */
  z.strictObject({ type: z.literal('raw'), by: z.string().min(1) }),
  /** What is done just now; the record does not keep it. */
  z.strictObject({ type: z.literal('begun'), activity: z.string(), what: z.string(), seconds: z.number().optional() }),
  z.strictObject({ type: z.literal('done'), activity: z.string(), result: z.string() }),
  z.strictObject({ type: z.literal('broken'), activity: z.string(), reason: z.string() }),
  /**
   * How many activities this exercise still has before it, and for how long about: in which visits to arms, the one
   * that begins now first (journals of older runs do not say).
   */
  z.strictObject({
    type: z.literal('plan'),
    exercise,
    activities: z.int().nonnegative(),
    seconds: z.number(),
    visits: z.array(z.strictObject({ arm: z.string(), seconds: z.number(), times: z.int().positive() })).optional(),
  }),
]);

export type JournalEvent = z.infer<typeof eventSchema>;
export type EventOf<T extends JournalEvent['type']> = Extract<JournalEvent, { type: T }>;

const PASSING: readonly JournalEvent['type'][] = ['worker', 'raw', 'begun', 'done', 'broken', 'plan'];

/** Whether the record changes by it. */
export const isRecorded = ({ type }: JournalEvent): boolean => !PASSING.includes(type);
