import type { Points } from '../record/schema/rubric.ts';
import { counted, number } from './numbers.ts';

/** When an exercise gives these points, for whoever wants to earn them. */
export function pointsText(points: Points): string {
  switch (points.by) {
    case 'test':
      return `all of them when “${points.test}” passes`;
    case 'series':
      return `a share for each of ${counted(points.series.length, 'measurement')}, whatever the numbers are`;
    case 'claims':
      return `all of them when its claims hold${curveText(points.curve)}; one that is inconclusive is not yet graded`;
    case 'hand':
      return 'a person reads the answer and gives them';
  }
}

/** `; where one fails, by its ratio: 0 % at 0.8, 50 % at 1, 100 % at 1.2` */
function curveText(curve: (Points & { by: 'claims' })['curve']): string {
  if (curve.length === 0) return ', none where one fails';
  const places = curve.map(([ratio, share]) => `${number(100 * share)} % at ${number(ratio)}`);
  return `; where one fails, by its ratio: ${places.join(', ')}`;
}

/** To hundredths, as a grade is told. */
export const sumOf = (all: readonly { readonly points: number }[]): number =>
  Math.round(100 * all.reduce((sum, { points }) => sum + points, 0)) / 100;
