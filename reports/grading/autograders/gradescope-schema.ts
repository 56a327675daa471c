// For tests alone: https://gradescope-autograders.readthedocs.io/en/latest/specs/, "Output format".
import { z } from 'zod';

const format = z.enum(['text', 'html', 'simple_format', 'md', 'ansi']);
const visibility = z.enum(['hidden', 'after_due_date', 'after_published', 'visible']);

/** Every field that is published, and no other. */
export const gradescopeSchema = z.strictObject({
  /** Left out where nothing is graded: whatever stood there would be a grade. */
  score: z.number().nonnegative().optional(),
  execution_time: z.number().optional(),
  output: z.string().optional(),
  output_format: format.optional(),
  test_output_format: format.optional(),
  test_name_format: format.optional(),
  visibility: visibility.optional(),
  stdout_visibility: visibility.optional(),
  extra_data: z.record(z.string(), z.unknown()).optional(),
  tests: z.array(
    z.strictObject({
      name: z.string().optional(),
      name_format: format.optional(),
      number: z.string().optional(),
      score: z.number().nonnegative().optional(),
      max_score: z.number().nonnegative().optional(),
      status: z.enum(['passed', 'failed']).optional(),
      output: z.string().optional(),
      output_format: format.optional(),
      visibility: visibility.optional(),
      tags: z.array(z.string()).optional(),
      extra_data: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});
