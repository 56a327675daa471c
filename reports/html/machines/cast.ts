import { z } from 'zod';
import { clip, inline, plain } from '../../wording/text.ts';

/** A recording as a page plays it. */
export interface Cast {
  /** Only what was put out, under a header of our own: what else a recording may hold (themes, sizes, keys) is left out. */
  readonly text: string;
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
/** Longer than any command of the lab; a stranger's recording may hold worse. */
const LONGEST_LABEL = 400;
const MOST_MARKERS = 500;
/** Seconds; a longer silence is none that a console was ever recorded through. */
const LONGEST_PAUSE = 24 * 3600;

/** Reads a recording (asciicast v3, times relative to the event before); undefined when it is none. */
export function castOf(text: string): Cast | undefined {
  const [head = '', ...lines] = text.split('\n');
  const header = headerSchema.safeParse(json(head));
  if (!header.success) return undefined;
  const outputs = outputsOf(lines);
  const shown = outputs.map(({ data }) => plain(data).split('\n'));
  const widest = shown.flat().reduce((most, { length }) => Math.max(most, length), NARROWEST);
  const columns = Math.min(widest, header.data.term.cols, WIDEST);
  const rows = Math.min(header.data.term.rows, MOST_ROWS);
  const markers = outputs.flatMap(({ at }, index): [number, string][] => {
    const command = shown[index]?.find((line) => line.startsWith('$ '));
    return command === undefined ? [] : [[at, clip(inline(command.slice(2)), LONGEST_LABEL)]];
  });
  return {
    text: [{ version: 3, term: { cols: columns, rows } }, ...events(outputs)]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(''),
    columns,
    rows,
    seconds: outputs.at(-1)?.at ?? 0,
    markers: markers.slice(0, MOST_MARKERS),
  };
}

interface Output {
  /** Seconds since the start. */
  readonly at: number;
  readonly data: string;
}

function outputsOf(lines: readonly string[]): Output[] {
  let seconds = 0;
  return lines.flatMap((line) => {
    const event = eventSchema.safeParse(json(line));
    if (!event.success) return [];
    const [pause, code, data] = event.data;
    seconds += Math.min(pause, LONGEST_PAUSE);
    return code === 'o' && typeof data === 'string' ? [{ at: round(seconds), data }] : [];
  });
}

const events = (outputs: readonly Output[]): unknown[] =>
  outputs.map(({ at, data }, index) => [round(at - (outputs[index - 1]?.at ?? 0)), 'o', data]);

const round = (seconds: number) => Math.round(seconds * 1000) / 1000;

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
