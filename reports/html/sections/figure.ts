import { armsOf } from '../../formats/arms.ts';
import { figureGrids } from '../../formats/figure-tables.ts';
import type { Finding } from '../../formats/findings.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import { multiplesPlot } from '../charts/curves.ts';
import { gridHtml } from '../grid.ts';
import type { Html } from '../markup.ts';

/** A figure as an experiment declares it; its arms have the colours that they have on the whole page. */
export function figureHtml(record: Pick<RunRecord, 'experiments'>, figure: Finding<'figure'>): Html {
  const { title, across, up, panels } = figure;
  const arms = armsOf(record);
  const shown = panels.map(({ name, curves }) => ({
    name,
    sweep: {
      ...{ dimension: across.name, unit: across.unit, up },
      curves: curves.map(({ label, points, published = [] }, index) => ({
        label,
        sign: arms.includes(label) ? arms.indexOf(label) : index,
        points: points.map(({ at, ...summary }) => ({ at, summary })),
        published,
      })),
    },
  }));
  const tables = figureGrids(figure).map(({ name, grid }) => gridHtml(grid, { caption: name === '' ? title : name }));
  return multiplesPlot(title, shown, tables);
}
