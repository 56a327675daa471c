import { z } from 'zod';
import { claimSchema, type verdictSchema } from './claim.ts';
import { findingSchema } from './finding.ts';
import type {
  comparisonSchema,
  countersSchema,
  DifferenceRecord,
  RatioRecord,
  sampleSchema,
  summarySchema,
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
  netdev: z.enum(['user', 'tap', 'tap+vhost', 'hub', 'cable']).default('user'),
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
