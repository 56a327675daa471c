import type { ClaimRecord, ExerciseRecord, FindingRecord, RunRecord } from '../record/schema/record.ts';
import { seriesById } from '../record/views/by-id.ts';
import { bySuite, decides, isVerdict, plainSkips, testOutcome, unanswered } from '../record/views/exercise-state.ts';
import { type Standing, standingOf } from '../record/views/standing.ts';
import { figuresText } from '../wording/figures.ts';
import { counted } from '../wording/numbers.ts';
import { testbedLine } from '../wording/testbed-text.ts';
import { clip, hang, inline, type Paint, padEnd, plain, type Style, width, wrap } from '../wording/text.ts';
import { verdictLines } from '../wording/verdict-text.ts';
import { cpuLines } from './cpu-tables.ts';
import { curveLines } from './curves.ts';
import { dividedRows } from './divided.ts';
import { exitsLines } from './exit-tables.ts';
import { comparedLines, type Finding } from './findings.ts';
import { lossLines, searchText } from './losses.ts';
import { type Line, layOut } from './rows.ts';
import { tookText } from './sittings.ts';

interface Look {
  /** Columns of the terminal. */
  readonly columns: number;
  readonly paint: Paint;
  /** Where the written report lies, as the person can open it. */
  readonly report: string;
}

const COLOURS: Record<NonNullable<Standing['measured'] | Standing['answered']>, Style> = {
  measured: 'green',
  failed: ['red', 'bold'],
  unfinished: 'red',
  inconclusive: 'yellow',
  skipped: 'yellow',
  'partly skipped': 'yellow',
  'not run': 'dim',
  answered: 'green',
  'to be answered': 'yellow',
};
const INDENT = '    ';
const SHORT = 48;
const FOOTER_COLUMNS = 10;
/** Of an error; the story has told all of it. */
const MOST_LINES = 20;

/** What the run found, on the terminal: each exercise with its numbers and verdicts, and where the report lies. */
export function table(record: RunRecord, look: Look): string {
  const suites = bySuite(record).flatMap(([suite, exercises]) => [
    '',
    look.paint('bold', clip(inline(suite), look.columns)),
    ...exercises.flatMap((exercise) => ['', ...exerciseLines(record, exercise, look)]),
  ]);
  const troubles = record.troubles.flatMap((text) => ['', ...told(text, look)]);
  return [...suites, ...troubles, '', ...footer(record, look), ''].join('\n');
}

function exerciseLines(record: RunRecord, exercise: ExerciseRecord, look: Look): string[] {
  const body: Line[] = [
    ...findingsLines(record, exercise, look),
    ...plainSkips(record, exercise).map(({ name, note = 'no reason given' }) => {
      const told = firstSkippedFor(record, note);
      return `skipped  ${inline(`${name}: ${told === exercise ? note : `as in exercise ${told?.number}`}`)}`;
    }),
    ...exercise.tests.filter(({ state }) => state === 'unfinished').map(({ name }) => `not finished  ${inline(name)}`),
    ...exercise.tests.filter(({ state }) => state === 'failed').flatMap((test) => failure(record, test, look)),
    ...exercise.troubles.flatMap((text) => told(text, look)),
  ];
  const lines = layOut(body, look.columns - INDENT.length);
  return [...headline(record, exercise, look), ...lines.map((line) => INDENT + line)];
}

/** Where no series has VM exits, the same sentence would stand for each. A verdict repeats what it rests on. */
function findingsLines(record: RunRecord, exercise: ExerciseRecord, look: Look): Line[] {
  const said = new Set<Line>();
  const compared = comparedLines(
    record,
    exercise.findings.filter((finding) => finding.kind === 'comparison'),
  );
  return exercise.findings.flatMap((finding) => {
    const line = compared.get(finding);
    const lines = line === undefined ? findingLines(record, exercise, finding, look) : [line];
    if (finding.kind !== 'exits') return lines;
    const fresh = lines.filter((line) => !said.has(line));
    for (const line of fresh) said.add(line);
    return fresh;
  });
}

/** What many exercises lack for one reason says why in the first of them. */
const firstSkippedFor = (record: RunRecord, reason: string) =>
  record.exercises.find((exercise) =>
    plainSkips(record, exercise).some(({ note = 'no reason given' }) => note === reason),
  );

/** The states stand at the end of the title's line or, where that has no room, in the next. */
function headline(record: RunRecord, exercise: ExerciseRecord, { columns, paint }: Look): string[] {
  const { measured, answered } = standingOf(record, exercise);
  // That an answer is there is worth a word only where nothing was to be measured.
  const states = [measured, measured !== undefined && answered === 'answered' ? undefined : answered].filter(
    (state) => state !== undefined,
  );
  const room = columns - states.join(', ').length - 1;
  const told = states.map((state) => paint(COLOURS[state], state)).join(', ');
  const label = `${String(exercise.number).padStart(2)}  `;
  const title = inline(exercise.title);
  if (width(label + title) <= room) return [`${paint('bold', padEnd(label + title, room))} ${told}`];
  const [first = '', ...rest] = wrap(title, columns - INDENT.length);
  return [...[label + first, ...rest.map((line) => INDENT + line)].map((line) => paint('bold', line)), INDENT + told];
}

function findingLines(
  record: RunRecord,
  exercise: ExerciseRecord,
  finding: FindingRecord,
  { paint, columns }: Look,
): Line[] {
  switch (finding.kind) {
    case 'series':
      return isArm(record, exercise, finding.series)
        ? []
        : [[inline(finding.title), figuresText(record, seriesById(record, finding.series))]];
    case 'output':
      return [[inline(finding.title), outputText(finding)]];
    case 'written':
      return finding.answer === null
        ? hang(`not answered yet: ${inline(finding.question)}`, columns - INDENT.length).map((line) =>
            paint('yellow', line),
          )
        : [['answered', shortAnswer(inline(finding.answer))]];
    case 'claim': {
      const claim = record.claims.find(({ id }) => id === finding.claim);
      return claim === undefined ? [] : verdictLines(record, claim, paint);
    }
    case 'exits':
      return exitsLines(record, finding.series);
    case 'cpu':
      return cpuLines(record, finding.series);
    case 'losses':
      return lossLines(record, finding.series);
    case 'search':
      return [[inline(finding.title), searchText(finding)]];
    case 'curves':
      return curveLines(finding);
    // Remarks and figures are for the written report; comparisons have their rows.
    case 'note':
    case 'figure':
    case 'comparison':
      return [];
  }
}

/** `4 lines, on studio-15/virtio#1` */
const outputText = ({ text, unit }: Finding<'output'>) => {
  const lines = counted(plain(text).trim().split('\n').length, 'line');
  return unit === undefined ? lines : `${lines}, on ${inline(unit)}`;
};

const shortAnswer = (answer: string) => (width(answer) <= SHORT ? answer : counted(answer.split(' ').length, 'word'));

/** The verdict shows the series that it compares; they need no line of their own. */
const isArm = (record: RunRecord, exercise: ExerciseRecord, series: string): boolean =>
  record.claims.some(
    ({ exercise: id, comparison }) => id === exercise.id && [comparison.of, comparison.against].includes(series),
  );

/** A broken claim has said above why it failed. */
function failure(record: RunRecord, { name, errors }: ExerciseRecord['tests'][number], { paint }: Look): Line[] {
  const [reason = ''] = errors.filter((error) => !isVerdict(record, error));
  const [first = ''] = plain(reason).split('\n');
  return [`${paint(['red', 'bold'], 'FAILED')}  ${inline(name)}`, ...(first === '' ? [] : [`  ${inline(first)}`])];
}

/** The first line of an error in red; a long one goes on below. */
const told = (text: string, { paint, columns }: Look): string[] => {
  const [first = '', ...rest] = plain(text).split('\n').slice(0, MOST_LINES);
  const room = columns - INDENT.length;
  return [...hang(first, room).map((line) => paint('red', line)), ...rest.flatMap((line) => hang(line, room))];
};

const OUTCOMES = { pass: 'passed', fail: 'failed', inconclusive: 'inconclusive' } as const;

function footer(record: RunRecord, { columns, paint, report }: Look): string[] {
  const unloaded = record.exercises.filter(
    ({ tests: own, troubles }) => own.length === 0 && troubles.length > 0,
  ).length;
  const notLoaded = unloaded === 0 ? '' : `; ${counted(unloaded, 'file')} failed to load`;
  const claims = claimCounts(record.claims);
  const open = record.exercises.flatMap((exercise) => (unanswered(exercise).length > 0 ? [exercise] : []));
  const rows: [string, string][] = [
    ['Tests', `${testCounts(record)}${notLoaded}`],
    ...(claims.length > 0 ? [['Claims', claims.join('; ')] as [string, string]] : []),
    ...(record.state === 'finished' ? todo(open) : [['Go on', 'npm run lab -- resume'] as [string, string]]),
    ...(record.testbed === undefined ? [] : [['Testbed', testbedLine(record.testbed)] as [string, string]]),
    ...(record.student === undefined ? [] : [['Student', record.student.id] as [string, string]]),
    ...dividedRows(record).map(([name, text]) => [name, text] as [string, string]),
    ['Took', tookText(record)],
    ['Report', report],
  ];
  // Never clipped: a path is there to be copied.
  return rows.flatMap(([label, text]) => {
    const [first = '', ...rest] = wrap(text, columns - FOOTER_COLUMNS);
    const below = ' '.repeat(FOOTER_COLUMNS);
    return [paint('bold', padEnd(` ${label}`, FOOTER_COLUMNS)) + first, ...rest.map((part) => below + part)];
  });
}

const ALWAYS_COUNTED = ['passed', 'failed'] as const;
const COUNTED_IF_ANY = ['inconclusive', 'to be answered', 'skipped', 'unfinished'] as const;

/** `8 passed, 0 failed, 3 to be answered` */
function testCounts({ exercises, claims }: RunRecord): string {
  const outcomes = exercises.flatMap(({ id, tests }) => {
    const own = claims.filter(({ exercise }) => exercise === id);
    return tests.map((test) => testOutcome(test, own));
  });
  const count = (one: string) => outcomes.filter((outcome) => outcome === one).length;
  const told = [...ALWAYS_COUNTED, ...COUNTED_IF_ANY.filter((one) => count(one) > 0)];
  return told.map((one) => `${count(one)} ${one}`).join(', ');
}

/** `1 passed, 1 inconclusive` of those that decide, `shown only: 1 failed` of the others. */
function claimCounts(claims: ClaimRecord[]): string[] {
  const counts = (some: ClaimRecord[]) =>
    [...Map.groupBy(some, ({ verdict }) => verdict.outcome)]
      .map(([outcome, { length }]) => `${length} ${OUTCOMES[outcome]}`)
      .join(', ');
  const shown = counts(claims.filter((claim) => !decides(claim)));
  return [counts(claims.filter(decides)), shown && `shown only: ${shown}`].filter((text) => text !== '');
}

const todo = (open: ExerciseRecord[]) =>
  answerFiles(open).map((file): [string, string] => ['To do', `answer in ${file}, then npm run lab -- answers`]);

const answerFiles = (exercises: ExerciseRecord[]): string[] => [
  ...new Set(exercises.map(({ file }) => `${file.split('/').slice(0, -1).join('/')}/answers.yaml`)),
];
