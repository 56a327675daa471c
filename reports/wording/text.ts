import { stripVTControlCharacters, styleText } from 'node:util';

/** Text that others made (tools, guests, answers), fit to be shown: no escapes, control or bidi characters. */
export function plain(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/\r+\n?/g, (end) => (end.endsWith('\n') ? '\n' : '\r'))
    .split('\n')
    .map(lastPrinted)
    .join('\n')
    .replaceAll('\t', '    ')
    .replaceAll(UNFIT, '');
}

/** What a terminal would have overprinted goes: only the last of it was to be seen. */
const lastPrinted = (line: string): string =>
  line.slice(line.length < 2 ? 0 : line.lastIndexOf('\r', line.length - 2) + 1);

/** Controls but the newline, and the marks that reorder or hide text. */
const UNFIT = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** In one line. */
export const inline = (text: string): string => plain(text).replaceAll(/\s+/g, ' ').trim();

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WIDE =
  /^(?:\p{Emoji_Presentation}|.\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}])/u;

/** Columns that text takes on a terminal: East Asian characters and emoji take two, its paint takes none. */
export function width(text: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(stripVTControlCharacters(text)))
    columns += WIDE.test(segment) ? 2 : /^\p{M}/u.test(segment) ? 0 : 1;
  return columns;
}

/** At most `columns` wide; what is cut off shows as an ellipsis, and its paint goes with it. */
export function clip(painted: string, columns: number): string {
  if (width(painted) <= columns) return painted;
  const text = stripVTControlCharacters(painted);
  let kept = '';
  let taken = 0;
  for (const { segment } of graphemes.segment(text)) {
    const next = width(segment);
    if (taken + next > columns - 1) break;
    kept += segment;
    taken += next;
  }
  return columns < 1 ? '' : `${kept}…`;
}

export const padEnd = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)));

/**
 * With the unit that belongs to a number: `58 %`, `1.2 x`. It begins where spaces begin, not within them: a stranger's
 * million of them would be gone through a million times.
 */
const WORD = /(?<! ) *[^ ]+(?: [%x](?:[^\w ][^ ]*)?(?= |$))?/g;

/** Broken at spaces so that no line is wider than `columns`, except a single word that is. Keeps its own newlines. */
export function wrap(text: string, columns: number): string[] {
  return text.split('\n').flatMap((line) => {
    const lines: string[] = [''];
    let taken = 0;
    for (const word of line.match(WORD) ?? []) {
      const last = lines.at(-1) ?? '';
      const fits = last === '' || taken + width(word) <= columns;
      if (fits) lines[lines.length - 1] = last + word;
      else lines.push(word.trimStart());
      taken = fits ? taken + width(word) : width(word.trimStart());
    }
    return lines;
  });
}

/** A long line goes on below, set in a little deeper than it began. */
export const hang = (line: string, columns: number): string[] =>
  hangWhole(line, columns).map((part) => clip(part, columns));

/** The same, of words that are there to be copied: one that is wider stays whole. */
export function hangWhole(line: string, columns: number): string[] {
  if (width(line) <= columns) return [line];
  const depth = /^ */.exec(line)?.[0].length ?? 0;
  const [first = '', ...rest] = wrap(line.slice(depth), columns - depth - 2);
  const deeper = ' '.repeat(depth + 2);
  return [' '.repeat(depth) + first, ...rest.map((part) => deeper + part)];
}

/** `Open     From what you know of virtio, …`: what does not fit goes on below the text, not below the label. */
export function labelled(label: string, text: string, columns: number): string[] {
  const [first = '', ...rest] = wrap(text, columns - LABEL_COLUMNS);
  return [padEnd(label, LABEL_COLUMNS) + first, ...rest.map((part) => ' '.repeat(LABEL_COLUMNS) + part)];
}

const LABEL_COLUMNS = 9;

export type Style = Parameters<typeof styleText>[0];
export type Paint = (style: Style, text: string) => string;

/** Colours by node:util; the caller knows whether its stream wants them. */
export const colourful: Paint = (style, text) => styleText(style, text, { validateStream: false });
export const colourless: Paint = (_style, text) => text;
