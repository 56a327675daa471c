import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CommandOptions, run } from './command.ts';

const DAEMON = fileURLToPath(new URL('faked.sh', import.meta.url));

/** A place where files belong to root as far as the programs of runAsFakeRoot can see. */
export interface FakeRoot {
  /** Folder to run in; the book stands in it. */
  readonly folder: string;
  /** Name of the file that keeps whose each file is, and its mode, from one run to the next. */
  readonly book: string;
}

/**
 * Runs a program that takes itself for root. Files must not be deleted outside in between: a new one could get what
 * the book says of a deleted one.
 * @throws LabError `environment` with the end of its output.
 */
export async function runAsFakeRoot(
  argv: readonly string[],
  { folder, book }: FakeRoot,
  options: CommandOptions,
): Promise<string> {
  await (await open(join(folder, book), 'a')).close();
  // fakeroot has the shell read the daemon's path once more.
  const daemon = `'${DAEMON.replaceAll("'", `'\\''`)}'`;
  return run(['fakeroot-sysv', '-f', daemon, '-i', book, '-s', book, '--', ...argv], { ...options, cwd: folder });
}
