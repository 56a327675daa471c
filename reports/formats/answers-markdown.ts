import { rowsText } from '../../fixtures/errors.ts';
import type { ExerciseRecord, RunRecord } from '../record/schema/record.ts';
import { bySuite, exerciseState, isVerdict, plainSkips, suiteOf } from '../record/views/exercise-state.ts';
import { environmentsGrid, environmentsLead } from '../wording/environments.ts';
import { testbedLine, testbedMeaning } from '../wording/testbed-text.ts';
import { verdictLines } from '../wording/verdict-text.ts';
import { appendix } from './appendix.ts';
import { CPU_MEANING, cpuText } from './cpu-tables.ts';
import { curvesGrid, sweepIn } from './curves.ts';
import { dividedRows } from './divided.ts';
import { exitsLegend, exitsText } from './exit-tables.ts';
import { figureText } from './figure-tables.ts';
import { comparedGrid, type Finding, type FindingGroup, findingGroups, measuredGrid, outputTitle } from './findings.ts';
import { LOSSES_MEANING, lossesText, searchText } from './losses.ts';
import { code, codeBlock, grid, prose, quote } from './markdown.ts';
import { sittingsText } from './sittings.ts';

/** answers.md and appendix.md, by their names. */
export const answerPages = (record: RunRecord): ReadonlyMap<string, string> =>
  new Map([
    ['answers.md', answers(record)],
    [APPENDIX, appendix(record)],
  ]);

const APPENDIX = 'appendix.md';

/** answers.md: the numbered answers as the handout asks for them. */
export function answers(record: RunRecord): string {
  const suites = bySuite(record).map(([suite, exercises]) => suiteText(record, suite, exercises));
  const rest = `Testbed, settings, machines and every sample: [${APPENDIX}](${APPENDIX}).`;
  return `${[...suites, ...troubles(record), rest].join('\n\n')}\n`;
}

const troubles = ({ troubles: texts }: RunRecord): string[] =>
  texts.length === 0 ? [] : ['## Troubles', ...texts.map((text) => codeBlock(text))];

function suiteText(record: RunRecord, suite: string, exercises: ExerciseRecord[]): string {
  return [
    `# ${prose(suite)}: answers`,
    stateText(record),
    ...environmentsText(record, suite),
    ...exercises.map((exercise) => exerciseText(record, exercise)),
  ].join('\n\n');
}

function environmentsText(record: RunRecord, suite: string): string[] {
  const environments = environmentsGrid(record, suite);
  return environments === undefined ? [] : [prose(environmentsLead(record)), grid(environments)];
}

function stateText(record: RunRecord): string {
  const { state, id, testbed } = record;
  const sittings = sittingsText(record);
  const whole = state === 'finished' ? '' : ` **The run was not finished (${state}): answers are missing.**`;
  const divided = dividedRows(record).map(([name, text]) => `${name}: ${prose(text)}.`);
  const where = testbed === undefined ? [] : [`Testbed: ${prose(testbedLine(testbed))}.`, ...testbedMeaning(testbed)];
  return [`Run ${code(id)}.${whole}`, ...(sittings === undefined ? [] : [prose(sittings)]), ...divided, ...where].join(
    '\n\n',
  );
}

function exerciseText(record: RunRecord, exercise: ExerciseRecord): string {
  const state = exerciseState(record, exercise);
  const notice = state === 'passed' || state === 'to be answered' ? [] : [`*This exercise: ${state}.*`];
  const title = `## ${exercise.number}. ${prose(exercise.title)}`;
  const groups = findingGroups(exercise.findings).map((group) => groupText(record, exercise, group));
  return [title, ...notice, ...groups, ...mishaps(record, exercise)].join('\n\n');
}

function groupText(record: RunRecord, exercise: ExerciseRecord, group: FindingGroup): string {
  if (group.kind === 'measured') return grid(measuredGrid(record, group.findings));
  if (group.kind === 'compared') {
    const { grid: table, meaning } = comparedGrid(record, group.findings);
    return [grid(table), ...(meaning === undefined ? [] : [prose(meaning)])].join('\n\n');
  }
  const { finding } = group;
  switch (finding.kind) {
    case 'output':
      return `${prose(outputTitle(finding))}:\n\n${codeBlock(finding.text)}`;
    case 'claim':
      return claimText(record, finding.claim);
    case 'exits':
      return exitsPart(record, exercise, finding);
    case 'cpu':
      return cpuPart(record, exercise, finding);
    case 'losses':
      return lossesPart(record, exercise, finding);
    case 'search':
      return prose(`${finding.title}: ${searchText(finding)}.`);
    case 'curves':
      return [prose(`${finding.title}:`), grid(curvesGrid(sweepIn(finding)))].join('\n\n');
    case 'figure':
      return figureText(finding);
    case 'written':
      return writtenText(exercise, finding);
    case 'note':
      return noteText(finding);
  }
}

/** The first of an exercise explains what stands in all of them. */
function exitsPart(record: RunRecord, { findings: all }: ExerciseRecord, part: Finding<'exits'>): string {
  const parts = all.filter((one) => one.kind === 'exits');
  const legend = parts[0] === part ? exitsLegend(record, [...new Set(parts.flatMap(({ series }) => series))]) : '';
  return [exitsText(record, part.series), ...(legend === '' ? [] : [legend])].join('\n\n');
}

function cpuPart(record: RunRecord, { findings }: ExerciseRecord, part: Finding<'cpu'>): string {
  const isFirst = findings.find(({ kind }) => kind === 'cpu') === part;
  return [cpuText(record, part.series), ...(isFirst ? [CPU_MEANING] : [])].join('\n\n');
}

function lossesPart(record: RunRecord, { findings }: ExerciseRecord, part: Finding<'losses'>): string {
  const isFirst = findings.find(({ kind }) => kind === 'losses') === part;
  return [lossesText(record, part.series), ...(isFirst ? [LOSSES_MEANING] : [])].join('\n\n');
}

function claimText(record: RunRecord, id: string): string {
  const claim = record.claims.find((one) => one.id === id);
  return claim === undefined
    ? `The claim ${code(id)} was not judged.`
    : codeBlock(verdictLines(record, claim).join('\n'));
}

function writtenText(exercise: ExerciseRecord, { question, answer }: Finding<'written'>): string {
  const asked = `**${prose(question)}**`;
  if (answer !== null) return `${asked}\n\n${quote(answer)}`;
  return `${asked}\n\n**Not answered yet: write in suites/${prose(suiteOf(exercise))}/answers.yaml, then npm run lab -- answers.**`;
}

const noteText = ({ text, rows }: Finding<'note'>): string =>
  rows === undefined ? prose(text) : `${prose(text)}\n\n${codeBlock(rowsText(rows))}`;

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
