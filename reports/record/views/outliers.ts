import type { SampleRecord, SeriesRecord } from '../schema/record.ts';
import { median } from './median.ts';

/** Of a modified z-score (Iglewicz and Hoaglin 1993): what lies further out is none of the others' kind. */
const FURTHEST = 3.5;
/** A median absolute deviation is so many standard deviations of a normal distribution. */
const PER_DEVIATION = 0.6745;
/** Values that agree to a percent make any other look far: within this factor of the median none is marked. */
const LEAST_FACTOR = 1.5;
const FEWEST = 3;

/** Samples that stand apart from the others of their series, as a boot of 6.5 among 39 and 43 Mbit/s does. */
export function outliersOf({ samples }: Pick<SeriesRecord, 'samples'>): SampleRecord[] {
  if (samples.length < FEWEST || samples.some(({ value }) => value <= 0)) return [];
  const middle = Math.log(median(samples.map(({ value }) => value)));
  const away = ({ value }: SampleRecord) => Math.abs(Math.log(value) - middle);
  const spread = median(samples.map(away));
  const bound = Math.max(Math.log(LEAST_FACTOR), (FURTHEST * spread) / PER_DEVIATION);
  return samples.filter((sample) => away(sample) > bound);
}
