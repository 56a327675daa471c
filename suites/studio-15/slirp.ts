// What SLIRP hides of the two cards' difference, told out of the run's own figures.

import {
  exitRates,
  isVast,
  labelsOf,
  number,
  questionsIn,
  type RatioRecord,
  type RunRecord,
  ratio,
  type SeriesRecord,
  type Story,
} from '../../fixtures/lab.ts';

/**
 * For each direction of TCP a paragraph, out of the claims about the two cards over SLIRP and, where that was measured,
 * over tap; `native` is the arm without a card.
 */
export function slirpStory({ slirp, tap, native }: Readonly<Record<'slirp' | 'tap' | 'native', string>>): Story {
  return (record, experiment) => {
    const questions = questionsIn(experiment, record);
    const about = (arm: string, workload?: string) =>
      questions.filter(({ of }) => of.arm === arm && (workload === undefined || of.workload === workload));
    return about(slirp).flatMap(({ comparison, of, bound }) => {
      const overTap = about(tap, of.workload)[0]?.comparison;
      // Throughputs are compared by their ratio.
      if (comparison.ratio === undefined || (overTap !== undefined && overTap.ratio === undefined)) return [];
      const base = record.series.find(({ arm, workload }) => arm === native && workload === of.workload);
      return slirpText(record, { slirp: comparison, tap: overTap, native: base?.id, atLeast: bound });
    });
  };
}

/** One direction of TCP between a guest and its testbed, in Mbit/s. */
export interface SlirpQuestion {
  /** The card that should carry more against the other. */
  readonly slirp: RatioRecord;
  /** The same cards over tap, where that was measured. */
  readonly tap?: RatioRecord | undefined;
  /** The series of the native baseline. */
  readonly native?: string | undefined;
  /** What the ratio should be at the least. */
  readonly atLeast: number;
}

/**
 * Why SLIRP hides (or does not hide) what two cards differ by, out of the run's own figures, and no more than
 * they support: a sentence for each that there is.
 */
export function slirpText(record: RunRecord, question: SlirpQuestion): string {
  const over = pairOf(record, question.slirp);
  const { common, labels } = labelsOf([over.of, over.against]);
  const sentences = sentencesOn(record, question, over, [labels[0] ?? '', labels[1] ?? '']);
  return `${common === '' ? '' : `${common}: `}${sentences.join(' ')}`;
}

function sentencesOn(record: RunRecord, question: SlirpQuestion, over: Pair, names: Names): string[] {
  const overTap = question.tap && pairOf(record, question.tap);
  if (emulated(record, over)) return ['Whether SLIRP hides the price of VM exits cannot be told here: TCG makes none.'];
  if ((question.slirp.interval?.[0] ?? 0) >= question.atLeast) {
    const part = overTap === undefined ? [] : partSentences(over, overTap, names);
    return [ratioSentence(over, names), 'So the claim holds over SLIRP too.', ...part];
  }
  const beside =
    overTap === undefined ? nativeSentences(record, over, names, question.native) : tapSentences(over, overTap, names);
  return [ratioSentence(over, names), ...exitSentences(over, names), ...beside];
}

type Names = readonly [of: string, against: string];

interface Pair {
  readonly comparison: RatioRecord;
  readonly of: SeriesRecord;
  readonly against: SeriesRecord;
}

function pairOf({ series }: RunRecord, comparison: RatioRecord): Pair {
  const [of, against] = [comparison.of, comparison.against].map((id) => series.find((each) => each.id === id));
  if (of === undefined || against === undefined)
    throw new TypeError(`${comparison.of} or ${comparison.against} was not measured`);
  return { comparison, of, against };
}

function emulated({ machines }: RunRecord, { of, against }: Pair): boolean {
  const boots = new Set([...of.samples, ...against.samples].map(({ boot }) => boot));
  return machines.some(({ id, accelerator }) => boots.has(id) && accelerator === 'tcg');
}

function ratioSentence({ comparison: { ratio: value, interval, confidence } }: Pair, [of, against]: Names): string {
  const share = Math.round(confidence * 100);
  const between = interval && `${share} % interval ${ratio(interval[0])}-${ratio(interval[1])}`;
  const sure = interval && ` (${isVast(interval) ? 'no useful interval from so few boots' : between})`;
  return `Over SLIRP ${of} carries ${ratio(value)} x what ${against} carries${sure ?? ''}.`;
}

/** How many times what throughput differs by, exits must differ by to say that they do not show in it. */
const CLEARLY = 2;

function exitSentences({ comparison, of, against }: Pair, [one, other]: Names): string[] {
  const [few, many] = [of, against].map((series) => exitRates(series)?.perMebibyte?.all);
  if (few === undefined || many === undefined || few === 0) return [];
  const figures = `Here ${other} makes ${ratio(many / few)} x the VM exits of ${one} for each MiB (${number(many)} and ${number(few)})`;
  const { ratio: estimate, interval } = comparison;
  if (many / few >= CLEARLY * (interval?.[1] ?? estimate)) return [`${figures}: they do not show in the throughput.`];
  return [many / few < CLEARLY * estimate ? `${figures}: they give no reason to expect more.` : `${figures}.`];
}

/** Whether the intervals say that the cards differ by more over tap. */
const apart = (slirp: Pair, tap: Pair): boolean =>
  (tap.comparison.interval?.[0] ?? 0) > (slirp.comparison.interval?.[1] ?? Number.POSITIVE_INFINITY);

function tapSentences(slirp: Pair, tap: Pair, names: Names): string[] {
  const figure = ratio(tap.comparison.ratio);
  return apart(slirp, tap)
    ? [`Over tap the same cards differ by ${figure} x: SLIRP hides it.`, ...timeSentences(slirp, tap, names)]
    : [
        `Over tap the ratio is ${figure}, which this run cannot tell from SLIRP's: it does not show that SLIRP hides anything.`,
      ];
}

function partSentences(slirp: Pair, tap: Pair, names: Names): string[] {
  if (!apart(slirp, tap)) return [];
  const figure = ratio(tap.comparison.ratio);
  return [
    `Over tap the same cards differ by ${figure} x: SLIRP hides a part of it.`,
    ...timeSentences(slirp, tap, names),
  ];
}

function timeSentences(slirp: Pair, tap: Pair, [of, against]: Names): string[] {
  const times = [slirp.of, tap.of, slirp.against, tap.against].map(millisecondsPerMebibyte);
  const [a, b, c, d] = times;
  if (a === undefined || b === undefined || c === undefined || d === undefined) return [];
  const figures = `A MiB takes ${of} ${number(a)} ms over SLIRP and ${number(b)} ms over tap, ${against} ${number(c)} and ${number(d)} ms`;
  return a > b && c > d
    ? [
        `${figures}: SLIRP, which copies every packet in QEMU's user space, adds ${number(a - b)} and ${number(c - d)} ms.`,
      ]
    : [`${figures}.`];
}

/** Within which factor what two cards lose counts as alike. */
const ALIKE = 1.5;
const UNMEASURED = 'How far the cards differ without SLIRP was not measured: this run has no tap.';

function nativeSentences({ series }: RunRecord, { of, against }: Pair, [one, other]: Names, id?: string): string[] {
  const native = series.find((each) => each.id === id);
  const [base, a, b] = [native, of, against].map((each) => each && millisecondsPerMebibyte(each));
  if (base === undefined || a === undefined || b === undefined) return [UNMEASURED];
  const figures = `A MiB takes ${number(base)} ms natively, ${number(a)} ms with ${one} and ${number(b)} ms with ${other}`;
  const alike = Math.min(a, b) > CLEARLY * base && Math.max(a - base, b - base) < ALIKE * Math.min(a - base, b - base);
  return [`${figures}${alike ? ': both cards pay about the same on the way that they share' : ''}.`, UNMEASURED];
}

const BITS_PER_MEBIBYTE = 8 * 1024 ** 2;

/** By the median of a throughput in Mbit/s. */
function millisecondsPerMebibyte({ summary, metric }: SeriesRecord): number | undefined {
  return metric.unit === 'Mbit/s' && summary !== undefined
    ? (BITS_PER_MEBIBYTE / 1e6 / summary.median) * 1000
    : undefined;
}
