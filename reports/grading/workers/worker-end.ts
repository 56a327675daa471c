import { LabError } from '../../../fixtures/errors.ts';
import { isOutOfMemory } from '../bundle/library-errors.ts';
import { boundThisProcess, loaded, MEMORY_MIB } from './bounds.ts';
import { type Answer, MEMORY_PROBLEM } from './in-worker.ts';

/** Bundles that one process works on: what one leaves behind must not add up. */
const MOST_TASKS = 50;

/**
 * The worker's side of in-worker.ts: hears its tasks one after the other, bounds the process for each, does it, and
 * sends what comes of it. Errors of what it reads are problems to be told; so are the grader's own, since one bundle
 * must not stop a class.
 * @param load all modules of the work, before the bounds are set
 */
export function workOn<T, R extends object>(what: string, load: (first: T) => Promise<(task: T) => Promise<R>>): void {
  process.once('disconnect', () => process.exit());
  let work: Promise<(task: T) => Promise<R>> | undefined;
  let tasks = 0;
  process.on('message', async (task: T) => {
    const done = await answer(task).catch((error: unknown) => ({ problem: problemOf(what, error) }));
    tasks += 1;
    const peak = process.resourceUsage().maxRSS / 1024;
    const sent: Answer<R> = { done, spent: tasks === MOST_TASKS || isHeavy(), peak };
    process.send?.(sent);
  });

  async function answer(task: T): Promise<R> {
    work ??= load(task).then(loaded);
    const ready = await work;
    boundThisProcess();
    return ready(task);
  }
}

/** The next bundle is to have as much as the first. */
const isHeavy = (): boolean => process.memoryUsage.rss() > (MEMORY_MIB / 2) * 1024 ** 2;

function problemOf(what: string, error: unknown): string {
  if (error instanceof LabError) return error.message;
  if (isOutOfMemory(error)) return `${what} ${MEMORY_PROBLEM}`;
  return `${what} failed: ${error instanceof Error ? error.message : String(error)}`;
}
