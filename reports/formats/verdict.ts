import { decides } from '../exercise-state.ts';
import type { ClaimRecord, ComparisonRecord, EvidenceRecord, RunRecord, SeriesRecord } from '../record.ts';
import { labelsOf, statementOf } from './labels.ts';
import { counted, duration, number, percent, ratio } from './numbers.ts';
import { colourless, inline, type Paint, padEnd, type Style, width } from './text.ts';

const WORDS = { pass: 'PASS', fail: 'FAIL', inconclusive: 'INCONCLUSIVE' } as const;
const COLOURS = { pass: 'green', fail: 'red', inconclusive: 'yellow' } as const;

interface Verdict {
  /** `PASS` */
  readonly word: string;
  readonly statement: string;
  /** What each arm measured: a name and its figures. */
  readonly arms: readonly (readonly [name: string, figures: string])[];
  /** `ratio 1.06, 95 % interval 1.01-1.11; bound 1.2` */
  readonly ratio: string;
  /** Names and what is to be said under each: why, what to try. */
  readonly remarks: readonly Remark[];
}

type Remark = readonly [name: string, text: string];

/** A claim and its verdict in words, part by part. */
export function verdictOf(record: RunRecord, claim: ClaimRecord): Verdict {
  const { comparison, verdict, informsOnly } = claim;
  const arms = [comparison.of, comparison.against].map((id) => record.series.find((series) => series.id === id));
  const { labels } = labelsOf(
    arms.map((series, index) => series ?? { label: [comparison.of, comparison.against][index] ?? '' }),
  );
  return {
    word: WORDS[verdict.outcome],
    statement: statementOf(claim, record.series),
    arms: arms.map((series, index) => [labels[index] ?? '', seriesText(series)]),
    ratio: `${ratioText(comparison)}; bound ${claim.side === 'at most' ? 'at most ' : ''}${number(claim.bound)}`,
    remarks: [
      ...(informsOnly === undefined ? [] : [['shown, and decides nothing', inline(informsOnly)] as const]),
      ...detectableRemark(comparison),
      ...budgetRemark(claim),
      ['evidence', evidenceText(arms.flatMap((series) => (series === undefined ? [] : armEvidence(record, series))))],
      ...(verdict.outcome === 'pass' ? [] : [['why', inline(verdict.reason)] as const]),
      ...(verdict.remedy === undefined ? [] : [['try', inline(verdict.remedy)] as const]),
    ],
  };
}

/** A claim and its verdict, as a person should meet them; the first line is the verdict, the others are indented. */
export function verdictLines(record: RunRecord, claim: ClaimRecord, paint: Paint = colourless): string[] {
  const { word, statement, arms, ratio, remarks } = verdictOf(record, claim);
  const style: Style = decides(claim) ? [COLOURS[claim.verdict.outcome], 'bold'] : 'bold';
  const column = Math.max(...arms.map(([name]) => width(name)));
  const told = remarks.map(([name, text]) => `  ${name}: ${text}`);
  const early = claim.informsOnly === undefined ? 0 : 1;
  return [
    `${paint(style, word)}  ${statement}`,
    ...told.slice(0, early),
    ...arms.map(([name, figures]) => `  ${padEnd(name, column)}  ${figures}`),
    `  ${ratio}`,
    ...told.slice(early),
  ];
}

/** `76 Mbit/s (median of 3 boots, 71-82)` */
export function seriesText(series: SeriesRecord | undefined): string {
  if (series?.summary === undefined) return 'not measured';
  const { median, min, max, count } = series.summary;
  const of = count === 1 ? 'one run' : `median of ${runsText(series)}, ${number(min)}-${number(max)}`;
  return `${number(median)} ${inline(series.metric.unit)} (${of})`;
}

/** `3 boots`, `9 runs on 3 boots`, `3 runs` where nothing was booted. */
export function runsText({ samples }: SeriesRecord): string {
  const boots = new Set(samples.map(({ boot }) => boot));
  if ([...boots].every((boot) => boot.startsWith('native#'))) return counted(samples.length, 'run');
  if (boots.size === samples.length) return counted(boots.size, 'boot');
  return `${counted(samples.length, 'run')} on ${counted(boots.size, 'boot')}`;
}

/** `ratio 1.06, 95 % interval 1.01-1.11` */
export function ratioText(comparison: ComparisonRecord): string {
  const { ratio: value, interval, confidence } = comparison;
  const useless = uselessInterval(comparison);
  if (interval === undefined || useless !== undefined) return `ratio ${ratio(value)}, ${useless}`;
  return `ratio ${ratio(value)}, ${Math.round(confidence * 100)} % interval ${ratio(interval[0])}-${ratio(interval[1])}`;
}

const VAST = 1000;

/** Why there is no interval to show; two boots that differ much give one from nothing to everything. */
function uselessInterval({ interval, counts: [of, against] }: ComparisonRecord): string | undefined {
  const from = of === against ? `${counted(of, 'boot')} each` : `${of} and ${against} boots`;
  if (interval === undefined) return `no interval from ${from}`;
  return isVast(interval) ? `no useful interval from ${from}` : undefined;
}

/** Whether it says nothing but that there were too few boots. */
export const isVast = ([low, high]: readonly [number, number]): boolean => high / low > VAST;

/** `detectable: 3.9 % from the bound, in 4 of 5 such samples` */
function detectableRemark(comparison: ComparisonRecord): Remark[] {
  const { detectable } = comparison;
  if (detectable === undefined || uselessInterval(comparison) !== undefined) return [];
  return [['detectable', `${percent(detectable)} from the bound, in 4 of 5 such samples`]];
}

/** `boots: 3 of each asked for, 4 added to decide; the budget has 9, and 5 min for more` */
function budgetRemark({ budget, comparison }: ClaimRecord): Remark[] {
  if (budget === undefined) return [];
  const added = Math.max(...comparison.counts) - budget.asked;
  const so = added > 0 ? `asked for, ${added} added to decide` : 'asked for, none added';
  return [
    ['boots', `${budget.asked} of each ${so}; the budget has ${budget.most}, and ${duration(budget.seconds)} for more`],
  ];
}

interface Loss {
  /** `unclear`: the interval contains the ratio 1, so that the sign of the difference is not known. */
  readonly kind: 'loss' | 'gain' | 'unclear';
  /** `20 %`; of a gain `1.05 x as much`. */
  readonly estimate: string;
  /** `15 to 24 %`; of a gain `1.02 to 1.08 x as much`; unclear, `20 % less to 10 % more`. */
  readonly interval: string;
}

/**
 * The ratio as the share that is lost, with its interval. For rates the loss is what is missing to 1, for times it
 * is what exceeds 1. A loss below zero is told as what it is, a gain.
 */
export function lossOf(comparison: ComparisonRecord, better: 'higher' | 'lower'): Loss {
  const { ratio: value, interval } = comparison;
  const loss = (one: number) => (better === 'higher' ? 1 - one : one - 1);
  const as = better === 'higher' ? 'much' : 'long';
  const kind = interval && interval[0] < 1 && interval[1] > 1 ? 'unclear' : loss(value) < 0 ? 'gain' : 'loss';
  return {
    kind,
    estimate: loss(value) < 0 ? `${ratio(value)} x as ${as}` : percent(loss(value)),
    interval: uselessInterval(comparison) ?? intervalText(kind, interval ?? [value, value], loss, as),
  };
}

function intervalText(
  kind: Loss['kind'],
  [low, high]: readonly [number, number],
  loss: (ratio: number) => number,
  as: string,
): string {
  if (kind === 'unclear') return `${percent(1 - low)} less to ${percent(high - 1)} more`;
  if (kind === 'gain') return `${ratio(low)} to ${ratio(high)} x as ${as}`;
  const [least = 0, most = 0] = [low, high].map(loss).toSorted((a, b) => a - b);
  return `${percent(least).slice(0, -2)} to ${percent(most)}`;
}

/** What the machines that gave the samples showed of their devices; nothing for a native series. */
function armEvidence(record: RunRecord, { samples }: SeriesRecord): EvidenceRecord[][] {
  const boots = new Set(samples.map(({ boot }) => boot));
  const machines = record.machines.filter(({ id }) => boots.has(id));
  return machines.length === 0 ? [] : [machines.flatMap(({ evidence }) => evidence)];
}

function evidenceText(arms: EvidenceRecord[][]): string {
  if (arms.length === 0) return 'none was needed, no machine was measured';
  const all = arms.flat();
  if (arms.some((evidence) => evidence.length === 0)) return 'a machine was measured without any';
  const dissent = all.flatMap(({ device, witnesses }) =>
    witnesses
      .filter(({ agrees }) => !agrees)
      .map(({ witness, found }) => `${witness} of ${device} shows ${inline(found)}`),
  );
  if (dissent.length > 0) return `does not agree: ${dissent.join('; ')}`;
  const names = [...new Set(all.flatMap(({ witnesses }) => witnesses.map(({ witness }) => inline(witness))))];
  return `${listed(names)} agree${arms.length === 2 ? ' for both' : ''}`;
}

const listed = (names: string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
