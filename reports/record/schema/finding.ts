import { z } from 'zod';
import { figureSchema, quantitySchema } from './figure.ts';
import { comparisonSchema } from './measurement.ts';

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
