import { createInterface } from 'node:readline';
import type { Deadline } from '../../fixtures/deadline.ts';
import { LabError } from '../../fixtures/errors.ts';
import { startFamily } from '../host/command.ts';

/** A shell that holds the lock for as long as it lives; it dies with its runner, and the kernel lets go of the lock. */
const HOLD = `exec 9>>"$1"; flock --nonblock 9 || { echo waiting; flock 9; }; echo held; exec sleep infinity`;

/**
 * Does `work` while nobody else on this computer holds `file`; waits for them if need be, and calls `onWait` then.
 * @throws LabError `environment` when the deadline passes before the lock is free.
 */
export async function withLock<T>(
  file: string,
  { deadline, onWait }: { readonly deadline: Deadline; readonly onWait: () => void },
  work: () => Promise<T>,
): Promise<T> {
  const holder = startFamily(['sh', '-c', HOLD, 'lock', file]);
  const release = () => holder.stdin.end();
  deadline.signal.addEventListener('abort', release, { once: true });
  try {
    if (!(await isHeld(holder.stdout, onWait))) throw notLocked(file, deadline);
    deadline.signal.removeEventListener('abort', release);
    return await work();
  } finally {
    deadline.signal.removeEventListener('abort', release);
    release();
    await holder;
  }
}

/** False when the holder ended without the lock. */
async function isHeld(stdout: NodeJS.ReadableStream, onWait: () => void): Promise<boolean> {
  for await (const word of createInterface({ input: stdout })) {
    if (word === 'held') return true;
    onWait();
  }
  return false;
}

function notLocked(file: string, deadline: Deadline): LabError {
  return new LabError('environment', {
    what: `Somebody else was still building the same guest image after ${deadline.elapsed().toFixed(0)} s.`,
    rows: { Lock: file },
    remedy: `see what they do: fuser -v ${file}`,
    cause: deadline.signal.reason,
  });
}
