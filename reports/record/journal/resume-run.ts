import { existsSync, readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Entry } from './journal-file.ts';
import type { RunFolder } from './run-folder.ts';

const CUT_OFF = 'the run was cut off';

/**
 * Takes up a run that had stopped, however it did: its state is running again, machines of whose end nobody could tell
 * are told to have been killed, and what a tool printed in a run that was cut off before it was recorded is taken away.
 */
export function resumeRun(folder: RunFolder): void {
  const before = folder.news();
  const { machines } = folder.record;
  for (const { id, ended } of machines) {
    if (ended === 'running') folder.add({ type: 'machine ended', machine: id, ended: 'killed', because: CUT_OFF });
  }
  removeUntold(folder.path, before);
  folder.resume(hostname(), before.at(-1)?.at);
}

/** The journal tells of every run's files, of those too that count no more; what it does not tell of was cut off. */
function removeUntold(folder: string, entries: readonly Entry[]): void {
  const raw = join(folder, 'raw');
  if (!existsSync(raw)) return;
  const told = new Set(entries.flatMap(({ event }) => (event.type === 'run' ? event.run.raw : [])));
  for (const name of readdirSync(raw)) if (!told.has(join('raw', name))) rmSync(join(raw, name));
}
