import type { Cell, Grid } from '../wording/grid.ts';
import { inline, plain } from '../wording/text.ts';

/** Text that others made, as running text: what Markdown or HTML would make of it is taken away. */
export const prose = (text: string): string =>
  inline(text)
    .replaceAll(/[\\`*[\]<>|~]/g, '\\$&')
    // Within a word (virtio_net) an underscore means itself.
    .replaceAll(/(?<![a-z0-9])_|_(?![a-z0-9])/gi, '\\_')
    .replace(/^([#+-])(?=[#\s]|$)/, '\\$1')
    .replace(/^(\d+)(?=[.)](?:\s|$))/, '$1\\');

/** Keeps its Markdown (lists, code), but not its HTML, and cannot end the quote. */
export const quote = (text: string): string =>
  plain(text)
    .trim()
    .replaceAll(/<(?=[a-z/!?])/gi, '&lt;')
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');

/** A block in which nothing is interpreted: its fence is longer than any that stands in the text. */
export function codeBlock(text: string, language = 'text'): string {
  const body = plain(text).replace(/\n+$/, '');
  const longest = Math.max(2, ...[...body.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${body}\n${fence}`;
}

export function code(text: string): string {
  const body = inline(text);
  const longest = Math.max(0, ...[...body.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const space = body.startsWith('`') || body.endsWith('`') ? ' ' : '';
  return `${fence}${space}${body}${space}${fence}`;
}

export function grid({ head, rows, numbers = false }: Grid): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(head.map(prose)),
    line(head.map((_, index) => (numbers && index > 0 ? '---:' : '---'))),
    ...rows.map((cells) => line(cells.map(cellText))),
  ].join('\n');
}

function cellText(cell: Cell): string {
  if (typeof cell === 'string') return prose(cell);
  if ('path' in cell) return link(cell.text, cell.path);
  // A table ends a cell at each bar, within code too.
  return cell.as === 'code' ? code(cell.text).replaceAll('|', '\\|') : `**${prose(cell.text)}**`;
}

/** A link to a file of the run's folder. */
export const link = (text: string, path: string): string =>
  `[${prose(text)}](<${inline(path).replaceAll(/[<>\\]/g, encodeURIComponent)}>)`;
