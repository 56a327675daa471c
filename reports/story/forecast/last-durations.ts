import { statSync } from 'node:fs';
import { join } from 'node:path';
import { JournalFile } from '../../record/journal/journal-file.ts';
import { readRecord } from '../../record/journal/run-folder.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import { Durations } from './durations.ts';

/** What the run before this one tells of how long things take. */
export interface Earlier {
  /** `settingsText` of its own. */
  readonly settings: string;
  /** `nested debian-12-testbed` */
  readonly testbed: string;
  /** Seconds by file. */
  readonly files: ReadonlyMap<string, number>;
  readonly durations: Durations;
}

/** A journal that is larger is not read for a guess. */
const LARGEST = 32 * 1024 ** 2;

/** Undefined where there was none that came to its end. */
export function earlierRun(latest: string): Earlier | undefined {
  try {
    const record = readRecord(latest);
    const { state, settings, testbed } = record;
    const journal = join(latest, 'journal.jsonl');
    if (state !== 'finished' || testbed === undefined || statSync(journal).size > LARGEST) return undefined;
    return {
      settings: settingsText(settings),
      testbed: `${testbed.kind} ${testbed.name}`,
      files: durationsIn(record),
      durations: heard(journal),
    };
  } catch {
    return undefined;
  }
}

type Timed = Pick<RunRecord, 'exercises' | 'experiments' | 'blocks'>;

/**
 * Seconds by file. Of a run that was resumed an exercise tells its last session alone, in which whole blocks are
 * replayed in no time: what these took counts instead, where that is longer.
 */
export function durationsIn(record: Timed): Map<string, number> {
  const blocks = blockSeconds(record);
  return new Map(
    record.exercises.flatMap(({ file, seconds }) =>
      seconds === undefined ? [] : [[file, Math.max(seconds, blocks.get(file) ?? 0)] as const],
    ),
  );
}

/** What is left of the files' durations in a run that goes on, whose whole blocks stand. */
export function withoutWhole(durations: ReadonlyMap<string, number>, record: Timed): Map<string, number> {
  const blocks = blockSeconds(record);
  return new Map([...durations].map(([file, seconds]) => [file, Math.max(0, seconds - (blocks.get(file) ?? 0))]));
}

/** Of whole blocks, by the file of the exercise that performed them. */
function blockSeconds({ exercises, experiments, blocks }: Timed): ReadonlyMap<string, number> {
  const files = new Map(exercises.map(({ id, file }) => [id, file]));
  const fileOf = new Map(experiments.map(({ id, exercise }) => [id, files.get(exercise) ?? '']));
  const byFile = Map.groupBy(blocks, ({ experiment }) => fileOf.get(experiment) ?? '');
  return new Map([...byFile].map(([file, own]) => [file, own.reduce((sum, { seconds = 0 }) => sum + seconds, 0)]));
}

function heard(journal: string): Durations {
  const durations = new Durations();
  const file = new JournalFile(journal, 'r');
  try {
    for (const entry of file.news()) durations.hear(entry);
  } finally {
    file.close();
  }
  return durations;
}

/** What decides how long a run takes. */
export const settingsText = (settings: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(['LAB_PACE', 'LAB_ACCEL', 'LAB_IMAGE', 'LAB_ARCH'].map((name) => settings[name]));
