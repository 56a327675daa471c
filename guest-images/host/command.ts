import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Deadline } from '../../fixtures/deadline.ts';
import { LabError } from '../../fixtures/errors.ts';
import { ADMINISTRATION } from './tools.ts';

const FAMILY = fileURLToPath(new URL('family.sh', import.meta.url));
const LINES_SHOWN = 20;
/** mmdebstrap's, because of fakeroot. Nobody is root, and no maintainer script runs that could do damage. */
const FALSE_ALARM = 'W: running chrootless mode as root might damage the host system';

export interface CommandOptions {
  readonly deadline: Deadline;
  /** Gets each line that the command prints, on stdout or stderr. */
  readonly onLine?: (line: string) => void;
  readonly cwd?: string;
}

/**
 * Runs a program of this computer to its end and gives its stdout. It dies with the runner, its children too.
 * @throws LabError `environment` with the end of its output.
 */
export async function run(argv: readonly string[], options: CommandOptions): Promise<string> {
  const family = startFamily(argv, options.cwd);
  const stop = () => family.stdin.end();
  const { signal } = options.deadline;
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const lines: string[] = [];
  const reading = readLines(family.all, (line) => {
    if (line !== FALSE_ALARM) lines.push(line);
    options.onLine?.(line);
  });
  const result = await family;
  await reading;
  signal.removeEventListener('abort', stop);
  if (signal.aborted) throw outOfTime(argv, options.deadline, lines);
  if (result.failed) throw commandFailed(argv, result.exitCode ?? result.signal ?? 'not started', lines);
  return result.stdout;
}

/** A command with its children in a process group of its own; all die when `stdin` ends. */
export function startFamily(argv: readonly string[], cwd = '/') {
  return execa('sh', [FAMILY, ...argv], {
    cwd,
    detached: true,
    stdin: 'pipe',
    all: true,
    reject: false,
    env: { LC_ALL: 'C.UTF-8', PATH: `${process.env['PATH'] ?? ''}:${ADMINISTRATION}` },
  });
}

async function readLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream.pipe(new PassThrough()) })) onLine(line);
}

function outOfTime(argv: readonly string[], deadline: Deadline, lines: readonly string[]): LabError {
  const timeUp = deadline.remaining() === 0;
  return new LabError('environment', {
    what: timeUp
      ? `The guest image was not built within ${deadline.seconds} s.`
      : `Building the guest image was cancelled after ${deadline.elapsed().toFixed(0)} s.`,
    rows: { Command: typed(argv), Output: lastLines(lines) },
    remedy: 'run it again: nothing half-built is left',
    cause: deadline.signal.reason,
  });
}

export function commandFailed(argv: readonly string[], how: number | string, lines: readonly string[]): LabError {
  return new LabError('environment', {
    what: `Building the guest image failed: ${argv[0]} ended with ${how}.`,
    rows: { Command: typed(argv), Output: lastLines(lines) },
    remedy: remedyFor(lines.join('\n')),
  });
}

/** What apt says beneath mmdebstrap, the more special first: `Failed to fetch` may have each of these reasons. */
const REMEDIES: readonly (readonly [said: RegExp, remedy: string])[] = [
  [
    /No space left on device|Disk quota exceeded/,
    'make room on the disk, or set XDG_CACHE_HOME to a folder on a larger one, then run it again',
  ],
  [
    /\bis not valid yet\b|not yet valid certificate/,
    'set this computer’s clock, which is behind (sudo timedatectl set-ntp true; under WSL: wsl --shutdown in Windows), then run it again',
  ],
  [
    /\bNO_PUBKEY\b|' is not signed\./,
    'get the keys of that Debian release: sudo apt-get install debian-archive-keyring, or a newer one from https://packages.debian.org/debian-archive-keyring; then run it again',
  ],
  [
    /Certificate verification failed|No system certificates available/,
    'sudo apt-get install ca-certificates, and add the certificate of a proxy that opens connections; then run it again',
  ],
  [
    /File has unexpected size|Hash Sum mismatch|Mirror sync in progress/,
    'run it again in some minutes: the archive or a cache before it is being renewed',
  ],
  [
    /Could not resolve|Failed to fetch|Unable to connect|Temporary failure|Could not connect/,
    "see whether this computer reaches a Debian archive (network, proxy, apt's sources), then run it again",
  ],
];

const remedyFor = (output: string): string =>
  REMEDIES.find(([said]) => said.test(output))?.[1] ??
  'read the output above; what was there before is untouched, so it can be run again';

function typed(argv: readonly string[]): string {
  return argv.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}

function lastLines(lines: readonly string[]): string {
  if (lines.length <= LINES_SHOWN) return lines.join('\n') || '(none)';
  return `last ${LINES_SHOWN} of ${lines.length} lines:\n${lines.slice(-LINES_SHOWN).join('\n')}`;
}
