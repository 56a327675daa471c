import { availableParallelism, freemem } from 'node:os';
import type { Outcome } from '../assessment/assessment.ts';
import { MEMORY_MIB } from '../workers/bounds.ts';
import { Graders, type GradingTask } from '../workers/in-worker.ts';

/** A worker for each CPU, as far as memory goes: each may take as much of it as a bundle is allowed to. */
export const workersHere = (): number =>
  Math.max(1, Math.min(availableParallelism(), Math.floor(freemem() / (MEMORY_MIB * 1024 ** 2)) - 1));

interface Watcher {
  /** A bundle is begun. */
  readonly begun?: (index: number) => void;
  /** It is graded, or is known to be none; the worker has had so many MiB at the most. */
  readonly done?: (index: number, peak: number) => void;
}

/**
 * Grades bundles on so many workers, each taking the next one when it has done with its own: one that is slow, or ends
 * its worker, keeps none of the others waiting.
 * @returns in the order of the bundles
 */
export async function gradeAll(
  tasks: readonly GradingTask[],
  workers: number,
  watcher: Watcher = {},
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = tasks.entries();
  const worker = async () => {
    using graders = new Graders();
    // All workers take from the one iterator.
    for (const [index, task] of waiting) {
      watcher.begun?.(index);
      outcomes[index] = await graders.grade(task);
      watcher.done?.(index, graders.peak);
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, tasks.length) }, worker));
  return outcomes;
}
