import { z } from 'zod';
import { time } from './terms.ts';
import { testbedSchema } from './testbed-schema.ts';

/** In which order the parts take the blocks of an experiment, turn for turn: each part once. */
const turnSchema = z.strictObject({ experiment: z.string().min(1), parts: z.array(z.int().positive()) });

/** Which part of a divided run it is: it has whole blocks alone. */
export const partSchema = z.strictObject({
  /** Counted from 1. */
  number: z.int().positive(),
  of: z.int().positive(),
  /** Where the parts were balanced, by what an earlier run took; any other experiment has them in their own order. */
  turns: z.array(turnSchema).optional(),
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
  /** As each of them has it. */
  turns: z.array(turnSchema).optional(),
  parts: z.array(mergedPartSchema).min(1),
  /** The rule, which was set before anything was measured: a part whose computer drifts by more does not count. */
  driftAllowed: z.number().positive(),
  /** In what their testbeds are unlike: then each is a sample of the testbeds that there might be. */
  unlike: z.array(z.string()),
});

export type Turn = z.infer<typeof turnSchema>;
export type PartRecord = z.infer<typeof partSchema>;
/** What decides which part has which block. */
export type Division = Pick<PartRecord, 'of' | 'turns'>;
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

/** Where a block lies in its turn, from 0: they are dealt out like cards, so that each place has as many, or one less. */
export const placeOfBlock = (block: number, of: number): number => (block - 1) % of;

/** The part that has a block of an experiment. */
export function partOfBlock({ of, turns = [] }: Division, experiment: string, block: number): number {
  const place = placeOfBlock(block, of);
  return turns.find((one) => one.experiment === experiment)?.parts[place] ?? place + 1;
}

/** `part 2 of 4` */
export const partText = ({ number, of }: Pick<PartRecord, 'number' | 'of'>): string => `part ${number} of ${of}`;
