import { readFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';

const LOOK_MS = 50;

/** Passes an end on to a worker: the runner may be the only one that got the signal. */
export function passOn(worker: number): void {
  if (!isOurs(worker)) return;
  try {
    process.kill(worker, 'SIGTERM');
  } catch {
    // It ended by itself in between.
  }
}

/**
 * Resolves when the workers have ended, or after `seconds`; returns those that have not. Vitest closes what
 * belongs to a whole worker (machines, the testbed) after its last test, and does not tell when it is done.
 */
export async function untilGone(workers: Iterable<number>, seconds: number): Promise<number[]> {
  const end = performance.now() + seconds * 1000;
  let left = [...workers].filter(isOurs);
  while (left.length > 0 && performance.now() < end) {
    // Only the parent is told of a child's end, and Vitest keeps the handle to itself.
    await after(LOOK_MS);
    left = left.filter(isOurs);
  }
  return left;
}

/** A process id that was read from a file may belong to anybody by now. */
function isOurs(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(parent) === process.pid && state !== 'Z';
  } catch {
    return false;
  }
}
