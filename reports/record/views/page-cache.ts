import type { Run } from '../schema/run.ts';
import { median } from './median.ts';

/** As workloads that read and write files name the share of their bytes that reached the device, in percent at most. */
const SHARE = 'device share';
/** Where less than this reached it, a rate tells of memory and not of a device. */
const LEAST = 50;

/**
 * How much of what these runs moved reached the device, in percent at most: the median. Undefined where nobody tells.
 */
export function deviceShare(runs: readonly Run[]): number | undefined {
  const shares = runs.map(({ readings: { [SHARE]: share } }) => share).filter((share) => typeof share === 'number');
  return shares.length === 0 ? undefined : median(shares);
}

/** Whether the page cache answered, so that these runs say nothing of a device. */
export function isOfPageCache(runs: readonly Run[]): boolean {
  const share = deviceShare(runs);
  return share !== undefined && share < LEAST;
}

/**
 * Why a claim on these runs says nothing of a device; undefined where it does, or where nobody knows.
 * @param runs of all sides of the claim
 */
export function answeredByPageCache(runs: readonly Run[]): string | undefined {
  const arms = [...Map.groupBy(runs, ({ key }) => key.arm)].filter(([, some]) => isOfPageCache(some));
  if (arms.length === 0) return undefined;
  const told = arms.map(([arm, some]) => `${arm} (${cacheShareText(deviceShare(some) ?? 0)})`);
  return `the page cache answered ${told.join(' and ')}, so that nothing is told of a disk`;
}

/** `at most 3 % of its bytes reached the disk` */
export const cacheShareText = (share: number): string =>
  share < 0.05
    ? 'none of its bytes reached the disk'
    : `at most ${share < 10 ? Number(share.toFixed(1)) : Math.round(share)} % of its bytes reached the disk`;
