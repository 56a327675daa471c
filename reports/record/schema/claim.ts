import { z } from 'zod';
import type { VerdictResult } from '../../../fixtures/statistics/results.ts';
import { budgetSchema, comparisonSchema } from './measurement.ts';

export const verdictSchema = z.strictObject({
  outcome: z.enum(['pass', 'fail', 'inconclusive']),
  /** Why it is what it is, in a sentence. */
  reason: z.string(),
  /** What to do about an inconclusive verdict or a failure. */
  remedy: z.string().optional(),
}) satisfies z.ZodType<VerdictResult>;

export const claimSchema = z.strictObject({
  id: z.string(),
  exercise: z.string(),
  /** `virtio-net carries at least 1.2 x what e1000 carries` */
  statement: z.string(),
  /** Of a ratio, or of a difference in the metric's unit. */
  bound: z.number(),
  /** Whether the ratio or the difference must lie above or below the bound. */
  side: z.enum(['at least', 'at most']),
  comparison: comparisonSchema,
  verdict: verdictSchema,
  /** How far boots were to be added while the claim was open; absent where none were to be. */
  budget: budgetSchema.optional(),
  /** Why the verdict is shown and decides nothing: neither test nor exit code. Absent where it decides. */
  informsOnly: z.string().min(1).optional(),
});
