import { z } from 'zod';
import { plainText } from '../../../fixtures/consoles/transcript/plain-text.ts';
import { type GuestView, parseView, VIEW_COMMAND } from '../../../fixtures/machines/proof/guest-view.ts';
import { typed } from '../../../fixtures/testbeds/processes/parent-death-guard.ts';
import type { MachineRecord } from '../../record/schema/record.ts';
import type { BundleFiles } from '../bundle/files.ts';
import { unpackedIn } from './frames.ts';

/** Both files say so where a flood made them lose their middle. */
const GAP = 'bytes left out here: the console was flooded';
/**
 * Characters of a console that lost its middle, at the least: both its ends stay (see
 * fixtures/consoles/transcript/transcript.ts).
 */
export const LEAST_FLOOD = 2 * 1024 ** 2;

/** A machine's console as it was kept: the text. */
export class ConsoleText {
  readonly text: string;
  readonly flooded: boolean;

  constructor(text: string) {
    this.text = text;
    this.flooded = text.includes(GAP);
  }

  /** What stands below each place where the command was run. */
  outputsOf(command: string): string[] {
    return PROMPTS.flatMap((prompt) =>
      // The line end before a prompt belongs to what stands above it, which may be the same command.
      this.text.split(new RegExp(`(?<=^|\n)${literal(`${prompt} ${command}`)}\n`)).slice(1),
    );
  }
}

const PROMPTS = ['$', '#'] as const;

/** A pattern that matches this text alone. */
const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/**
 * Whether the console shows this output: as text, or packed by the guest with a checksum
 * (fixtures/consoles/shell/frame.ts).
 */
export function shows(body: string, stdout: string): boolean {
  if (withoutBlanks(body).startsWith(withoutBlanks(plainText()(stdout)))) return true;
  return packedIn(body).some((unpacked) => unpacked === stdout);
}

/**
 * A terminal's line end is CR CR LF; where a piece of output ended between a CR and an escape, the transcript has one
 * line end more than its replay gives in one piece.
 */
export const withoutBlanks = (text: string): string => text.replaceAll(/\n+/g, '\n').replace(/^\n/, '');

/** What a command printed: packed, or as text up to the next command. */
export const printed = (body: string): string =>
  packedIn(body).find((output) => output !== '') ?? body.slice(0, promptIn(body));

const promptIn = (body: string): number | undefined => /^[$#] /m.exec(body)?.index;

/** The outputs that stand packed in it, before the next command. */
export const packedIn = (body: string): string[] => unpackedIn(body.slice(0, promptIn(body)));

const headerSchema = z.object({ version: z.literal(3), timestamp: z.int(), title: z.string(), command: z.string() });
const eventSchema = z.tuple([z.number().nonnegative(), z.string(), z.string()]);

export interface Cast {
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly title: string;
  readonly command: string;
  readonly flooded: boolean;
  /** Exit status of the program on the terminal, where it came to its end. */
  readonly exit: string | undefined;
  /** How long it lasts. */
  readonly seconds: number;
  /** Seconds from the beginning to the first output; undefined where nothing was put out. */
  readonly spoke: number | undefined;
  /** All that was put out, with the escapes that a terminal would have taken. */
  readonly output: string;
  /** Seconds from the beginning at which each occurrence of `text` in the output was complete. */
  timesOf(text: string): number[];
}

/** Reads an asciicast v3; undefined when it is none. */
export function parseCast(text: string): Cast | undefined {
  try {
    const [first = '', ...lines] = text.trimEnd().split('\n');
    const { timestamp, title, command } = headerSchema.parse(JSON.parse(first));
    const events = lines.map((line) => eventSchema.parse(JSON.parse(line)));
    let at = 0;
    const outputs: { readonly at: number; readonly end: number }[] = [];
    let output = '';
    let exit: string | undefined;
    for (const [interval, code, data] of events) {
      at += interval;
      if (code === 'x') exit = data;
      if (code !== 'o') continue;
      output += data;
      outputs.push({ at, end: output.length });
    }
    const timeAt = (index: number) => outputs[firstFrom(outputs, index)]?.at ?? at;
    return {
      ...{ timestamp, title, command, output, exit, seconds: at, spoke: outputs[0]?.at },
      flooded: text.includes(GAP),
      timesOf: (wanted) => indexesOf(output, wanted).map((index) => timeAt(index + wanted.length)),
    };
  } catch {
    return undefined;
  }
}

/** The first that ends at `index` or behind it, by halves: a stranger's replay may have a million. */
function firstFrom(outputs: readonly { readonly end: number }[], index: number): number {
  let [from, to] = [0, outputs.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((outputs[middle]?.end ?? 0) >= index) to = middle;
    else from = middle + 1;
  }
  return from;
}

function indexesOf(text: string, wanted: string): number[] {
  const indexes: number[] = [];
  if (wanted === '') return indexes;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) indexes.push(at);
  return indexes;
}

/** What console.txt holds of the same output. */
export function textOf({ output }: Cast): string {
  const plain = plainText();
  return plain(output) + plain('\n');
}

/** Reads each file once, however many checks ask for it. */
function once<T>(read: (text: string) => T): (file: Buffer | undefined) => T {
  const known = new WeakMap<Buffer, { readonly value: T }>();
  return (file = EMPTY) => {
    const found = known.get(file) ?? { value: read(file.toString('utf8')) };
    known.set(file, found);
    return found.value;
  };
}

const EMPTY = Buffer.alloc(0);
const consoleIn = once((text) => new ConsoleText(text));
const castIn = once(parseCast);

/** The console of a machine; one without a file shows nothing. */
export const consoleOf = (files: BundleFiles, { transcript }: Pick<MachineRecord, 'transcript'>): ConsoleText =>
  consoleIn(files.get(transcript));
export const castOf = (files: BundleFiles, { asciicast }: Pick<MachineRecord, 'asciicast'>): Cast | undefined =>
  castIn(files.get(asciicast));

/** What the guest told of its hardware when it was up; undefined where its console shows no such look. */
export function guestLook(console: ConsoleText): GuestView | undefined {
  const [shown] = console.outputsOf(typed(VIEW_COMMAND));
  return shown === undefined ? undefined : parseView(printed(shown));
}
