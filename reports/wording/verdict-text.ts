import { amountText } from '../../fixtures/statistics/samples/metric.ts';
import { isVast, isVastDifference } from '../../fixtures/statistics/useful.ts';
import type {
  ClaimRecord,
  ComparisonRecord,
  EvidenceRecord,
  RunRecord,
  SeriesRecord,
} from '../record/schema/record.ts';
import { seriesById } from '../record/views/by-id.ts';
import { decides } from '../record/views/exercise-state.ts';
import { bootsText } from './effect.ts';
import { figuresText } from './figures.ts';
import { labelsOf, statementOf } from './labels.ts';
import { counted, duration, factor, number, percent, ratio } from './numbers.ts';
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
  const arms = [comparison.of, comparison.against].map((id) => seriesById(record, id));
  const { labels } = labelsOf(
    arms.map((series, index) => series ?? { label: [comparison.of, comparison.against][index] ?? '' }),
  );
  const unit = arms[0]?.metric.unit ?? '1';
  return {
    word: WORDS[verdict.outcome],
    statement: statementOf(claim, record),
    arms: arms.map((series, index) => [labels[index] ?? '', figuresText(record, series)]),
    ratio: `${comparisonText(comparison, unit)}; bound ${claim.side === 'at most' ? 'at most ' : ''}${number(claim.bound)}`,
    remarks: [
      ...(informsOnly === undefined ? [] : [['shown, and decides nothing', inline(informsOnly)] as const]),
      ...testbedsRemark(claim, unit),
      ...detectableRemark(claim, unit),
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

/** `ratio 1.06, 95 % interval 1.01-1.11`; `difference 0.3 percentage points, 95 % interval 0.1-0.5` */
export function comparisonText(comparison: ComparisonRecord, unit = '1'): string {
  const share = `${Math.round(comparison.confidence * 100)} %`;
  const { interval } = comparison;
  const without = (why: string) => `${estimateText(comparison, unit)}, ${why} from ${bootsText(comparison)}`;
  if (interval === undefined) return without('no interval');
  const [low, high] = interval;
  if (comparison.ratio === undefined && isVastDifference(interval, unit)) return without('no useful interval');
  if (comparison.ratio === undefined)
    return `${estimateText(comparison, unit)}, ${share} interval ${number(low)} to ${number(high)}`;
  if (!isVast(interval)) return `${estimateText(comparison, unit)}, ${share} interval ${ratio(low)}-${ratio(high)}`;
  const end = low >= 1 ? `at least ${ratio(low)}` : high <= 1 ? `at most ${ratio(high)}` : undefined;
  return end === undefined
    ? without('no useful interval')
    : `${estimateText(comparison, unit)}, ${end} with ${share} confidence`;
}

const estimateText = (comparison: ComparisonRecord, unit: string): string =>
  comparison.ratio === undefined
    ? `difference ${inline(amountText(comparison.difference, unit))}`
    : `ratio ${ratio(comparison.ratio)}`;

/** Up to here what could have been shown is told in percent. */
const MOST_DETECTABLE = 1;

/** `detectable: 3.9 % from the bound, in 4 of 5 such samples` */
function detectableRemark({ comparison }: ClaimRecord, unit: string): Remark[] {
  const { detectable, interval } = comparison;
  if (detectable === undefined || interval === undefined) return [];
  const isRatio = comparison.ratio !== undefined;
  const distance = isRatio ? detectableText(detectable) : inline(amountText(detectable, unit));
  const isUseless = isRatio ? isVast(interval) : isVastDifference(interval, unit);
  return isUseless ? [] : [['detectable', `${distance} from the bound, in 4 of 5 such samples`]];
}

/** `testbeds: 4, unlike, each with a ratio of its own: they vary by 3 % (tau); …` */
function testbedsRemark({ comparison }: ClaimRecord, unit: string): Remark[] {
  const { heterogeneity } = comparison;
  if (heterogeneity === undefined) return [];
  const { effects, testbeds, q, i2, tau } = heterogeneity;
  const isRatio = comparison.ratio !== undefined;
  const what = isRatio ? 'ratio' : 'difference';
  const spread = isRatio ? percent(Math.expm1(tau)) : inline(amountText(tau, unit));
  const are =
    effects === 'fixed'
      ? `alike, so that they have one ${what}`
      : `unlike, each with a ${what} of its own (random effects)`;
  const more = `${percent(i2)} of what they differ by is more than their boots explain (I²; Q ${number(q)} of ${counted(testbeds - 1, 'degree')} of freedom)`;
  return [['testbeds', `${testbeds}, ${are}; these vary by ${spread} (tau), and ${more}`]];
}

const detectableText = (share: number): string =>
  share <= MOST_DETECTABLE ? percent(share) : `a factor of ${factor(1 + share)}`;

/** `boots: 3 of each planned, 4 added to decide; at most 9, and 5 min for those added` */
function budgetRemark({ budget, comparison }: ClaimRecord): Remark[] {
  if (budget === undefined) return [];
  const added = Math.min(...comparison.counts) - budget.asked;
  const isOther = added <= 0 && Math.max(...comparison.counts) > budget.asked;
  const so = `planned, ${added > 0 ? `${added} added to decide` : isOther ? 'more of one for another question' : 'none added'}`;
  return [
    ['boots', `${budget.asked} of each ${so}; at most ${budget.most}, and ${duration(budget.seconds)} for those added`],
  ];
}

/** What the machines that gave the samples showed of their devices; nothing for a native series. */
function armEvidence(record: RunRecord, { samples }: SeriesRecord): EvidenceRecord[][] {
  const boots = new Set(samples.map(({ boot }) => boot));
  // A fleet's guests are machines of its unit.
  const ids = new Set([...boots, ...record.units.flatMap((unit) => (boots.has(unit.id) ? unit.machines : []))]);
  const machines = record.machines.filter(({ id }) => ids.has(id));
  return machines.length === 0 ? [] : [machines.flatMap(({ evidence }) => evidence)];
}

function evidenceText(arms: EvidenceRecord[][]): string {
  if (arms.length === 0) return 'none was needed, no machine was measured';
  const all = arms.flat();
  if (arms.some((evidence) => evidence.length === 0)) return 'a machine was measured without any proof of its devices';
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
