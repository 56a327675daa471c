import type { RunRecord } from './record.ts';
import { readRecord } from './run-folder.ts';

/** How long each file took in the run before this one; nothing where there was none that came to its end. */
export function lastDurations(latest: string): Map<string, number> {
  try {
    const record = readRecord(latest);
    return record.state === 'finished' ? durationsIn(record) : new Map();
  } catch {
    return new Map();
  }
}

type Timed = Pick<RunRecord, 'exercises' | 'experiments' | 'blocks'>;

/**
 * Seconds by file. Of a run that was resumed an exercise tells its last session alone, in which whole blocks are replayed in
 * no time: what these took counts instead, where that is longer. Pure.
 */
export function durationsIn(record: Timed): Map<string, number> {
  const blocks = blockSeconds(record);
  return new Map(
    record.exercises.flatMap(({ file, seconds }) =>
      seconds === undefined ? [] : [[file, Math.max(seconds, blocks.get(file) ?? 0)] as const],
    ),
  );
}

/** What is left of the files' durations in a run that goes on, whose whole blocks stand. Pure. */
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
