import { watch } from 'node:fs';

const TICK_MS = 1000;

/**
 * Calls `look` whenever something has changed in the folder, and once a second: for a clock, and for file
 * systems that give no notice. Returns what ends it.
 */
export function follow(folder: string, look: () => void): () => void {
  const watcher = watch(folder, look);
  watcher.on('error', () => watcher.close());
  const ticks = setInterval(look, TICK_MS);
  return () => {
    watcher.close();
    clearInterval(ticks);
  };
}
