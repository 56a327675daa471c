import { z } from 'zod';
import { budgetSchema, metricSchema, type seriesSchema } from './measurement.ts';
import { path, time } from './terms.ts';

// What was measured, as it is stored: experiments declare, units are opened, runs are performed. Series are views of
// runs.

/** One value of a factor. */
export const levelSchema = z.union([z.string(), z.number(), z.boolean()]);
/** One level of each factor: a point of the design. */
export const levelsSchema = z.record(z.string(), levelSchema);

/** Identity of a run within its record: no two runs that count have the same key and target. */
export const keySchema = z.strictObject({
  experiment: z.string().min(1),
  /** The arm's label: `virtio-net`. */
  arm: z.string().min(1),
  /** Levels of all factors, those of a procedure's trial among them. */
  at: levelsSchema,
  /** Counted from 1: a whole turn of the arms on one host in one go. */
  block: z.int().positive(),
  /** Counted from 1 for each arm and each point of the host and boot factors. */
  boot: z.int().positive(),
  workload: z.string().min(1),
  /** Counted from 1 within a boot and a point. */
  repeat: z.int().positive(),
  /** Counted from 1 within a procedure; a workload without one has one trial. */
  trial: z.int().positive(),
});

/** What a run tells of one metric: a number, a distribution, or a number told apart by kind. */
export const readingSchema = z.union([
  z.number(),
  /** Counts of values up to and including `upTo`, by rising `upTo`, in the metric's unit. */
  z.strictObject({
    histogram: z
      .array(z.tuple([z.number(), z.number().nonnegative()]).readonly())
      .min(1)
      .readonly(),
  }),
  /** `{ "vCPU 0": 1.2, "main loop": 0.3 }`; kinds may overlap where the metric says so. */
  z.strictObject({ parts: z.record(z.string(), z.number()).readonly() }),
]);

/** One performance of one workload: the grain of the record. */
export const runSchema = z.strictObject({
  key: keySchema,
  /** Id of the unit in which it was performed. */
  unit: z.string().min(1),
  /** The target's name; `unit` where the readings are those of the unit as a whole (a fleet's skew, probes). */
  target: z.string().min(1),
  at: time,
  /** How long it took. */
  seconds: z.number().nonnegative(),
  /** Command lines as typed, by role. */
  commands: z.record(z.string(), z.string()),
  /** What the tools printed and what was counted meanwhile; every reading is read from these. */
  raw: z.array(path),
  readings: z.record(z.string(), readingSchema),
});

/** Declared against found, by independent witnesses. */
export const proofSchema = z.strictObject({
  /** `virtio-net`, `pinned`, `hugepages`: a device, an allotment or a treatment. */
  of: z.string().min(1),
  agrees: z.boolean(),
  witnesses: z.array(
    z.strictObject({ witness: z.string(), expected: z.string(), found: z.string(), agrees: z.boolean() }),
  ),
});

/** What a command showed that was run once in an opened unit, as a person types it. */
export const lookSchema = z.strictObject({
  /** The target's name. */
  target: z.string().min(1),
  command: z.string().min(1),
  stdout: z.string(),
  exit: z.int(),
});

/**
 * What was opened to be measured: a boot, a container's start, a fleet; natively a fresh start. The statistical unit.
 */
export const unitSchema = z.strictObject({
  /** `studio-15/virtio#1`, `native#2` */
  id: z.string().min(1),
  experiment: z.string().min(1),
  arm: z.string().min(1),
  /** Levels of the host and boot factors. */
  at: levelsSchema,
  block: z.int().positive(),
  boot: z.int().positive(),
  /** Where it was opened: the host's name. */
  host: z.string().min(1),
  /** Names of its targets. */
  targets: z.array(z.string().min(1)),
  /** Ids of the record's machines that are in it. */
  machines: z.array(z.string().min(1)),
  proofs: z.array(proofSchema),
  /** Addresses of the ends of a veth pair, where it runs natively and meets another end of a network. */
  veth: z.strictObject({ near: z.string().min(1), far: z.string().min(1) }).optional(),
  /** Targets that died while the others went on. */
  lost: z.array(z.strictObject({ target: z.string().min(1), why: z.string() })).optional(),
  looks: z.array(lookSchema).optional(),
  /**
   * Versions of the tools that its workloads need, as it told them: `{ "fio": "3.33" }`. What figures mean depends on
   * them.
   */
  tools: z.record(z.string().min(1), z.string().min(1)).optional(),
  /** Of those that meet another end of a network, the versions there, as that end told them. */
  peerTools: z.record(z.string().min(1), z.string().min(1)).optional(),
});

/** A whole turn of the arms on one host in one go. */
export const blockSchema = z.strictObject({
  experiment: z.string().min(1),
  block: z.int().positive(),
  host: z.string().min(1),
  /** How long it took; absent until it is whole. */
  seconds: z.number().nonnegative().optional(),
});

/** An arm that this testbed cannot have, or cannot have at one point. */
export const leftOutSchema = z.strictObject({
  experiment: z.string().min(1),
  arm: z.string().min(1),
  /**
   * Levels of the host and boot factors at which. Absent where none varies for the arm; older records have none at all.
   */
  at: levelsSchema.optional(),
  why: z.string(),
});

/** What was opened and is not as it was declared: nothing was measured in it. */
export const unprovedSchema = z.strictObject({
  experiment: z.string().min(1),
  arm: z.string().min(1),
  /** Id of the unit, or the subject's name where it had none yet. */
  unit: z.string().min(1),
  proof: proofSchema,
});

const factors = z.record(z.string(), z.array(levelSchema).min(1));

/** What an experiment declares, as far as data can tell it. */
export const experimentSchema = z.strictObject({
  id: z.string().min(1),
  /** The exercise that performed it. */
  exercise: z.string().min(1),
  arms: z.array(
    z.strictObject({
      label: z.string().min(1),
      /** `native`, `machine`, `fleet`, … : the driver that opens it. */
      kind: z.string().min(1),
      /** Its subjects and commands at every point, as JSON: what a resumed run and a grader hold theirs against. */
      declared: z.string().optional(),
      /** Names of the workloads that this arm runs, in their order. */
      workloads: z.array(z.string().min(1)),
    }),
  ),
  factors: z.strictObject({ host: factors, boot: factors, run: factors }),
  workloads: z.array(
    z.strictObject({
      name: z.string().min(1),
      /** The metric that tables show first, and claims speak of unless they name another. */
      headline: z.string().min(1),
      /** Metrics, by the names that readings have. */
      metrics: z.record(z.string(), metricSchema),
    }),
  ),
  /** Metrics of its probes and procedures, by the names that readings have. */
  metrics: z.record(z.string(), metricSchema),
  boots: z.int().positive(),
  /** Of a run whose parts share its points: into how many groups they are dealt, of which a block has one. */
  groups: z.int().positive().optional(),
  budget: budgetSchema.optional(),
});

export type Level = z.infer<typeof levelSchema>;
export type Levels = Readonly<Record<string, Level>>;
export type Key = z.infer<typeof keySchema>;
export type Reading = z.infer<typeof readingSchema>;
export type Run = z.infer<typeof runSchema>;
export type ProofRecord = z.infer<typeof proofSchema>;
export type LookRecord = z.infer<typeof lookSchema>;
export type UnitRecord = z.infer<typeof unitSchema>;
export type BlockRecord = z.infer<typeof blockSchema>;
export type LeftOutRecord = z.infer<typeof leftOutSchema>;
export type ExperimentRecord = z.infer<typeof experimentSchema>;

/** What one arm gave for one workload at one point: a view of runs, which is stored nowhere. */
export interface SeriesRecord extends z.infer<typeof seriesSchema> {
  experiment: string;
  arm: string;
  workload: string;
  /** The name under which runs have readings of its metric. */
  reading: string;
  at: Levels;
  /** Of a merged run. */
  testbeds?: 'alike' | 'unlike';
}
