import type { Cell, Grid } from '../wording/grid.ts';
import { fileAddress, type Html, html, type Part } from './markup.ts';

interface Options {
  readonly caption: Part;
  /** Whether the caption is for those alone who do not see the table among its neighbours. */
  readonly quiet?: boolean;
  /** Whether the page lies elsewhere than the files that the table names. */
  readonly apart?: boolean | undefined;
}

/** A table that scrolls by itself where it is too wide, with the keyboard too. */
export function gridHtml(
  { head, rows, numbers = false }: Grid,
  { caption, quiet = false, apart = false }: Options,
): Html {
  const named = head.some((cell) => cell !== '');
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${captionText(caption)}"><table class="${numbers ? 'numbers' : 'words'}">
<caption${quiet && html` class="quiet"`}>${caption}</caption>
${named && html`<thead><tr>${head.map((cell) => (cell === '' ? html`<td></td>` : html`<th scope="col">${cell}</th>`))}</tr></thead>`}
<tbody>${rows.map(
    ([first = '', ...rest]) =>
      html`<tr><th scope="row">${cellHtml(first, apart)}</th>${rest.map((cell) => html`<td>${cellHtml(cell, apart)}</td>`)}</tr>
`,
  )}</tbody></table></div>`;
}

const captionText = (caption: Part): string => (typeof caption === 'string' ? caption : 'table');

function cellHtml(cell: Cell, apart: boolean): Part {
  if (typeof cell === 'string') return cell;
  if ('path' in cell) return fileLink(cell.text, cell.path, apart);
  return cell.as === 'code' ? html`<code>${cell.text}</code>` : html`<strong>${cell.text}</strong>`;
}

/** A file of the run's folder; where the report does not lie there, or the path leads out of it, it leads nowhere. */
export function fileLink(text: string, path: string, apart = false): Html {
  const address = apart ? undefined : fileAddress(path);
  return address === undefined ? html`${text} (${path})` : html`<a href="${address}">${text}</a>`;
}
