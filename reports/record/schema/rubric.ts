import { z } from 'zod';

const what = z.string().min(1);
const points = z.number().positive();

/** For what an exercise gives points. It stands beside the exercise, and in the run's record. */
export const pointsSchema = z.discriminatedUnion('by', [
  /** All of them when the test has passed, none when it has failed. */
  z.strictObject({ by: z.literal('test'), what, points, test: z.string().min(1) }),
  /** A share of them for each of these series that was measured, whatever the numbers are. */
  z.strictObject({ by: z.literal('series'), what, points, series: z.array(z.string().min(1)).min(1) }),
  /**
   * All of them when every claim of the exercise that decides holds. One that fails gives the share that `curve` has
   * at its ratio: pairs of ratio and share (0 to 1), by rising ratio, with a straight line between them and nothing
   * on either side. The bound is the one that the exercise claims.
   */
  z.strictObject({
    by: z.literal('claims'),
    what,
    points,
    bound: z.number().positive(),
    side: z.enum(['at least', 'at most']),
    curve: z.array(z.tuple([z.number().positive(), z.number().min(0).max(1)])).default([]),
  }),
  /** A person decides: a written answer. */
  z.strictObject({ by: z.literal('hand'), what, points }),
]);

export type Points = z.infer<typeof pointsSchema>;

/** The points of a suite as its author writes them, by the exercise's number. */
export type Rubric = Readonly<Record<number, readonly z.input<typeof pointsSchema>[]>>;

export const rubricSchema = z.record(z.string().regex(/^[1-9]\d{0,3}$/), z.array(pointsSchema));
