import { moreBoots, moreBootsText } from '../../fixtures/statistics/more-boots.ts';
import { amountText } from '../../fixtures/statistics/samples/metric.ts';
import { OF_USE } from '../../fixtures/statistics/useful.ts';
import type { ComparisonRecord, DifferenceRecord, RatioRecord, SeriesRecord } from '../record/schema/record.ts';
import { counted, factor, percent } from './numbers.ts';
import { inline } from './text.ts';

/** What a comparison says of an overhead or a loss, in words that a reader can act upon. */
export interface Effect {
  /**
   * `loss`, `gain`: the whole interval is on one side. `unclear`: it contains "no difference", and is narrow enough to say
   * how much there can be at the most. `unknown`: it says nothing.
   */
  readonly kind: 'loss' | 'gain' | 'unclear' | 'unknown';
  /** `20 %`, `7.4 times slower`, `at least 1.2 times slower`, `5.0 % more`, `0.3 percentage points more`; unclear, none. */
  readonly estimate: string;
  /** `15 to 24 %`, `3 to 20 times`, `20 % less to 9.0 % more`; where there is none to show, why, and what would tell. */
  readonly interval: string;
  /** Whether `interval` is one. */
  readonly known: boolean;
}

/** The half of what is known of a metric that decides how its changes are worded. */
export type Worded = Partial<Pick<SeriesRecord['metric'], 'better'>> & Pick<SeriesRecord['metric'], 'unit'>;

/** How many times its lower end the upper one may be: of an interval that contains "no difference", */
const WIDEST_ACROSS = 10;
/** and of one that does not. Beyond, it goes from nothing to everything, and its figures would only impress. */
const WIDEST_ASIDE = 30;
/** Up to here percent are easy to grasp: a loss of a half, an overhead of as much again. Beyond, factors are. */
export const MOST_IN_PERCENT = 2;

export const effectOf = (comparison: ComparisonRecord, metric: Worded): Effect =>
  comparison.ratio === undefined ? differenceEffect(comparison, metric) : ratioEffect(comparison, metric);

function ratioEffect(comparison: RatioRecord, metric: Worded): Effect {
  const { ratio, interval } = comparison;
  const words = wordsFor(metric);
  const [low, high] = interval ?? [0, Number.POSITIVE_INFINITY];
  const isAcross = low < 1 && high > 1;
  if (isAcross && high / low > WIDEST_ACROSS)
    return { kind: 'unknown', estimate: words.times(ratio), interval: wouldTell(comparison), known: false };
  const inPercent = Math.max(high, 1 / low) <= MOST_IN_PERCENT;
  if (isAcross) {
    const [from, to] = [low, high].map(inPercent ? shareText : words.times);
    return { kind: 'unclear', estimate: '', interval: `${from} to ${to}`, known: true };
  }
  const kind = (metric.better === 'higher' ? ratio < 1 : ratio >= 1) ? 'loss' : 'gain';
  if (high / low > WIDEST_ASIDE) {
    const much = `how much cannot be told from ${bootsText(comparison)}`;
    return { kind, estimate: words.beyond(low < 1 ? high : low, ratio), interval: much, known: false };
  }
  if (!inPercent) return { kind, estimate: words.times(ratio), interval: words.range(low, high), known: true };
  const share = (end: number) => Math.abs(1 - end);
  const [least = 1, most = 1] = [low, high].toSorted((one, other) => share(one) - share(other));
  const shown = kind === 'gain' ? shareText : (end: number) => percent(share(end));
  return { kind, estimate: shown(ratio), interval: `${bare(share(least))} to ${shown(most)}`, known: true };
}

/** `12 % less`, `3.0 % more`. */
export const shareText = (ratio: number): string =>
  ratio < 1 ? `${percent(1 - ratio)} less` : `${percent(ratio - 1)} more`;

const bare = (share: number): string => percent(share).slice(0, -2);

interface Words {
  /** `7.4 times slower`, `0.14 times as much` */
  times(ratio: number): string;
  /** The end of an interval: `at least 7.4 times slower`, `at most 0.14 times as much`; of what is hardly one, `slower`. */
  beyond(end: number, ratio: number): string;
  /** `3 to 20 times` */
  range(low: number, high: number): string;
}

const SPEEDS = /\/s$|^IOPS$|^(?:s|ms|µs)$/;

/** What is a rate or a time is slower or faster; everything else is so many times as much. */
function wordsFor({ unit, better }: Worded): Words {
  const isSpeed = SPEEDS.test(unit) && better !== undefined;
  return isSpeed ? speedWords(better) : AMOUNTS;
}

const AMOUNTS: Words = {
  times: (ratio) => `${factor(ratio)} times as much`,
  beyond: (end, ratio) =>
    isHardlyOne(end) ? (ratio < 1 ? 'less' : 'more') : `at ${ratio < 1 ? 'most' : 'least'} ${AMOUNTS.times(end)}`,
  range: (low, high) => `${factor(low)} to ${factor(high)} times`,
};

function speedWords(better: 'higher' | 'lower'): Words {
  const word = (ratio: number) => ((better === 'higher') === ratio < 1 ? 'slower' : 'faster');
  const size = (ratio: number) => Math.max(ratio, 1 / ratio);
  const times = (ratio: number) =>
    isHardlyOne(ratio) ? 'equally fast' : `${factor(size(ratio))} times ${word(ratio)}`;
  return {
    times,
    beyond: (end, ratio) => (isHardlyOne(end) ? word(ratio) : `at least ${times(end)}`),
    range: (low, high) => {
      const [least = 1, most = 1] = [size(low), size(high)].toSorted((one, other) => one - other);
      return `${factor(least)} to ${factor(most)} times`;
    },
  };
}

const isHardlyOne = (ratio: number): boolean => Math.abs(Math.log(ratio)) < 0.005;

function differenceEffect(comparison: DifferenceRecord, metric: Worded): Effect {
  const { difference, interval } = comparison;
  const amount = (value: number) => inline(amountText(Math.abs(value), metric.unit));
  const text = (value: number) => `${amount(value)} ${value < 0 ? 'less' : 'more'}`;
  if (interval === undefined)
    return { kind: 'unknown', estimate: text(difference), interval: wouldTell(comparison), known: false };
  const [low, high] = interval;
  if (low === 0 && high === 0)
    return { kind: 'gain', estimate: 'no difference', interval: `in ${bootsText(comparison)}`, known: false };
  if (low < 0 && high > 0)
    return { kind: 'unclear', estimate: '', interval: `${text(low)} to ${text(high)}`, known: true };
  const worse = metric.better === 'higher' ? difference < 0 : difference >= 0;
  const ends = [low, high].map(Math.abs).toSorted((one, other) => one - other);
  const range = ends.map(amount).join(' to ');
  return { kind: worse ? 'loss' : 'gain', estimate: text(difference), interval: range, known: true };
}

/** `3 boots each`, `2 and 8 boots` */
export function bootsText({ counts: [of, against], baselines }: ComparisonRecord): string {
  const all = [of, against, ...(baselines?.counts ?? [])];
  return all.every((count) => count === of) ? `${counted(of, 'boot')} each` : `${all.join(' and ')} boots`;
}

/** `not from 2 boots each; some 12 boots of each would tell: LAB_PACE=paper` */
const wouldTell = (comparison: ComparisonRecord): string =>
  `not from ${bootsText(comparison)}; ${moreBootsText(moreBoots([{ comparison, margin: Math.log(OF_USE) }]))}`;
