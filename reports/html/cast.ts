import { z } from 'zod';
import { clip, inline, plain } from '../formats/text.ts';

/** What a page must know of a recording before it plays it. */
export interface Cast {
  readonly columns: number;
  readonly rows: number;
  readonly seconds: number;
  /** Where each command begins: seconds since the start, and the command. */
  readonly markers: readonly (readonly [seconds: number, label: string])[];
}

const headerSchema = z.object({
  version: z.literal(3),
  term: z.object({ cols: z.int().positive(), rows: z.int().positive() }),
});
const eventSchema = z.tuple([z.number().nonnegative(), z.string(), z.unknown()]).rest(z.unknown());

/** Consoles are wide so that the shell never wraps a line; a page shows as much of that as was written on. */
const NARROWEST = 80;
const WIDEST = 132;
const MOST_ROWS = 30;
const LONGEST_LABEL = 60;
const MOST_MARKERS = 500;

/** Reads a recording (asciicast v3, times relative to the event before); undefined when it is none. */
export function castOf(text: string): Cast | undefined {
  const [head = '', ...lines] = text.split('\n');
  const header = headerSchema.safeParse(json(head));
  if (!header.success) return undefined;
  const { cols, rows } = header.data.term;
  const markers: [number, string][] = [];
  let seconds = 0;
  let widest = NARROWEST;
  for (const line of lines) {
    const event = eventSchema.safeParse(json(line));
    if (!event.success) continue;
    const [pause, code, data] = event.data;
    seconds += pause;
    if (code !== 'o' || typeof data !== 'string') continue;
    const shown = plain(data).split('\n');
    widest = shown.reduce((most, { length }) => Math.max(most, length), widest);
    const command = shown.find((one) => one.startsWith('$ '));
    if (command !== undefined && markers.length < MOST_MARKERS)
      markers.push([round(seconds), clip(inline(command.slice(2)), LONGEST_LABEL)]);
  }
  return { columns: Math.min(widest, cols, WIDEST), rows: Math.min(rows, MOST_ROWS), seconds: round(seconds), markers };
}

const round = (seconds: number) => Math.round(seconds * 1000) / 1000;

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
