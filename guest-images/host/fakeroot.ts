import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CommandOptions, run } from './command.ts';

const DAEMON = fileURLToPath(new URL('faked.sh', import.meta.url));

/** Files that belong to root, as programs of runAsFakeRoot see them. */
export interface FakeRoot {
  /** Folder to run in; the book stands in it. */
  readonly folder: string;
  /** Name of the file that keeps owners and modes from one run to the next. */
  readonly book: string;
}

/**
 * Delete no files between runs: the book goes by inode, so a new file could get the owner of a deleted one.
 * @throws LabError `environment` with the end of its output.
 */
export async function runAsFakeRoot(
  argv: readonly string[],
  { folder, book }: FakeRoot,
  options: CommandOptions,
): Promise<string> {
  await (await open(join(folder, book), 'a')).close();
  // fakeroot passes the daemon's path through the shell again.
  const daemon = `'${DAEMON.replaceAll("'", `'\\''`)}'`;
  return run(['fakeroot-sysv', '-f', daemon, '-i', book, '-s', book, '--', ...argv], { ...options, cwd: folder });
}
