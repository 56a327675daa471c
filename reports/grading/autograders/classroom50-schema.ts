import { z } from 'zod';

// For tests: the fields that Classroom 50 publishes, and what its runner and its collector refuse beyond them.
// https://github.com/foundation50/classroom50/blob/main/schemas/result-v1.schema.json

const text = z.string().min(1);
const points = z.int().nonnegative();
const withinMaximum = (one: { readonly score: number; readonly 'max-score': number }) => one.score <= one['max-score'];

export const classroom50Schema = z
  .strictObject({
    schema: z.literal('classroom50/result/v1'),
    classroom: text,
    assignment: text,
    assignment_type: z.enum(['individual', 'group', 'team']),
    owner: text,
    submission: z.string().regex(/^submit\//),
    commit: text,
    release: text,
    review: text,
    datetime: z.string().regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/),
    score: points,
    'max-score': points,
    // A test may have more fields, which are kept as they are.
    tests: z.array(
      z
        .looseObject({ 'test-name': text, passed: z.boolean(), score: points, 'max-score': points })
        .refine(withinMaximum),
    ),
  })
  .refine(withinMaximum);
