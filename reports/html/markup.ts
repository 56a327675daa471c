import { plain } from '../wording/text.ts';

/** HTML that was made here. Whatever else comes into a template is text of others, and is escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Part = Html | string | number | false | undefined | readonly Part[];

/**
 * HTML from a template; values are escaped for text and for quoted attributes, and lose what no document should
 * hold: terminal escapes, control characters, marks that reorder text.
 * @throws TypeError where a value stands in an attribute without quotes, or where a script or style goes on:
 * escaping is of no use there.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  const [first = '', ...rest] = strings;
  let text = first;
  for (const [index, string] of rest.entries()) {
    const value = values[index];
    const before = strings[index] ?? '';
    if (!(value instanceof Html) && NO_PLACE.test(before)) throw new TypeError(`No place for a value: ${before}`);
    text += textOf(value) + string;
  }
  return new Html(text);
}

const NO_PLACE = /=\s*$|<\/?$|<(?:script|style)\b[^>]*>[^<]*$/i;

/** Text of the project's own that is HTML, or may stand in a script or a style: it is not escaped. */
export const trusted = (text: string): Html => new Html(text);

function textOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  return typeof part === 'object' ? part.map(textOf).join('') : escaped(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it: for an element, or a quoted attribute. */
export const escaped = (text: string): string =>
  plain(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** An id for a heading, out of a name: `studio-15/virtio#1` is `machine-studio-15.virtio.1`. */
export const anchor = (kind: string, name: string): string =>
  `${kind}-${plain(name)
    .replaceAll(/[/#]/g, '.')
    .replaceAll(/[^\w.-]/g, (character) => `_${character.codePointAt(0)}`)}`;

/** The address of a file of the run's folder; undefined for a path that leads out of it. */
export function fileAddress(path: string): string | undefined {
  const parts = plain(path).split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return undefined;
  // Every colon is encoded, so that no part of it is taken for a scheme.
  return `./${parts.map(encodeURIComponent).join('/')}`;
}
