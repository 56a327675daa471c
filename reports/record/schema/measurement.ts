import { z } from 'zod';
import type { ComparisonResult, SummaryResult } from '../../../fixtures/statistics/results.ts';
import { path, time } from './terms.ts';

// What is said of runs: metrics, series of samples, and what two series say of each other.

export const metricSchema = z.strictObject({
  /** `throughput`, `bandwidth`, … : the field's own term. */
  name: z.string().min(1),
  unit: z.string().min(1),
  /** Neither, where more is no better than less: CPU time of one thread. */
  better: z.enum(['higher', 'lower']).optional(),
  /** How two are compared. What may be zero has a difference, never a ratio. Records of version 1 have ratios alone. */
  compare: z.enum(['ratio', 'difference']).optional(),
  /**
   * What several runs of one boot come to: of rates over equal bytes the harmonic mean. Records of version 1 do not
   * tell, and have rates (higher is better) and times.
   */
  average: z.enum(['mean', 'harmonic', 'sum', 'max']).optional(),
  /** Of what is compared by difference: smaller changes are none, in its unit. */
  within: z.number().positive().optional(),
  /** Boots of one machine were seen to differ by this share at the most: nothing is told better than that. */
  resolution: z.number().positive().optional(),
  /** Its values count events, of which there may be none. */
  counts: z.literal(true).optional(),
});

/** What KVM counted while the tool ran; a machine under TCG has none. */
export const countersSchema = z.strictObject({
  /** VM exits by the kernel's names (`exits` is all of them, the kinds may overlap), all vCPUs together. */
  exits: z.record(z.string(), z.int()),
  /** What the run moved, as the tool itself counted it; absent where it moves nothing, or does not tell. */
  mebibytes: z.number().positive().optional(),
  /** Received and sent, as the guest's drivers count them (see fixtures/targets/target.ts). */
  packets: z.int().positive().optional(),
});

export const sampleSchema = z.strictObject({
  value: z.number(),
  /** The id of the booted machine that gave it; without a machine each run is a unit of its own (`native#2`). */
  boot: z.string().min(1),
  /** Which guest of a fleet. */
  target: z.string().min(1).optional(),
  at: time,
  seconds: z.number().nonnegative(),
  /** The command as typed, and the file that holds what the tool printed, from which the value was parsed. */
  command: z.string(),
  raw: path,
  counters: countersSchema.optional(),
  /** On which host, where not all of an experiment was measured on one. */
  host: z.string().min(1).optional(),
});

export const summarySchema = z.strictObject({
  count: z.int().positive(),
  median: z.number(),
  /** Averages rates as time per byte. */
  mean: z.number(),
  min: z.number(),
  max: z.number(),
  /** Times keep the upper end of their distribution. */
  p95: z.number().optional(),
  p99: z.number().optional(),
  standardDeviation: z.number().optional(),
}) satisfies z.ZodType<SummaryResult>;

/** Boots of each arm: how many were asked for, and how many there may be in all; seconds for those that are added. */
export const budgetSchema = z.strictObject({
  asked: z.int().positive(),
  most: z.int().positive(),
  seconds: z.number().nonnegative(),
});

/** As records of version 1 have it; since then a series is a view of runs, and is stored nowhere. */
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

const counts = z.tuple([z.int(), z.int()]);

const compared = {
  of: z.string(),
  against: z.string(),
  /** Where each of the two is itself told against a series of its own: KVM over native against Xen over its dom0. */
  baselines: z.strictObject({ of: z.string(), against: z.string(), counts }).optional(),
  /** What of each boot's distribution was compared; absent for a mean. */
  take: z.strictObject({ quantile: z.number().gt(0).lt(1) }).optional(),
  /**
   * What it may be, wherever in the bins of their histograms the quantiles lie; absent where these are told exactly.
   */
  resolution: z.tuple([z.number(), z.number()]).optional(),
  /** Absent when there are too few samples for an interval. */
  interval: z.tuple([z.number(), z.number()]).optional(),
  /** Where boots were added until something was decided, over all looks together. */
  confidence: z.number().gt(0).lt(1),
  counts,
  /** Of a merged run: how its testbeds differ, and whether they are taken to have one truth (`fixed`) or each its own. */
  heterogeneity: z
    .strictObject({
      effects: z.enum(['fixed', 'random']),
      testbeds: z.int().min(2),
      q: z.number().nonnegative(),
      i2: z.number().min(0).max(1),
      tau: z.number().nonnegative(),
    })
    .optional(),
};

/** A ratio of two series with its confidence interval (Welch's t on log ratios). */
export const ratioSchema = z.strictObject({
  ...compared,
  ratio: z.number().positive(),
  difference: z.never().optional(),
  /** 0.1: samples like these would have shown a difference of 10 % from the bound, four times of five. */
  detectable: z.number().nonnegative().optional(),
});

/** What one series is above another, of a metric that may be zero: everything in the metric's unit (Welch's t). */
export const differenceSchema = z.strictObject({
  ...compared,
  difference: z.number(),
  ratio: z.never().optional(),
  /** Samples like these would have shown a value that lies so far from the bound, four times of five. */
  detectable: z.number().nonnegative().optional(),
});

/** By the metric: either a ratio or a difference. Records of version 1 have ratios alone. */
export const comparisonSchema = z.union([ratioSchema, differenceSchema]) satisfies z.ZodType<ComparisonResult>;

export type RatioRecord = z.infer<typeof ratioSchema>;
export type DifferenceRecord = z.infer<typeof differenceSchema>;
