import { z } from 'zod';
import { comparisonSchema, metricSchema } from './measurement.ts';

/** Beside the record of the run that was judged. */
export const UPGRADE_CHECK = 'upgrade.json';

/** One metric before and after, as it was judged. */
export const changeSchema = z.strictObject({
  /** Its label without the stack: `iperf sending, virtio-net`. */
  name: z.string().min(1),
  metric: metricSchema,
  outcome: z.enum(['regression', 'improvement', 'no change', 'inconclusive']),
  /** Medians of all samples, in the metric's unit. */
  before: z.number(),
  after: z.number(),
  /** `after` / `before`; its interval is corrected for the number of metrics. */
  comparison: comparisonSchema,
  /** By which share boots of one side differ at the most, where the metric has a resolution: 0.0002. */
  apart: z.number().nonnegative().optional(),
  reason: z.string(),
  remedy: z.string().optional(),
});

export const effectSchema = z.strictObject({
  /** What was changed: `The whole change`, `QEMU alone`. */
  title: z.string().min(1),
  changes: z.array(changeSchema),
  /** Series that one side did not measure. */
  unjudged: z.array(z.string()),
});

/** What a check of an upgrade found, for whoever shows it. */
export const upgradeCheckSchema = z.strictObject({
  schema: z.literal('virtio-studio/upgrade-check'),
  version: z.literal(1),
  outcome: z.enum(['good', 'regression', 'inconclusive']),
  /** What the two sides ran on, part by part: QEMU, guest image, testbed. */
  stacks: z.array(z.strictObject({ part: z.string(), before: z.string(), after: z.string() })),
  /** 0.05: changes of less than 5 % are not sought. */
  within: z.number().positive(),
  /** The whole change first, then its parts where they were measured. */
  effects: z.array(effectSchema).min(1),
});

export type ChangeRecord = z.infer<typeof changeSchema>;
export type EffectRecord = z.infer<typeof effectSchema>;
export type UpgradeCheck = z.infer<typeof upgradeCheckSchema>;
