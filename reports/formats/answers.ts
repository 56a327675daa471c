import { bySuite, exerciseState, isVerdict, plainSkips, suiteOf } from '../exercise-state.ts';
import type { ExerciseRecord, FindingRecord, RunRecord } from '../record.ts';
import { appendix } from './appendix.ts';
import { exitsLegend, exitsText } from './exits.ts';
import { code, codeBlock, grid, prose, quote } from './markdown.ts';
import { number } from './numbers.ts';
import { testbedLine, testbedMeaning } from './testbed.ts';
import { lossOf, ratioText, runsText, verdictLines } from './verdict.ts';

/** answers.md: the numbered answers as the handout asks for them, and an appendix with what they rest on. */
export function answers(record: RunRecord): string {
  const suites = bySuite(record).map(([suite, exercises]) => suiteText(record, suite, exercises));
  return `${[...suites, appendix(record)].join('\n\n')}\n`;
}

function suiteText(record: RunRecord, suite: string, exercises: ExerciseRecord[]): string {
  return [
    `# ${prose(suite)}: answers`,
    stateText(record),
    ...exercises.map((exercise) => exerciseText(record, exercise)),
  ].join('\n\n');
}

function stateText({ state, id, testbed }: RunRecord): string {
  const whole = state === 'finished' ? '' : ` **The run was not finished (${state}): answers are missing.**`;
  const where = testbed === undefined ? [] : [`Testbed: ${prose(testbedLine(testbed))}.`, ...testbedMeaning(testbed)];
  return [`Run ${code(id)}.${whole}`, ...where].join('\n\n');
}

function exerciseText(record: RunRecord, exercise: ExerciseRecord): string {
  const state = exerciseState(record, exercise);
  const notice = state === 'passed' || state === 'to be answered' ? [] : [`*This exercise: ${state}.*`];
  const title = `## ${exercise.number}. ${prose(exercise.title)}`;
  return [title, ...notice, ...findings(record, exercise), ...mishaps(record, exercise)].join('\n\n');
}

/** Neighbours of a kind that makes a table go into one table. */
function findings(record: RunRecord, exercise: ExerciseRecord): string[] {
  const parts: string[] = [];
  for (let index = 0; index < exercise.findings.length; ) {
    const rest = exercise.findings.slice(index);
    const run = [measured(rest), compared(rest)].find((table) => table.length > 0) ?? rest.slice(0, 1);
    parts.push(findingsText(record, exercise, run));
    index += run.length;
  }
  return parts;
}

type Kind<K extends FindingRecord['kind']> = Extract<FindingRecord, { kind: K }>;

const leading = <K extends FindingRecord['kind']>(findings: FindingRecord[], kind: K, told?: string): Kind<K>[] => {
  const same = (one: FindingRecord): one is Kind<K> => one.kind === kind && (!('told' in one) || one.told === told);
  const end = findings.findIndex((one) => !same(one));
  return findings.slice(0, end === -1 ? undefined : end).filter(same);
};
const measured = (findings: FindingRecord[]) => leading(findings, 'series');
const compared = (findings: FindingRecord[]) => {
  const [first] = findings;
  return first?.kind === 'comparison' ? leading(findings, 'comparison', first.told) : [];
};

function findingsText(record: RunRecord, exercise: ExerciseRecord, run: FindingRecord[]): string {
  const [first] = run;
  switch (first?.kind) {
    case 'series':
      return seriesTable(record, measured(run));
    case 'comparison':
      return comparisonTable(record, compared(run));
    case 'output':
      return `${prose(first.title)}:\n\n${codeBlock(first.text)}`;
    case 'claim':
      return claimText(record, first.claim);
    case 'exits':
      return exitsPart(record, exercise, first);
    case 'written':
      return writtenText(exercise, first);
    case 'note':
      return prose(first.text);
    default:
      return '';
  }
}

function seriesTable(record: RunRecord, run: Kind<'series'>[]): string {
  const rows = run.map(({ title, series: id }) => {
    const series = record.series.find((one) => one.id === id);
    if (series?.summary === undefined) return [prose(title), 'not measured', '', ''];
    const { median, min, max } = series.summary;
    const unit = prose(series.metric.unit);
    return [prose(title), `${number(median)} ${unit}`, `${number(min)} to ${number(max)} ${unit}`, runsText(series)];
  });
  return grid(['', 'median', 'range', 'measured in'], rows, true);
}

function comparisonTable(record: RunRecord, run: Kind<'comparison'>[]): string {
  const told = run[0]?.told ?? 'ratio';
  const losses = run.map(({ comparison }) => {
    const of = record.series.find(({ id }) => id === comparison.of);
    return lossOf(comparison, of?.metric.better ?? 'higher');
  });
  const rows = run.map(({ title, comparison }, index) => {
    const of = record.series.find(({ id }) => id === comparison.of);
    const against = record.series.find(({ id }) => id === comparison.against);
    const { kind = 'loss', estimate = '', interval = '' } = losses[index] ?? {};
    const medians = [of, against].map((series) =>
      series?.summary === undefined
        ? 'not measured'
        : `${prose(series.label)}: ${number(series.summary.median)} ${prose(series.metric.unit)}`,
    );
    return [
      prose(title),
      ...medians,
      ...(told === 'ratio' ? [ratioText(comparison)] : [KNOWN[kind] + estimate, interval]),
    ];
  });
  const share = Math.round((run[0]?.comparison.confidence ?? 0.95) * 100);
  const head = ['', 'measured', 'compared with', ...(told === 'ratio' ? ['ratio'] : [told, `${share} % interval`])];
  const unclear = told !== 'ratio' && losses.some(({ kind }) => kind === 'unclear');
  const meaning = `Not clear: the interval goes from less to more, so there may be no ${told}; more boots tell (LAB_PACE=paper).`;
  return [grid(head, rows, true), ...(unclear ? [meaning] : [])].join('\n\n');
}

const KNOWN = { loss: '', gain: 'none: ', unclear: 'not clear: ' } as const;

/** The first of an exercise explains what stands in all of them. */
function exitsPart(record: RunRecord, { findings: all }: ExerciseRecord, part: Kind<'exits'>): string {
  const parts = all.filter((one) => one.kind === 'exits');
  const legend = parts[0] === part ? exitsLegend(record, [...new Set(parts.flatMap(({ series }) => series))]) : '';
  return [exitsText(record, part.series), ...(legend === '' ? [] : [legend])].join('\n\n');
}

function claimText(record: RunRecord, id: string): string {
  const claim = record.claims.find((one) => one.id === id);
  return claim === undefined
    ? `The claim ${code(id)} was not ruled upon.`
    : codeBlock(verdictLines(record, claim).join('\n'));
}

function writtenText(exercise: ExerciseRecord, { question, answer }: Kind<'written'>): string {
  const asked = `**${prose(question)}**`;
  if (answer !== null) return `${asked}\n\n${quote(answer)}`;
  return `${asked}\n\n**Not answered yet: write in suites/${prose(suiteOf(exercise))}/answers.yaml, and run the lab again.**`;
}

function mishaps(record: RunRecord, exercise: ExerciseRecord): string[] {
  const skips = plainSkips(record, exercise).map(
    ({ name, note = 'no reason given' }) => `- skipped: ${prose(name)}: ${prose(note)}`,
  );
  const failed = exercise.tests.filter(({ state }) => state === 'failed' || state === 'unfinished');
  return [
    ...(skips.length > 0 ? [skips.join('\n')] : []),
    ...failed.map(({ name, state, errors }) =>
      errors.every((error) => isVerdict(record, error))
        ? `${state}: ${prose(name)}`
        : `${state}: ${prose(name)}\n\n${codeBlock(errors.join('\n\n'))}`,
    ),
    ...exercise.troubles.map((text) => `Outside of its tests:\n\n${codeBlock(text)}`),
  ];
}
