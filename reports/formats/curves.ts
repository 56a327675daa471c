import type { SummaryRecord } from '../record/schema/record.ts';
import type { Grid } from '../wording/grid.ts';
import { amount, number } from '../wording/numbers.ts';
import type { Finding } from './findings.ts';

/** One quantity over another that was varied. */
export interface Sweep {
  /** What was varied, and its unit: `frame size`, `B`. */
  readonly dimension: string;
  readonly unit: string;
  /** Of the values; on an axis that is logarithmic where they are decades apart, unless it is to be linear. */
  readonly up: { readonly name: string; readonly unit: string; readonly linear?: boolean | undefined };
  readonly curves: readonly Curve[];
}

export interface Curve {
  /** What tells it from the others; empty for a curve alone. */
  readonly label: string;
  /** In the order of their places. */
  readonly points: readonly { readonly at: number; readonly summary?: Spread | undefined }[];
  /** Its colour and sign; by default its place among the curves. */
  readonly sign?: number;
  /** Somebody else’s values beside it, each alone: no line goes through them. */
  readonly published?: readonly { readonly at: number; readonly value: number }[];
}

type Spread = Pick<SummaryRecord, 'median' | 'min' | 'max'>;

export const sweepIn = ({ across, up, curves }: Finding<'curves'>): Sweep => ({
  ...{ dimension: across.name, unit: across.unit, up },
  curves: curves.map(({ label, points }) => ({ label, points: points.map(({ at, ...summary }) => ({ at, summary })) })),
});

/** A row for each place, with the medians of all curves. */
export function curvesGrid({ dimension, unit, up, curves }: Sweep): Grid {
  const places = [...new Set(curves.flatMap(({ points }) => points.map(({ at }) => at)))].toSorted((a, b) => a - b);
  const cell = ({ points }: Curve, at: number) => {
    const { summary } = points.find((point) => point.at === at) ?? {};
    return summary === undefined ? '' : `${number(summary.median)} ${up.unit}`;
  };
  return {
    head: [dimension, ...curves.map(({ label }) => label || 'median')],
    rows: places.map((at) => [`${number(at)} ${unit}`.trim(), ...curves.map((curve) => cell(curve, at))]),
    numbers: true,
  };
}

/** `frames lost, nuttcp DUT IN, frame 64:`, and of each curve its two ends. */
export function curveLines({ title, across, up, curves }: Finding<'curves'>): string[] {
  const end = ({ at, median }: { at: number; median: number } = { at: Number.NaN, median: Number.NaN }) =>
    `${amount(median, up.unit)} at ${amount(at, across.unit)}`;
  return [`${title}:`, ...curves.map(({ label, points }) => `  ${label}: ${end(points[0])}, ${end(points.at(-1))}`)];
}
