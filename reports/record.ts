import { z } from 'zod';
import { pointsSchema } from './grading/points.ts';
import { studentSchema } from './student.ts';

/**
 * The RunRecord: everything that a run was, did and found, as data. Every report and every grade is a
 * pure function of it. Times are ISO 8601 in UTC; durations are seconds; paths are relative to the
 * folder in which the record stands.
 */

const time = z.iso.datetime();
const path = z.string().min(1);

export const metricSchema = z.strictObject({
  /** `throughput`, `bandwidth`, … : the field's own term. */
  name: z.string().min(1),
  unit: z.string().min(1),
  better: z.enum(['higher', 'lower']),
});

/** What KVM counted while the tool ran; a machine under TCG has none. */
export const countersSchema = z.strictObject({
  /** VM exits by the kernel's names (`exits` is all of them, the kinds may overlap), all vCPUs together. */
  exits: z.record(z.string(), z.int()),
  /** What the run moved, as the tool itself counted it. */
  mebibytes: z.number().positive(),
  /** Received and sent, as the guest's drivers count them (see fixtures/targets/target.ts). */
  packets: z.int().positive().optional(),
});

export const sampleSchema = z.strictObject({
  value: z.number(),
  /** The id of the booted machine that gave it; without a machine each run is a unit of its own (`native#2`). */
  boot: z.string().min(1),
  at: time,
  seconds: z.number().nonnegative(),
  /** The command as typed, and the file that holds what the tool printed, from which the value was parsed. */
  command: z.string(),
  raw: path,
  counters: countersSchema.optional(),
});

export const summarySchema = z.strictObject({
  count: z.int().positive(),
  median: z.number(),
  /** Of rates as time per byte. */
  mean: z.number(),
  min: z.number(),
  max: z.number(),
  /** Times keep the upper end of their distribution. */
  p95: z.number().optional(),
  p99: z.number().optional(),
  standardDeviation: z.number().optional(),
});

/** Boots of each arm: how many were asked for, and how many there may be in all; seconds for those that are added. */
export const budgetSchema = z.strictObject({
  asked: z.int().positive(),
  most: z.int().positive(),
  seconds: z.number().nonnegative(),
});

export const seriesSchema = z.strictObject({
  id: z.string().min(1),
  /** `studio-15/3` */
  exercise: z.string(),
  /** How a table names it among its neighbours: `virtio-net`, `read, native`. */
  label: z.string().min(1),
  metric: metricSchema,
  /** workload, target, device …: what was held fixed. */
  dimensions: z.record(z.string(), z.string()),
  /** How far boots were to be added while it was open whether this series or another one had changed. */
  looks: budgetSchema.optional(),
  /** Samples in the order in which they were taken. */
  samples: z.array(sampleSchema),
  summary: summarySchema.optional(),
});

/** A ratio of two series with its confidence interval (Welch's t on log ratios). */
export const comparisonSchema = z.strictObject({
  of: z.string(),
  against: z.string(),
  ratio: z.number().positive(),
  /** Absent when there are too few samples for an interval. */
  interval: z.tuple([z.number(), z.number()]).optional(),
  /** 0.1: samples like these would have shown a difference of 10 % from the bound, four times of five. */
  detectable: z.number().nonnegative().optional(),
  /** Where boots were added until something was decided, over all looks together. */
  confidence: z.number().gt(0).lt(1),
  counts: z.tuple([z.int(), z.int()]),
});

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

export const abilitySchema = z.strictObject({ works: z.boolean(), why: z.string() });

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
  netdev: z.enum(['user', 'tap', 'tap+vhost']).default('user'),
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

export const verdictSchema = z.strictObject({
  outcome: z.enum(['pass', 'fail', 'inconclusive']),
  /** Why it is what it is, in a sentence. */
  reason: z.string(),
  /** What to do about an inconclusive verdict or a failure. */
  remedy: z.string().optional(),
});

export const claimSchema = z.strictObject({
  id: z.string(),
  exercise: z.string(),
  /** `virtio-net carries at least 1.2 x what e1000 carries` */
  statement: z.string(),
  bound: z.number().positive(),
  /** Whether the ratio must lie above or below the bound. */
  side: z.enum(['at least', 'at most']),
  comparison: comparisonSchema,
  verdict: verdictSchema,
  /** How far boots were to be added while the claim was open; absent where none were to be. */
  budget: budgetSchema.optional(),
  /** Why the verdict is shown and decides nothing: neither test nor exit code. Absent where it decides. */
  informsOnly: z.string().min(1).optional(),
});

/** What an exercise shows, in the order in which it came about. */
export const findingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('output'), title: z.string(), text: z.string() }),
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
  /** A written explanation: question and answer from answers.yaml; no answer yet is null. */
  z.strictObject({ kind: z.literal('written'), question: z.string(), answer: z.string().nullable() }),
  z.strictObject({
    kind: z.literal('note'),
    text: z.string(),
    /** What was seen of a machine or a testbed that was lost: labels and texts, as its error had them. */
    rows: z.array(z.tuple([z.string(), z.string()])).optional(),
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

export const fingerprintSchema = z.strictObject({
  hostname: z.string(),
  arch: z.enum(['amd64', 'arm64']),
  cpuModel: z.string(),
  cpus: z.int().positive(),
  cores: z.int().positive().optional(),
  /** As the kernel says it: `on`, `off`, `forceoff`, `notsupported`, …; or `2 per core`. */
  smt: z.string().optional(),
  /** Of every CPU; several, where they differ, with commas. */
  governor: z.string().optional(),
  turbo: z.enum(['on', 'off']).optional(),
  memoryMiB: z.int().positive(),
  availableMiB: z.int().nonnegative().optional(),
  kernel: z.string(),
  /** `uname -v`: tells two builds of one release apart. */
  kernelBuild: z.string().optional(),
  /** By the names of /sys/devices/system/cpu/vulnerabilities. */
  mitigations: z.record(z.string(), z.string()).optional(),
  distribution: z.string(),
  /** `digest`: SHA-256 of the program, since a version does not tell two builds of it apart. */
  qemu: z.strictObject({ path: z.string(), version: z.string(), digest: z.string().optional() }),
  /** What systemd-detect-virt says, containers included. */
  virtualized: z.string().optional(),
  /** Of which this computer is a virtual machine: a KVM in it is nested. */
  hypervisor: z.string().optional(),
  /** Share of all CPU time since the boot that the hypervisor gave to others, 0 to 1. */
  steal: z.number().min(0).max(1).optional(),
  loadAverage: z.number().nonnegative(),
  /** What this computer was asked and does not tell. Absent in records that were made before it was kept. */
  untold: z.array(z.string()).optional(),
});

/** How the testbed came to rest before an experiment, or did not. */
export const quietSchema = z.strictObject({
  exercise: z.string(),
  experiment: z.string(),
  at: time,
  quiet: z.boolean(),
  /** Seconds that were spent watching. */
  watched: z.number().nonnegative(),
  /** So many CPUs' worth of work others did in the last look. */
  busyCpus: z.number().nonnegative(),
  /** Share of the CPU time that a hypervisor gave to others in the last look. */
  steal: z.number().min(0).max(1),
  loadAverage: z.number().nonnegative(),
});

export const testbedSchema = z.strictObject({
  kind: z.enum(['local', 'nested', 'ssh']),
  name: z.string(),
  why: z.string(),
  fingerprint: fingerprintSchema,
  abilities: z.record(z.string(), abilitySchema),
});

export const runRecordSchema = z.strictObject({
  schema: z.literal('virtio-studio/run-record'),
  version: z.literal(1),
  /** Also the name of the folder. */
  id: z.string(),
  project: z.strictObject({ version: z.string(), commit: z.string().optional(), dirty: z.boolean().optional() }),
  startedAt: time,
  endedAt: time.optional(),
  state: z.enum(['running', 'finished', 'interrupted']),
  settings: z.record(z.string(), z.string()),
  /** Absent where nobody told who performed it. */
  student: studentSchema.optional(),
  testbed: testbedSchema.optional(),
  exercises: z.array(exerciseSchema),
  machines: z.array(machineSchema),
  series: z.array(seriesSchema),
  claims: z.array(claimSchema),
  /** Before each experiment, in their order. */
  quiet: z.array(quietSchema).default([]),
  /** What happened outside any exercise: unhandled errors, interruption. */
  troubles: z.array(z.string()),
});

export type RunRecord = z.infer<typeof runRecordSchema>;
export type CountersRecord = z.infer<typeof countersSchema>;
export type SampleRecord = z.infer<typeof sampleSchema>;
export type SummaryRecord = z.infer<typeof summarySchema>;
export type SeriesRecord = z.infer<typeof seriesSchema>;
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
