import { z } from 'zod';

/** Which part of a divided run it is: it has whole blocks alone, dealt out by their numbers. */
export const partSchema = z.strictObject({
  /** Counted from 1. */
  number: z.int().positive(),
  of: z.int().positive(),
});

export type PartRecord = z.infer<typeof partSchema>;

/** The part that has a block: they are dealt out like cards, so that each part has as many as any other, or one less. */
export const partOfBlock = (block: number, parts: number): number => ((block - 1) % parts) + 1;

/** `part 2 of 4` */
export const partText = ({ number, of }: PartRecord): string => `part ${number} of ${of}`;
