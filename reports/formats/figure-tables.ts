import type { Grid } from '../wording/grid.ts';
import { number } from '../wording/numbers.ts';
import type { Finding } from './findings.ts';
import { grid, prose } from './markdown.ts';

type Panel = Finding<'figure'>['panels'][number];

/** A table for each panel: a row for each place across, a column for each curve, what was published beside it. */
export function figureGrids({
  across,
  up,
  panels,
}: Finding<'figure'>): { readonly name: string; readonly grid: Grid }[] {
  return panels.map(({ name, curves }) => ({
    name,
    grid: {
      head: [`${across.name} in ${across.unit}`, ...curves.map(({ label }) => `${label}, ${up.unit}`)],
      rows: placesOf(curves).map((at) => [number(at), ...curves.map((curve) => cell(curve, at))]),
      numbers: true,
    },
  }));
}

const placesOf = (curves: Panel['curves']): number[] =>
  [...new Set(curves.flatMap(({ points }) => points.map(({ at }) => at)))].toSorted((a, b) => a - b);

/** `84 (82 to 86); published 952.33` */
function cell({ points, published = [] }: Panel['curves'][number], place: number): string {
  const measured = points.find(({ at }) => at === place);
  const others = published.filter(({ at }) => at === place).map(({ value }) => `published ${value}`);
  const range =
    measured && measured.min !== measured.max ? ` (${number(measured.min)} to ${number(measured.max)})` : '';
  return [...(measured === undefined ? [] : [`${number(measured.median)}${range}`]), ...others].join('; ');
}

/** The same in Markdown, where it is all there is of a figure. */
export function figureText(figure: Finding<'figure'>): string {
  const panels = figureGrids(figure).map(({ name, grid: table }) =>
    [...(name === '' ? [] : [prose(`${name}:`)]), grid(table)].join('\n\n'),
  );
  return [prose(`${figure.title}.`), ...panels].join('\n\n');
}
