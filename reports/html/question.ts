import { armName, armsOf } from '../formats/arms.ts';
import type { Finding } from '../formats/findings.ts';
import type { ClaimRecord, ExerciseRecord, RunRecord, SeriesRecord } from '../record/schema/record.ts';
import { namedBy, seriesById } from '../record/views/by-id.ts';
import { cpuTimes } from '../record/views/cpu-times.ts';
import { decides } from '../record/views/exercise-state.ts';
import { exitRates, exitUnits } from '../record/views/exit-rates.ts';
import { betterText, quantityOf } from '../wording/facts.ts';

/** A question of an exercise: what was measured of one quantity, and all that is to be said of each series of it. */
export interface Question {
  /** `Throughput in Mbit/s; higher is better`. */
  readonly title: string;
  readonly metric: SeriesRecord['metric'];
  readonly workloads: readonly { readonly name: string; readonly lanes: readonly Lane[] }[];
  /** `VM exits per MiB`, `CPU ms per MiB`: what explains it, where it was counted. */
  readonly prices: readonly string[];
  /** What was asked for and not measured. */
  readonly missing: readonly string[];
  /** Rows beyond those that a page has room for. */
  readonly left: number;
}

export interface Lane {
  readonly series: SeriesRecord;
  readonly arm: string;
  /** Of its arm, the same on the whole page. */
  readonly colour: number;
  /** As a ratio to another arm: judged, or told. */
  readonly against?: { readonly arm: string } & Against;
  /** For each of the question's prices. */
  readonly prices: readonly (number | undefined)[];
}

type Against =
  | { readonly claim: ClaimRecord; readonly finding?: never }
  | { readonly claim?: never; readonly finding: Finding<'comparison'> };

/** Series of one question that a page shows: nobody reads more rows. */
const MOST_LANES = 60;

/** What an exercise measured, quantity by quantity, whichever of its findings and claims tell of it. */
export function questionsOf(record: RunRecord, exercise: ExerciseRecord): Question[] {
  const { findings } = exercise;
  const claims = record.claims.filter((claim) => claim.exercise === exercise.id);
  const ids = new Set([
    ...findings.flatMap(namedBy),
    ...claims.flatMap(({ comparison: { of, against } }) => [of, against]),
  ]);
  const series = [...ids].flatMap((id) => seriesById(record, id) ?? []);
  const asked = findings.filter((finding) => finding.kind === 'series');
  const known = new Set(series.map(({ id }) => id));
  const unknown = asked.filter(({ series: id }) => !known.has(id)).map(({ title }) => title);
  return [...Map.groupBy(series, ({ metric }) => quantityOf(metric)).values()].map((some, index) =>
    questionOf(record, { findings, claims, series: some, missing: index === 0 ? unknown : [] }),
  );
}

interface Asked {
  readonly findings: ExerciseRecord['findings'];
  readonly claims: readonly ClaimRecord[];
  readonly series: readonly SeriesRecord[];
  readonly missing: readonly string[];
}

function questionOf(record: RunRecord, { findings, claims, series, missing }: Asked): Question {
  const [first] = series;
  if (first === undefined) throw new TypeError('a question has a series');
  const arms = armsOf(record);
  const order = ({ arm }: SeriesRecord) => arms.indexOf(arm);
  const shown = series.slice(0, MOST_LANES);
  const prices = pricesOf(record, findings, shown);
  const lanes = shown.map((one): Lane => {
    const against = againstOf(record, one.id, findings, claims);
    return {
      ...{ series: one, arm: armName(record, one.experiment, one.arm), colour: Math.max(0, order(one)) },
      ...(against && { against }),
      prices: prices.map(({ of }) => of(one)),
    };
  });
  const workloads = [...Map.groupBy(lanes, ({ series: one }) => workloadOf(one))].map(([name, some]) => ({
    name,
    lanes: some.toSorted((one, other) => one.colour - other.colour),
  }));
  const what = quantityOf(first.metric);
  const title = `${what.slice(0, 1).toUpperCase()}${what.slice(1)}${betterText(first.metric).replace(',', ';')}`;
  const names = prices.map(({ name }) => name);
  return { title, metric: first.metric, workloads, prices: names, missing, left: series.length - shown.length };
}

/** All that tells a series from others but its arm: `iperf sending, block size 4k`. */
const workloadOf = ({ dimensions: { arm: _, workload = '', ...levels } }: SeriesRecord): string =>
  [workload, ...Object.entries(levels).map(([factor, level]) => `${factor} ${level}`)].join(', ');

/** A claim that decides, else one that is shown only, else a comparison whose pair no claim judges. */
function againstOf(
  record: RunRecord,
  id: string,
  findings: ExerciseRecord['findings'],
  claims: readonly ClaimRecord[],
): Lane['against'] {
  const own = claims.filter(({ comparison }) => comparison.of === id);
  const claim = own.find(decides) ?? own[0];
  const isJudged = ({ of, against }: Finding<'comparison'>['comparison']) =>
    claims.some(({ comparison }) => comparison.of === against && comparison.against === of);
  const finding = findings.find(
    (one) => one.kind === 'comparison' && one.comparison.of === id && !isJudged(one.comparison),
  );
  const what: Against | undefined =
    claim !== undefined ? { claim } : finding?.kind === 'comparison' ? { finding } : undefined;
  if (what === undefined) return undefined;
  const other = seriesById(record, (what.claim ?? what.finding).comparison.against);
  return { ...what, arm: other === undefined ? 'another' : armName(record, other.experiment, other.arm) };
}

interface Price {
  readonly name: string;
  readonly of: (series: SeriesRecord) => number | undefined;
}

function pricesOf(
  record: RunRecord,
  findings: ExerciseRecord['findings'],
  series: readonly SeriesRecord[],
): readonly Price[] {
  const named = (kind: 'exits' | 'cpu') =>
    series.filter(({ id }) => findings.some((finding) => finding.kind === kind && finding.series.includes(id)));
  const counted = named('exits').flatMap((one) => exitRates(one) ?? []);
  const [per = 'perSecond'] = exitUnits(counted);
  const timed = named('cpu').flatMap((one) => cpuTimes(record, one) ?? []);
  const unit = timed.some((one) => one.per === 'MiB') ? 'MiB' : 'second';
  const exits: Price = {
    name: `VM exits per ${per === 'perMebibyte' ? 'MiB' : 'second'}`,
    of: (one) => exitRates(one)?.[per]?.all,
  };
  const cpu: Price = {
    name: `CPU ms per ${unit}`,
    of: (one) => {
      const times = cpuTimes(record, one);
      return times?.per === unit ? 1000 * times.all : undefined;
    },
  };
  return [...(counted.length > 0 ? [exits] : []), ...(timed.length > 0 ? [cpu] : [])];
}
