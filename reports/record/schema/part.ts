import { z } from 'zod';
import { time } from './terms.ts';
import { testbedSchema } from './testbed-schema.ts';

/** Which part of a divided run it is: it has whole blocks alone, dealt out by their numbers. */
export const partSchema = z.strictObject({
  /** Counted from 1. */
  number: z.int().positive(),
  of: z.int().positive(),
});

/** How long the same work took on the testbed of a part, when it began and when it ended. */
export const calibrationSchema = z.strictObject({
  at: time,
  host: z.string().min(1),
  /** Seconds. */
  rounds: z.array(z.number().positive()).min(1),
});

/** A part as a merged run has it. */
const mergedPartSchema = z.strictObject({
  number: z.int().positive(),
  /** The run that it was. */
  run: z.string().min(1),
  startedAt: time,
  testbed: testbedSchema.optional(),
  /** Hosts of its blocks. */
  hosts: z.array(z.string().min(1)),
  /** Whole ones. */
  blocks: z.int().nonnegative(),
  /** What it should have and has not: `block 6 of studio-15/tcp`, `it was interrupted`. */
  lacks: z.array(z.string()),
  /** How much slower its computer was at its slowest than at its fastest; absent where nobody knows. */
  drift: z.number().nonnegative().optional(),
  /** It drifted by more than the rule allows: nothing that it measured is in the record. */
  leftOut: z.literal(true).optional(),
});

/** What parts a run was merged of; a part that nobody had is not among them. */
export const mergedSchema = z.strictObject({
  of: z.int().positive(),
  parts: z.array(mergedPartSchema).min(1),
  /** The rule, which was set before anything was measured: a part whose computer drifts by more does not count. */
  driftAllowed: z.number().positive(),
  /** In what their testbeds are unlike: then each is a sample of the testbeds that there might be. */
  unlike: z.array(z.string()),
});

export type PartRecord = z.infer<typeof partSchema>;
export type CalibrationRecord = z.infer<typeof calibrationSchema>;
export type MergedPart = z.infer<typeof mergedPartSchema>;
export type MergedRecord = z.infer<typeof mergedSchema>;

/** What a merged run lacks, by part: `part 3 of 4: all of it`. */
export function lacksOf({ of, parts }: MergedRecord): string[] {
  return Array.from({ length: of }, (_, index) => index + 1).flatMap((number) => {
    const part = parts.find((one) => one.number === number);
    const lacks = part === undefined ? ['all of it'] : part.lacks;
    return lacks.length === 0 ? [] : [`${partText({ number, of })}: ${lacks.join(', ')}`];
  });
}

/** The part that has a block: they are dealt out like cards, so that each part has as many as any other, or one less. */
export const partOfBlock = (block: number, parts: number): number => ((block - 1) % parts) + 1;

/** `part 2 of 4` */
export const partText = ({ number, of }: PartRecord): string => `part ${number} of ${of}`;
