import { AsyncLocalStorage } from 'node:async_hooks';
import { gunzipSync } from 'node:zlib';
import { TOO_MUCH, Unpacking, unreadable } from '../bundle/files.ts';

/** What a frame may unpack to: more than any tool of the lab prints. */
const LONGEST_OUTPUT = 16 * 1024 ** 2;
/** What the guest's base64 has in a line is 76; a frame's line is no longer than this. */
const LONGEST_LINE = 1000;
/** What a frame that proves damaged is charged for its packed bytes: gzip packs text some ten times. */
const DAMAGED = 100;

/** The frames of one bundle: each is unpacked when it is first asked for, and all within one budget. */
class Frames {
  readonly #known = new Map<string, string | undefined>();
  readonly #unpacking: Unpacking;

  constructor(unpacking: Unpacking) {
    this.#unpacking = unpacking;
  }

  /** Undefined for what is damaged, or too long for any tool. @throws LabError (input) when the budget is spent. */
  output(packed: string): string | undefined {
    if (!this.#known.has(packed)) this.#known.set(packed, this.#unpacked(packed));
    return this.#known.get(packed);
  }

  #unpacked(packed: string): string | undefined {
    const bytes = Buffer.from(packed, 'base64');
    const maxOutputLength = Math.min(LONGEST_OUTPUT, this.#unpacking.left);
    if (maxOutputLength === 0) throw unreadable('its consoles', TOO_MUCH);
    let output: Buffer | undefined;
    let spent = Math.min(bytes.length * DAMAGED, maxOutputLength);
    try {
      output = gunzipSync(bytes, { maxOutputLength });
      spent = output.length;
    } catch (error) {
      if (error instanceof RangeError) spent = maxOutputLength;
    }
    this.#unpacking.spend(spent);
    return output?.toString('utf8');
  }
}

const within = new AsyncLocalStorage<Frames>();

/** Whatever `work` unpacks of consoles comes out of this budget. Without one each look has a whole one of its own. */
export const unpackingWithin = <T>(unpacking: Unpacking, work: () => T): T => within.run(new Frames(unpacking), work);

/** What stands packed by the guest, with a checksum, in these lines (fixtures/consoles/shell/frame.ts). */
export function unpackedIn(text: string): string[] {
  const frames = within.getStore() ?? new Frames(new Unpacking());
  return framesIn(text).flatMap((packed) => frames.output(packed) ?? []);
}

/** Line by line: a frame begins with gzip's own first bytes, and one may follow another. */
function framesIn(text: string): string[] {
  const frames: string[][] = [];
  let open = false;
  for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
    const packed = line !== '' && line.length <= LONGEST_LINE && /^[A-Za-z0-9+/]+={0,2}$/.test(line);
    if (packed && line.startsWith('H4sI')) frames.push([line]);
    else if (packed && open) frames.at(-1)?.push(line);
    open = packed && (open || line.startsWith('H4sI'));
  }
  return frames.map((lines) => lines.join(''));
}
