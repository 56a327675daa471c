import { number } from '../../formats/numbers.ts';

/** Maps a value to its place along an axis, in percent of the axis' length. */
export interface Scale {
  at(value: number): number;
  readonly ticks: readonly number[];
  readonly logarithmic: boolean;
  readonly domain: readonly [low: number, high: number];
  /** How a tick is written, where it is not as the number that it is. */
  readonly written?: (tick: number) => string;
}

/** Values that differ by more than this are shown on a logarithmic axis, where small ones can still be told apart. */
const FAR_APART = 20;
/** In percent: marks at the very edge would be cut off. */
const MARGIN = 2;
const FEWEST_TICKS = 4;
/** Over more of them than this, 1, 2 and 5 of each would be written into each other on a telephone. */
const MOST_DECADES = 2.1;
const LEADING = [1, 2, 5];
/** Ticks of an axis of changes, each from as far below equal as above it. */
const CHANGES = [
  [0.9, 0.95, 1, 1.05, 1.1],
  [0.8, 0.9, 1, 1.1, 1.25],
  [0.5, 0.75, 1, 1.5, 2],
] as const;

/** For values that are not below zero, as measurements are: from zero, or, where none is zero, logarithmic if far apart. */
export function scaleFor(values: readonly number[]): Scale {
  const known = values.filter((value) => Number.isFinite(value) && value > 0);
  const high = known.reduce((most, value) => Math.max(most, value), 0) || 1;
  const low = known.reduce((least, value) => Math.min(least, value), high);
  const isLogarithmic = known.length === values.length && high / low > FAR_APART;
  return isLogarithmic ? logScale(low, high) : linearScale(high);
}

export function linearScale(high: number): Scale {
  const step = niceStep(high / FEWEST_TICKS);
  const end = Math.ceil(high / step - 1e-9) * step;
  const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, index) => index * step);
  return { at: placed((value) => value / end), ticks, logarithmic: false, domain: [0, end] };
}

/** Not from zero, so that small changes of large values are seen; from a tick below `low` to one above `high`. */
export function closeScale(low: number, high: number): Scale {
  const step = niceStep((high - low || high) / FEWEST_TICKS);
  const [begin, end] = [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
  const ticks = Array.from({ length: Math.round((end - begin) / step) + 1 }, (_, index) => begin + index * step);
  return { at: placed((value) => (value - begin) / (end - begin)), ticks, logarithmic: false, domain: [begin, end] };
}

/** From the decade's 1, 2 or 5 at or below `low` to the one at or above `high`. */
export function logScale(low: number, high: number): Scale {
  const begin = steps125(low, low).findLast((step) => step <= low * (1 + 1e-9)) ?? low;
  const end = steps125(high, high).find((step) => step >= high * (1 - 1e-9)) ?? high;
  const all = steps125(begin, end).filter((step) => step >= begin * (1 - 1e-9) && step <= end * (1 + 1e-9));
  const decades = all.filter((step) => leadingDigit(step) === 1);
  const ticks = Math.log10(end / begin) > MOST_DECADES ? decades : all;
  const span = Math.log(end / begin) || 1;
  return {
    at: placed((value) => Math.log(value / begin) / span),
    ticks,
    logarithmic: true,
    domain: [begin, end],
  };
}

/** Ratios around 1, with ticks at changes that are easy to say; far from it as `logScale`. */
export function changeScale(low: number, high: number): Scale {
  const ticks = CHANGES.find((some) => low >= some[0] && high <= some[4]);
  if (ticks === undefined) return logScale(low, high);
  const [begin, , , , end] = ticks;
  const span = Math.log(end / begin);
  return {
    at: placed((value) => Math.log(value / begin) / span),
    ticks,
    logarithmic: true,
    domain: [begin, end],
    written: (tick) => (tick === 1 ? '0' : `${tick < 1 ? '−' : '+'}${number(100 * Math.abs(tick - 1))} %`),
  };
}

const placed = (share: (value: number) => number) => (value: number) =>
  MARGIN + (100 - 2 * MARGIN) * Math.min(1, Math.max(0, share(value) || 0));

function niceStep(rough: number): number {
  const decade = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5].find((step) => step * decade >= rough * (1 - 1e-9)) ?? 10) * decade;
}

/** 1, 2 and 5 of each decade from below `low` to above `high`. */
function steps125(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low)) - 1;
  const last = Math.ceil(Math.log10(high)) + 1;
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index)).flatMap((decade) =>
    LEADING.map((digit) => digit * decade),
  );
}

const leadingDigit = (step: number): number => Math.round(step / 10 ** Math.floor(Math.log10(step * (1 + 1e-9))));
