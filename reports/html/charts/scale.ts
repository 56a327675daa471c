import { extent } from 'd3-array';
import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from 'd3-scale';
import { number } from '../../wording/numbers.ts';

/** Maps a value to its place along an axis, in percent of the axis' length. */
export interface Scale {
  at(value: number): number;
  readonly ticks: readonly Tick[];
  readonly logarithmic: boolean;
  readonly domain: readonly [low: number, high: number];
}

interface Tick {
  readonly value: number;
  /** Empty where it would stand on its neighbour. */
  readonly text: string;
}

/** Values that differ by more than this are shown on a logarithmic axis, where small ones can still be told apart. */
const FAR_APART = 20;
/** In percent: marks at the very edge would be cut off. */
const PLACES = [2, 98] as const;
/** About so many, which have room on a telephone too. */
const TICKS = 5;
/** An axis over more than a decade has ticks that stand close to each other; fewer of them have a number. */
const NUMBERED = 3;

/** For values that are not below zero, as measurements are: from zero, or, where none is zero, logarithmic if far apart. */
export function scaleFor(values: readonly number[]): Scale {
  const known = values.filter((value) => Number.isFinite(value) && value > 0);
  const [low = 1, high = 1] = extent(known);
  const isLogarithmic = known.length === values.length && high / low > FAR_APART;
  return isLogarithmic ? logScale(low, high) : linearScale(0, high);
}

/**
 * The same where zero may be among values that are decades apart, as a loss is: it stands at the foot of the axis, below a
 * power of ten that none of the others reaches down to.
 */
export function scaleWithZero(values: readonly number[]): Scale {
  const known = values.filter((value) => Number.isFinite(value) && value > 0);
  const [low = 1, high = 1] = extent(known);
  if (!values.includes(0) || high / low <= FAR_APART) return scaleFor(values);
  const foot = 10 ** (Math.ceil(Math.log10(low)) - 1);
  const scale = logScale(foot, high);
  return {
    ...scale,
    at: (value) => scale.at(Math.max(value, foot)),
    ticks: [{ value: 0, text: '0' }, ...scale.ticks.filter(({ value }) => value > foot)],
  };
}

/** In percent of the axis: as near as two numbers of four digits may stand on a telephone. */
const ROOM = 11;

/** For a quantity that was varied in steps: its ticks are the steps themselves, of which the greatest has its number. */
export function scaleAtPlaces(places: readonly number[]): Scale {
  const scale = scaleFor(places);
  let last = Number.POSITIVE_INFINITY;
  const ticks = [...new Set(places)]
    .toSorted((one, other) => other - one)
    .map((value) => {
      const hasRoom = last - scale.at(value) >= ROOM;
      if (hasRoom) last = scale.at(value);
      return { value, text: hasRoom ? number(value) : '' };
    });
  return { ...scale, ticks: ticks.reverse() };
}

export function linearScale(low: number, high: number): Scale {
  const scale = scaleLinear([low, high > low ? high : low + 1], PLACES).nice(TICKS);
  return { ...placed(scale), ticks: scale.ticks(TICKS).map((value) => ({ value, text: number(value) })) };
}

export function logScale(low: number, high: number, written = number): Scale {
  const [begin, end] = high > low ? [low, high] : [low / 2, low * 2];
  const scale = scaleLog([begin, end], PLACES);
  const shown = scale.tickFormat(end / begin > 10 ? NUMBERED : TICKS, 'r');
  const isNear = end / begin < NUMBERED;
  const ticks = scale
    .ticks(TICKS)
    .map((value) => ({ value, text: isNear || shown(value) !== '' ? written(value) : '' }));
  return { ...placed(scale), ticks, logarithmic: true };
}

/** Ratios, as far below equal as above it, with their ticks in percent. */
export function changeScale(low: number, high: number): Scale {
  const reach = Math.max(high, 1 / low);
  return logScale(1 / reach, reach, changeText);
}

const changeText = (ratio: number): string =>
  ratio === 1 ? '0' : `${ratio < 1 ? '−' : '+'}${number(100 * Math.abs(ratio - 1))} %`;

function placed(scale: ScaleContinuousNumeric<number, number>): Omit<Scale, 'ticks'> {
  scale.clamp(true);
  const [low = 0, high = 1] = scale.domain();
  return { at: (value) => scale(value) ?? PLACES[0], logarithmic: false, domain: [low, high] };
}
