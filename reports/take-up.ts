import { existsSync, readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { RunFolder } from './run-folder.ts';

const CUT_OFF = 'the run was cut off';

/**
 * Takes up a run that had stopped, however it did: its state is running again, machines of whose end nobody could tell are
 * told to have been killed, and what a tool printed in a run that was cut off before it was recorded is taken away.
 */
export function takeUp(folder: RunFolder): void {
  const { machines } = folder.record;
  for (const { id, ended } of machines) {
    if (ended === 'running') folder.add({ type: 'machine ended', machine: id, ended: 'killed', because: CUT_OFF });
  }
  removeUntold(folder);
  folder.resume(hostname());
}

/** The journal tells of every run's files, of those too that count no more; what it does not tell of was cut off. */
function removeUntold(folder: RunFolder): void {
  const raw = join(folder.path, 'raw');
  if (!existsSync(raw)) return;
  const told = new Set(folder.news().flatMap(({ event }) => (event.type === 'run' ? event.run.raw : [])));
  for (const name of readdirSync(raw)) if (!told.has(join('raw', name))) rmSync(join(raw, name));
}
