import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exercisesIn } from '../../../fixtures/command-line/suites.ts';
import { LabError } from '../../../fixtures/errors.ts';
import { readRecord } from '../../record/journal/run-folder.ts';
import { lacksOf, partText } from '../../record/schema/part.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import { suiteOf } from '../../record/views/exercise-state.ts';
import { gradedIn } from '../regrade/declared.ts';

/** A run that may be handed in. */
export interface Chosen {
  readonly folder: string;
  readonly record: RunRecord;
  /** Those of its suites that give points. */
  readonly suites: readonly string[];
}

/**
 * The run of that name; without one, the newest that came to its end, of a suite that is graded.
 * @throws LabError (input) when there is none, when it has not come to its end, is of no suite that is graded, or lacks
 *   exercises of one.
 */
export function chosenRun(root: string, run: string | undefined): Chosen {
  const graded = gradedIn(root);
  if (run === undefined) return whole(root, newest(root, graded));
  const folder = runFolder(root, run);
  const record = readRecord(folder);
  if (record.state !== 'finished') throw unfinished(folder, record);
  if (isDivided(record)) throw divided(folder, record);
  const suites = gradedOf(record, graded);
  if (suites.length === 0) throw notGraded(folder, record, graded);
  return whole(root, { folder, record, suites });
}

const gradedOf = ({ exercises }: RunRecord, graded: readonly string[]): string[] =>
  [...new Set(exercises.map(suiteOf))].filter((suite) => graded.includes(suite));

function newest(root: string, graded: readonly string[]): Chosen {
  for (const { folder, record } of finishedRuns(root)) {
    const suites = gradedOf(record, graded);
    if (suites.length > 0) return { folder, record, suites };
  }
  const runs = foldersOf(root).length;
  throw new LabError('input', {
    what: 'There is no run to hand in yet.',
    rows: {
      Expected: `a run of ${graded.join(' or ') || 'a suite with a rubric.ts'} that came to its end`,
      Found: `${runs} other ${runs === 1 ? 'run' : 'runs'} in ${join(root, 'reports/results')}`,
    },
    remedy: 'npm run lab',
  });
}

/** Newest first; one at a time, since a class's computer may keep hundreds. */
function* finishedRuns(root: string): Generator<{ readonly folder: string; readonly record: RunRecord }> {
  for (const folder of foldersOf(root)) {
    const record = readable(folder);
    // What an upgrade check measured is measured twice, on stacks that no suite names.
    const upgrade = record?.settings['LAB_BEFORE'] !== undefined;
    if (record?.state === 'finished' && !upgrade && !isDivided(record)) yield { folder, record };
  }
}

/** By their names, which begin with the time. `latest` is a link to one of them. */
function foldersOf(root: string): string[] {
  const results = join(root, 'reports/results');
  if (!existsSync(results)) return [];
  return readdirSync(results, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(results, entry.name, 'record.json')))
    .map(({ name }) => join(results, name))
    .toSorted()
    .toReversed();
}

/** One that another version wrote, or a crash tore, is passed over; named, it is an error. */
function readable(folder: string): RunRecord | undefined {
  try {
    return readRecord(folder);
  } catch {
    return undefined;
  }
}

function runFolder(root: string, run: string): string {
  const named = [join(root, 'reports/results', run), resolve(run)].find((path) =>
    existsSync(join(path, 'record.json')),
  );
  if (named !== undefined) return named;
  throw new LabError('input', {
    what: `There is no run ${JSON.stringify(run)}.`,
    rows: { Expected: join(root, 'reports/results', run, 'record.json') },
    remedy: 'npm run hand-in takes the newest run',
  });
}

function unfinished(folder: string, { state }: RunRecord): LabError {
  const going = state === 'running';
  return new LabError('input', {
    what: `The run has not come to its end${going ? '' : ': it was interrupted'}, so it is not handed in.`,
    rows: { Run: folder, State: state },
    remedy: going
      ? 'wait for its end; if nothing runs any more it crashed: npm run lab'
      : 'npm run lab, or name another run: npm run hand-in -- RUN',
  });
}

/** A part judges nothing, and of a merged run nobody knows what a part would have said that it lacks. */
const isDivided = ({ part, merged }: RunRecord): boolean =>
  part !== undefined || (merged !== undefined && lacksOf(merged).length > 0);

const divided = (folder: string, { part, merged }: RunRecord) =>
  new LabError('input', {
    what: `The run ${part === undefined ? 'was merged of parts of which something is missing' : `is ${partText(part)}, in which nothing is judged`}, so it is not handed in.`,
    rows: { Run: folder, Missing: (merged === undefined ? [] : lacksOf(merged)).join('\n') || undefined },
    remedy:
      part === undefined
        ? 'go on with the part (the same --into), and merge again'
        : 'npm run lab -- merge RUN RUN makes one run of all parts, which is handed in',
  });

function notGraded(folder: string, { exercises }: RunRecord, graded: readonly string[]): LabError {
  return new LabError('input', {
    what: 'The run’s suite is not graded, so it is not handed in.',
    rows: {
      Run: folder,
      Suites: [...new Set(exercises.map(suiteOf))].join(', ') || 'none',
      Graded: graded.join(', ') || 'none: only a suite with a rubric.ts is graded',
    },
    remedy: 'npm run hand-in takes the newest run of one that is',
  });
}

/** A run of a few exercises is worth less than a whole one, and nobody hands that in on purpose. */
function whole(root: string, chosen: Chosen): Chosen {
  const { folder, record, suites } = chosen;
  const missing = lacking(root, record, suites);
  if (missing.length === 0) return chosen;
  const other = [...finishedRuns(root)].find((one) => {
    const has = gradedOf(one.record, suites);
    return has.length > 0 && lacking(root, one.record, has).length === 0;
  });
  throw new LabError('input', {
    what: `The run lacks ${missing.join(', ')}, so it is not handed in.`,
    rows: { Run: folder, Holds: record.exercises.map(({ id }) => id).join(', ') },
    remedy:
      other === undefined
        ? `npm run lab -- ${suites.join(' ')}`
        : `hand in a whole run: npm run hand-in -- ${other.record.id}`,
  });
}

function lacking(root: string, { exercises }: RunRecord, suites: readonly string[]): string[] {
  const held = new Set(exercises.map(({ id }) => id));
  return suites.flatMap((suite) => exercisesIn(root, suite)).filter((id) => !held.has(id));
}
