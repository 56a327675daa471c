import type { Writable } from 'node:stream';
import { clip, colourful, colourless, type Paint, plain } from '../wording/text.ts';

const NARROWEST = 40;
const USUAL = 80;
const CLEAR_LINE = '\r\u001b[2K';

type Stream = Writable & { isTTY?: boolean; columns?: number; hasColors?: () => boolean };
type Environment = Readonly<Record<string, string | undefined>>;

/** Lines that stay, and on a real terminal one line at the bottom that changes. */
export class Terminal {
  readonly #stream: Stream;
  /** Whether a line can change in place. */
  readonly live: boolean;
  readonly paint: Paint;
  #status = '';
  #closed = false;

  constructor(stream: Stream = process.stdout, environment: Environment = process.env) {
    this.#stream = stream;
    this.live = stream.isTTY === true && environment['TERM'] !== 'dumb' && !environment['CI'];
    this.paint = wantsColours(stream, environment) ? colourful : colourless;
  }

  get columns(): number {
    return Math.max(NARROWEST, this.#stream.columns || USUAL);
  }

  lines(lines: readonly string[]): void {
    if (lines.length === 0) return;
    const text = lines.map((line) => `${line.trimEnd()}\n`).join('');
    this.#stream.write(this.#status === '' ? text : `${CLEAR_LINE}${text}${this.#status}`);
  }

  /** From now on there are only lines that stay: others write to the terminal too. */
  close(): void {
    this.status('');
    this.#closed = true;
  }

  /** An empty status takes the line away. */
  status(text: string): void {
    if (!this.live || this.#closed) return;
    const status = this.paint('dim', clip(plain(text), this.columns - 1));
    if (status === this.#status) return;
    this.#stream.write(`${CLEAR_LINE}${text === '' ? '' : status}`);
    this.#status = text === '' ? '' : status;
  }
}

/** https://no-color.org, and the FORCE_COLOR of Node's own tools. */
function wantsColours(stream: Stream, environment: Environment): boolean {
  if (environment['NO_COLOR']) return false;
  if (environment['FORCE_COLOR']) return environment['FORCE_COLOR'] !== '0';
  return stream.isTTY === true && environment['TERM'] !== 'dumb';
}
