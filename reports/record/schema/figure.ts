import { z } from 'zod';

/** What stands along an axis. */
export const quantitySchema = z.strictObject({ name: z.string(), unit: z.string() });

/** A figure that an experiment declares: panels beside each other on the same axes. */
export const figureSchema = z.strictObject({
  kind: z.literal('figure'),
  title: z.string(),
  across: quantitySchema,
  /** Logarithmic where its values are decades apart, unless it is to be linear. */
  up: quantitySchema.extend({ linear: z.literal(true).optional() }),
  panels: z
    .array(
      z.strictObject({
        name: z.string(),
        curves: z.array(
          z.strictObject({
            label: z.string(),
            points: z.array(
              z.strictObject({ at: z.number(), median: z.number(), min: z.number(), max: z.number() }).readonly(),
            ),
            /** Somebody else’s values of the same. */
            published: z.array(z.strictObject({ at: z.number(), value: z.number() }).readonly()).optional(),
          }),
        ),
      }),
    )
    .min(1),
  /** The experiment and its figures’ name: drawn anew from the same readings it is the same. */
  figure: z.strictObject({ experiment: z.string(), name: z.string() }),
});
