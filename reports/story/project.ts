import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../record/schema/record.ts';

export function projectVersion(root: string): string {
  const { version }: { version?: unknown } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return String(version);
}

/** Which source was run: its version, and its commit where it is a git checkout. */
export function project(root: string): RunRecord['project'] {
  const version = projectVersion(root);
  const commit = git(root, 'rev-parse', 'HEAD');
  if (!commit) return { version };
  return { version, commit, dirty: git(root, 'status', '--porcelain') !== '' };
}

function git(root: string, ...words: string[]): string | undefined {
  try {
    return execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}
