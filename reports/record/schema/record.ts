import { z } from 'zod';
import { claimSchema, type verdictSchema } from './claim.ts';
import { figureSchema } from './figure.ts';
import {
  comparisonSchema,
  type countersSchema,
  type DifferenceRecord,
  type RatioRecord,
  type sampleSchema,
  type summarySchema,
} from './measurement.ts';
import { calibrationSchema, mergedSchema, partSchema } from './part.ts';
import { pointsSchema } from './rubric.ts';
import {
  blockSchema,
  experimentSchema,
  leftOutSchema,
  runSchema,
  type SeriesRecord,
  unitSchema,
  unprovedSchema,
} from './run.ts';
import { studentSchema } from './student.ts';
import { path, time } from './terms.ts';
import { abilitySchema, type fingerprintSchema, quietSchema, testbedSchema } from './testbed-schema.ts';

/**
 * The RunRecord: everything that a run was, did and found, as data. Every report and every grade is a
 * pure function of it. Times are ISO 8601 in UTC; durations are seconds; paths are relative to the
 * folder in which the record stands. Here are its machines and exercises; its other parts are in record/.
 */

export const evidenceSchema = z.strictObject({
  /** `virtio-net`: the device as declared. */
  device: z.string(),
  driver: z.string(),
  agrees: z.boolean(),
  /** Each independent witness: sysfs, lsmod (or built in), PCI or MMIO id, QEMU's command line. */
  witnesses: z.array(
    z.strictObject({ witness: z.string(), expected: z.string(), found: z.string(), agrees: z.boolean() }),
  ),
});

export const machineSchema = z.strictObject({
  /** `studio-15/virtio#1`: name and boot number within the run. */
  id: z.string(),
  name: z.string(),
  exercise: z.string(),
  arch: z.enum(['amd64', 'arm64']),
  vcpus: z.int().positive(),
  memoryMiB: z.int().positive(),
  accelerator: z.enum(['kvm', 'tcg']),
  /** What stands behind its network cards; before there was a choice, SLIRP did. */
  netdev: z.enum(['user', 'tap', 'tap+vhost', 'hub']).default('user'),
  /** What makes its network by hand, before the command line is pasted; nothing where it needs none of its own. */
  network: z.array(z.string()).default([]),
  /** QEMU's cache mode of its disk; records before it was kept have it in `argv` alone. */
  cache: z.string().optional(),
  /** The exact command line, so that a person can paste it. */
  argv: z.array(z.string()),
  image: z.strictObject({ name: z.string(), digest: z.string() }),
  /** Its testbed's name, in an upgrade check: stacks may differ in it. */
  testbed: z.string().optional(),
  /** What it ran on there, in words; records of older upgrade checks have none. */
  stack: z
    .strictObject({
      /** `10.0.13 (debian-13's packages)` */
      qemu: z.string(),
      testbedKernel: z.string(),
      /** An image of other people has one that only itself knows. */
      guestKernel: z.string().optional(),
    })
    .optional(),
  startedAt: time,
  /** Which CPUs its threads were kept on while it was measured, or why on none. */
  pinning: z.string().optional(),
  /** From QEMU's start to the logged-in shell. */
  bootSeconds: z.number().optional(),
  /** Whether its hanging was noticed within seconds, to the end; records before it was kept have a note at most. */
  watchdog: abilitySchema.optional(),
  evidence: z.array(evidenceSchema),
  transcript: path,
  asciicast: path,
  kernelLog: path.optional(),
  ended: z.enum(['running', 'shut down', 'killed', 'died']),
  /** How it died, when it did. */
  endedBecause: z.string().optional(),
});

const quantitySchema = z.strictObject({ name: z.string(), unit: z.string() });

/** What an exercise shows, in the order in which it came about. */
export const findingSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('output'),
    title: z.string(),
    text: z.string(),
    /** The unit that showed it. */
    unit: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal('series'), title: z.string(), series: z.string() }),
  z.strictObject({
    kind: z.literal('comparison'),
    title: z.string(),
    /** How the ratio is told: 0.8 is an overhead of 20 % or a loss of 20 %. */
    told: z.enum(['ratio', 'overhead', 'loss']),
    comparison: comparisonSchema,
  }),
  z.strictObject({ kind: z.literal('claim'), claim: z.string() }),
  /** The VM exits of these series (their ids), beside each other. */
  z.strictObject({ kind: z.literal('exits'), series: z.array(z.string()).min(1) }),
  /** What CPU time these series took, thread by thread, beside each other. */
  z.strictObject({ kind: z.literal('cpu'), series: z.array(z.string()).min(1) }),
  /** Of the frames of these series, how many were lost and in which layer, beside each other. */
  z.strictObject({ kind: z.literal('losses'), series: z.array(z.string()).min(1) }),
  /** The trials of one search for a load, in their order, and what it found. */
  z.strictObject({
    kind: z.literal('search'),
    title: z.string(),
    /** Of loads. */
    unit: z.string(),
    trials: z
      .array(
        z.strictObject({
          load: z.number().nonnegative(),
          /**
           * Share of what was offered, 0 to 1; absent where the trial says nothing of this load, for the reason told.
           */
          loss: z.number().min(0).max(1).optional(),
          void: z.string().optional(),
          passed: z.boolean(),
        }),
      )
      .min(1),
    /** Absent where there is no load that passes. */
    found: z.number().nonnegative().optional(),
  }),
  /** One quantity over another that was varied: a curve for each arm, with the median and the range at each place. */
  z.strictObject({
    kind: z.literal('curves'),
    title: z.string(),
    across: quantitySchema,
    up: quantitySchema,
    curves: z
      .array(
        z.strictObject({
          label: z.string(),
          points: z
            .array(z.strictObject({ at: z.number(), median: z.number(), min: z.number(), max: z.number() }))
            .min(1),
        }),
      )
      .min(1),
  }),
  /** A written explanation: question and answer from answers.yaml; no answer yet is null. */
  figureSchema,
  z.strictObject({ kind: z.literal('written'), question: z.string(), answer: z.string().nullable() }),
  z.strictObject({
    kind: z.literal('note'),
    text: z.string(),
    /** What was seen of a machine or a testbed that was lost: labels and texts, as its error had them. */
    rows: z.array(z.tuple([z.string(), z.string()])).optional(),
    /** The experiment's story that it is a sentence of: told anew from the same figures it is the same. */
    story: z.strictObject({ experiment: z.string(), name: z.string() }).optional(),
  }),
]);

export const testSchema = z.strictObject({
  name: z.string(),
  /** `unfinished`: the run ended (Ctrl-C, a crash) before the test did, or before it began. */
  state: z.enum(['passed', 'failed', 'skipped', 'unfinished']),
  /** Why it was skipped: a claim that was inconclusive, an ability that the testbed lacks. */
  note: z.string().optional(),
  errors: z.array(z.string()),
  seconds: z.number().nonnegative(),
});

export const exerciseSchema = z.strictObject({
  /** `studio-15/2` */
  id: z.string(),
  number: z.int().positive(),
  title: z.string(),
  /** What it asks and what it expects, as the opening comment of its file says; older records have neither. */
  question: z.string().optional(),
  expected: z.string().optional(),
  /** The test file, relative to the project. */
  file: z.string(),
  findings: z.array(findingSchema),
  tests: z.array(testSchema),
  /** What went wrong outside its tests: import, set-up, clean-up. */
  troubles: z.array(z.string()),
  /** How long the whole file took, set-up and clean-up included. */
  seconds: z.number().nonnegative().optional(),
  /** What it gives points for. */
  points: z.array(pointsSchema).optional(),
});

/** As record.json has it. Each list is in the order in which things first came about. */
export const storedRecordSchema = z.strictObject({
  schema: z.literal('virtio-studio/run-record'),
  version: z.literal(2),
  /** The version in which it was written, where that is an older one: then it was converted when it was read. */
  origin: z.literal(1).optional(),
  /** Also the name of the folder. */
  id: z.string(),
  project: z.strictObject({ version: z.string(), commit: z.string().optional(), dirty: z.boolean().optional() }),
  startedAt: time,
  /** Each time that it was taken up again, and when it had stopped before; older records do not tell that. */
  resumed: z.array(z.strictObject({ at: time, hostname: z.string(), stoppedAt: time.optional() })).optional(),
  endedAt: time.optional(),
  state: z.enum(['running', 'finished', 'interrupted']),
  settings: z.record(z.string(), z.string()),
  /** The test files that it was asked for, relative to the project. */
  asked: z.array(z.string()).optional(),
  /** Of a run that is a part of a divided one. */
  part: partSchema.optional(),
  /** Of a part: of its computers, before and after. */
  calibrations: z.array(calibrationSchema).optional(),
  /** Of a run that was merged of parts. */
  merged: mergedSchema.optional(),
  /** Absent where nobody told who performed it. */
  student: studentSchema.optional(),
  testbed: testbedSchema.optional(),
  exercises: z.array(exerciseSchema),
  machines: z.array(machineSchema),
  experiments: z.array(experimentSchema),
  blocks: z.array(blockSchema),
  units: z.array(unitSchema),
  runs: z.array(runSchema),
  leftOut: z.array(leftOutSchema),
  /** Absent where everything that was opened is as it was declared. */
  unproved: z.array(unprovedSchema).optional(),
  claims: z.array(claimSchema),
  /** Before each experiment, in their order. */
  quiet: z.array(quietSchema),
  /** What happened outside any exercise: unhandled errors, interruption. */
  troubles: z.array(z.string()),
});

export type StoredRecord = z.infer<typeof storedRecordSchema>;
/** The record in memory. Its series are a view of its runs, made when they are asked for. */
export interface RunRecord extends StoredRecord {
  series: SeriesRecord[];
}
export type { SeriesRecord };
export type CountersRecord = z.infer<typeof countersSchema>;
export type SampleRecord = z.infer<typeof sampleSchema>;
export type SummaryRecord = z.infer<typeof summarySchema>;
export type { DifferenceRecord, RatioRecord };
export type ComparisonRecord = z.infer<typeof comparisonSchema>;
export type EvidenceRecord = z.infer<typeof evidenceSchema>;
export type MachineRecord = z.infer<typeof machineSchema>;
export type StackRecord = NonNullable<MachineRecord['stack']>;
export type ClaimRecord = z.infer<typeof claimSchema>;
export type VerdictRecord = z.infer<typeof verdictSchema>;
export type FindingRecord = z.infer<typeof findingSchema>;
export type ExerciseRecord = z.infer<typeof exerciseSchema>;
export type TestRecord = z.infer<typeof testSchema>;
export type QuietRecord = z.infer<typeof quietSchema>;
export type Fingerprint = z.infer<typeof fingerprintSchema>;
