import type { Curve, Sweep } from '../../formats/curves.ts';
import type { SeriesRecord } from '../../record/schema/record.ts';

/** Fewer places make no curve. */
const FEWEST = 3;

/** Of series that differ in a quantity, as RFC 2544 varies the size of a frame. Undefined where nothing was varied that is a quantity. */
export function sweepOf(series: readonly SeriesRecord[]): Sweep | undefined {
  const [first] = series;
  if (first === undefined) return undefined;
  for (const dimension of Object.keys(first.dimensions)) {
    const quantities = series.map(({ dimensions }) => quantityOf(dimensions[dimension]));
    const unit = quantities[0]?.unit ?? '';
    if (!quantities.every((one) => one?.unit === unit)) continue;
    if (new Set(quantities.map((one) => one?.value)).size < FEWEST) continue;
    const curves = curvesOf(series, dimension);
    if (curves.every(({ points }) => points.length >= FEWEST && distinct(points)))
      return { dimension, unit, up: first.metric, curves };
  }
  return undefined;
}

function curvesOf(series: readonly SeriesRecord[], dimension: string): Curve[] {
  const others = Object.keys(series[0]?.dimensions ?? {}).filter((name) => name !== dimension);
  const varied = others.filter((name) => new Set(series.map(({ dimensions }) => dimensions[name])).size > 1);
  const labelled = Map.groupBy(series, ({ dimensions }) => varied.map((name) => dimensions[name] ?? '').join(', '));
  return [...labelled].map(([label, some]) => ({
    label,
    points: some
      .map((one) => ({ at: quantityOf(one.dimensions[dimension])?.value ?? 0, summary: one.summary }))
      .toSorted((a, b) => a.at - b.at),
  }));
}

/** Two series at one place differ in something that no dimension tells. */
const distinct = (points: Curve['points']): boolean => new Set(points.map(({ at }) => at)).size === points.length;

/** `1518 B`, `64`; a name such as `fio read` is none. */
function quantityOf(text = ''): { readonly value: number; readonly unit: string } | undefined {
  const [, digits, unit = ''] = /^(\d{1,15}(?:\.\d{1,6})?) ?([a-zA-Zµ%/]{0,8})$/.exec(text) ?? [];
  return digits === undefined || Number(digits) === 0 ? undefined : { value: Number(digits), unit };
}
