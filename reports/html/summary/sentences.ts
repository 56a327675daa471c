import { isVast, isVastDifference } from '../../../fixtures/statistics/useful.ts';
import { armName } from '../../formats/arms.ts';
import type { Finding } from '../../formats/findings.ts';
import type {
  ClaimRecord,
  ComparisonRecord,
  ExerciseRecord,
  RunRecord,
  SeriesRecord,
} from '../../record/schema/record.ts';
import { seriesById } from '../../record/views/by-id.ts';
import { cpuTimes } from '../../record/views/cpu-times.ts';
import { decides, isVerdict } from '../../record/views/exercise-state.ts';
import { exitRates } from '../../record/views/exit-rates.ts';
import { effectOf } from '../../wording/effect.ts';
import { factor, number } from '../../wording/numbers.ts';
import { inline } from '../../wording/text.ts';

/** What a run found, in a sentence. */
export interface Sentence {
  readonly exercise: string;
  readonly kind: 'fail' | 'inconclusive' | 'pass' | 'found' | 'why';
  readonly text: string;
}

/**
 * One sentence a finding: what failed, what is open, what holds, and the ratios that stand beside it, each time the most
 * telling first; then why; then what it costs.
 */
export function sentencesOf(record: RunRecord, exercises: readonly ExerciseRecord[]): Sentence[] {
  const own = new Set(exercises.map(({ id }) => id));
  const told = record.claims
    .filter((claim) => own.has(claim.exercise))
    .toSorted((one, other) => size(other.comparison) - size(one.comparison));
  const claims = told.filter(decides).map((claim) => claimSentence(record, claim));
  const of = (kind: Sentence['kind']) => claims.filter((claim) => claim.kind === kind);
  return [
    ...failureSentences(record, exercises),
    ...of('fail'),
    ...of('inconclusive'),
    ...of('pass'),
    // A study's claims, which all inform only, are what its run found.
    ...(claims.length > 0 ? [] : informingSentences(record, told)),
    ...exercises.flatMap((exercise) => comparedSentences(record, exercise, isRatio)),
    ...exercises.flatMap((exercise) => whySentences(record, exercise)),
    ...exercises.flatMap((exercise) => comparedSentences(record, exercise, (finding) => !isRatio(finding))),
  ];
}

/** One error may end the tests of many exercises: it is one sentence. */
function failureSentences(record: RunRecord, exercises: readonly ExerciseRecord[]): Sentence[] {
  const told = exercises.flatMap(({ id, number: place, tests, troubles }) => [
    ...tests
      .filter(({ state, errors }) => state === 'failed' && !errors.every((error) => isVerdict(record, error)))
      .map(({ name, errors }) => ({ id, place, name: `${name}: `, error: errors[0] ?? '' })),
    ...troubles.map((error) => ({ id, place, name: '', error })),
  ]);
  return [...Map.groupBy(told, ({ error }) => error)].flatMap(([error, [first, ...more]]): Sentence[] => {
    if (first === undefined) return [];
    const places = [...new Set([first, ...more].map(({ place }) => place))];
    const failed = `${places.length === 1 ? 'Exercise' : 'Exercises'} ${places.join(', ')} failed`;
    const text = more.length === 0 ? `${failed}: ${first.name}` : `${failed}, in ${more.length + 1} tests: `;
    return [{ exercise: first.id, kind: 'fail', text: inline(`${text}${firstLine(error)}`) }];
  });
}

const firstLine = (text = ''): string => text.split('\n', 1)[0] ?? '';

/** `virtio-net on tap+vhost has 11.9 x the throughput of e1000 on tap, iperf sending (7.8 to 18 x): PASS, …`. */
function claimSentence(record: RunRecord, claim: ClaimRecord): Sentence {
  const { comparison, verdict, exercise, bound, side } = claim;
  const [of, against] = sidesOf(record, comparison);
  const metric = of?.metric.name ?? 'value';
  const asked = `${side} ${number(bound)}${comparison.ratio === undefined ? '' : ' x'} was claimed`;
  const word = `${verdict.outcome.toUpperCase()}${decides(claim) ? '' : ' (shown only)'}`;
  const told =
    comparison.ratio === undefined
      ? `${nameOf(record, of)} and ${nameOf(record, against)} differ by ${number(comparison.difference)} in ${metric}`
      : `${nameOf(record, of)} has ${factor(comparison.ratio)} x the ${metric} of ${nameOf(record, against)}`;
  return {
    exercise,
    kind: verdict.outcome,
    text: inline(`${told}, ${placeOf(of)} (${intervalText(comparison, of?.metric.unit)}): ${word}, ${asked}.`),
  };
}

/** Of each pair of arms one, what is decided first; each reason why some are open; then the others. */
function informingSentences(record: RunRecord, claims: readonly ClaimRecord[]): Sentence[] {
  const isOpen = ({ verdict }: ClaimRecord) => verdict.outcome === 'inconclusive';
  const sorted = [...claims.filter((claim) => !isOpen(claim)), ...claims.filter(isOpen)];
  const pairs = Map.groupBy(sorted, ({ exercise, comparison }) => {
    const sides = sidesOf(record, comparison);
    return JSON.stringify([exercise, ...sides.map((side) => [nameOf(record, side), side?.metric.name])]);
  });
  const firsts = new Set([...pairs.values()].flatMap(([first]) => first ?? []).slice(0, MOST_FIRST));
  const found = (some: readonly ClaimRecord[]) =>
    some.map((claim): Sentence => ({ ...claimSentence(record, claim), kind: 'found' }));
  const reasons = Map.groupBy(claims.filter(isOpen), ({ verdict }) => verdict.reason);
  return [
    ...found([...firsts]),
    ...[...reasons].flatMap(([reason, [first, ...more]]): Sentence[] => {
      if (first === undefined) return [];
      const some = more.length === 0 ? '1 claim is' : `${more.length + 1} claims are`;
      return [{ exercise: first.exercise, kind: 'why', text: inline(`${some} inconclusive: ${reason}.`) }];
    }),
    ...found(sorted.filter((claim) => !firsts.has(claim))),
  ];
}

/** So many leave room for a reason within a telephone's first screen. */
const MOST_FIRST = 4;

/** `7.8 to 18 x`; of what says nothing `too few boots`. */
export function intervalText({ interval, ratio }: ComparisonRecord, unit = '1'): string {
  if (interval === undefined) return 'too few boots';
  const [low, high] = interval;
  if (ratio === undefined)
    return isVastDifference(interval, unit) ? 'too few boots' : `${number(low)} to ${number(high)}`;
  if (!isVast(interval)) return `${factor(low)} to ${factor(high)} x`;
  if (low >= 1) return `at least ${factor(low)} x: too few boots`;
  return high <= 1 ? `at most ${factor(high)} x: too few boots` : 'too few boots';
}

/** What explains a difference: VM exits and CPU time for each MiB, of the two arms that were compared. */
function whySentences(record: RunRecord, { id, findings }: ExerciseRecord): Sentence[] {
  const claims = record.claims.filter((claim) => claim.exercise === id && decides(claim));
  const judged = new Set(claims.map(({ comparison }) => pairOf(comparison.of, comparison.against)));
  const priced = findings.filter((finding) => finding.kind === 'exits' || finding.kind === 'cpu');
  const pairs = new Map(priced.map(({ series }) => [pairOf(...series), series]));
  return [...pairs].flatMap(([pair, ids]): Sentence[] => {
    const [one, other, ...more] = ids.flatMap((series) => seriesById(record, series) ?? []);
    if (one === undefined || other === undefined || more.length > 0) return [];
    // What was shown only has its place in the exercise.
    if (judged.size > 0 && !judged.has(pair)) return [];
    const kinds = priced.filter(({ series }) => pairOf(...series) === pair).map(({ kind }) => kind);
    const [own, others] = [cpuTimes(record, one), cpuTimes(record, other)];
    const exits = timesOf(exitRates(one)?.perMebibyte?.all, exitRates(other)?.perMebibyte?.all);
    const cpu = own?.per === 'MiB' && others?.per === 'MiB' ? timesOf(own.all, others.all) : undefined;
    const told = [
      ...(exits === undefined || !kinds.includes('exits') ? [] : [`makes ${exits} x the VM exits`]),
      ...(cpu === undefined || !kinds.includes('cpu') ? [] : [`takes ${cpu} x the CPU time`]),
    ].join(' and ');
    const [first, second] = [one, other].map((series) => nameOf(record, series));
    const text = `For each MiB ${second} ${told} of ${first}, ${placeOf(one)}.`;
    return told === '' ? [] : [{ exercise: id, kind: 'why', text: inline(text) }];
  });
}

const pairOf = (...ids: string[]): string => JSON.stringify(ids.toSorted());

function timesOf(one: number | undefined, other: number | undefined): string | undefined {
  return one === undefined || other === undefined || one === 0 ? undefined : factor(other / one);
}

/** `virtio-net against native: fio randread 6.0 times slower (5.0 to 7.3 times), …`; what a claim says already is left out. */
function comparedSentences(
  record: RunRecord,
  { id, findings }: ExerciseRecord,
  isAsked: (finding: Finding<'comparison'>) => boolean,
): Sentence[] {
  const judged = new Set(record.claims.map(({ comparison }) => pairOf(comparison.of, comparison.against)));
  const compared = findings
    .filter((finding) => finding.kind === 'comparison')
    .filter(isAsked)
    .filter(({ comparison }) => !judged.has(pairOf(comparison.of, comparison.against)));
  const pairs = Map.groupBy(compared, ({ comparison }) =>
    sidesOf(record, comparison)
      .map((series) => nameOf(record, series))
      .join(' against '),
  );
  return [...pairs].map(([pair, some]) => {
    const told = some
      .toSorted((one, other) => size(other.comparison) - size(one.comparison))
      .map((finding) => [placeOf(sidesOf(record, finding.comparison)[0]), effectWords(record, finding)] as const);
    const open = told.filter(([, words]) => words === TOO_FEW);
    const texts = [
      ...told.filter((one) => !open.includes(one)).map((one) => one.join(' ')),
      ...tooFewText(
        open.map(([place]) => place),
        told.length,
      ),
    ];
    return { exercise: id, kind: 'found', text: inline(`${pair}: ${texts.join(', ')}.`) };
  });
}

const TOO_FEW = 'too few boots to tell';
/** So many points are named. */
const NAMED = 3;

function tooFewText(places: readonly string[], all: number): string[] {
  if (places.length === 0) return [];
  if (places.length <= NAMED) return [`${TOO_FEW} for ${places.join(' and ')}`];
  return [`${TOO_FEW} at ${places.length === all ? `all ${all}` : `${places.length} of ${all}`} points`];
}

const isRatio = ({ told }: Finding<'comparison'>): boolean => told === 'ratio';

/** `6.0 times slower (5.0 to 7.3 times)`, `46 % less (36 to 54 %)`, `no clear difference (…)`, `too few boots to tell`. */
export function effectWords(
  record: Pick<RunRecord, 'series' | 'experiments' | 'runs'>,
  { comparison }: Pick<Finding<'comparison'>, 'comparison'>,
): string {
  const metric = seriesById(record, comparison.of)?.metric ?? { unit: '1' };
  const { kind, estimate, interval, known } = effectOf(comparison, metric);
  if (kind === 'unknown') return TOO_FEW;
  if (kind === 'unclear') return `no clear difference (${interval})`;
  const isShare = estimate.endsWith(' %') && comparison.ratio !== undefined;
  const told = isShare ? `${estimate} ${comparison.ratio < 1 ? 'less' : 'more'}` : estimate;
  return `${told} (${known ? interval : 'too few boots to tell how much'})`;
}

function size(comparison: ComparisonRecord): number {
  return comparison.ratio === undefined ? 0 : Math.abs(Math.log(comparison.ratio));
}

const sidesOf = (record: RunRecord, { of, against }: ComparisonRecord) =>
  [of, against].map((id) => seriesById(record, id));

const nameOf = (record: RunRecord, series: SeriesRecord | undefined): string =>
  series === undefined ? 'what was not measured' : armName(record, series.experiment, series.arm);

/** `iperf sending, block size 4k`: which of an arm's series. */
function placeOf(series: SeriesRecord | undefined): string {
  if (series === undefined) return '';
  return [series.workload, ...Object.entries(series.at).map(([factorName, level]) => `${factorName} ${level}`)].join(
    ', ',
  );
}
