import { readRecord } from './run-folder.ts';

/** How long each file took in the run before this one; nothing where there was none that came to its end. */
export function lastDurations(latest: string): Map<string, number> {
  try {
    const { state, exercises } = readRecord(latest);
    if (state !== 'finished') return new Map();
    return new Map(exercises.flatMap(({ file, seconds }) => (seconds === undefined ? [] : [[file, seconds] as const])));
  } catch {
    return new Map();
  }
}
