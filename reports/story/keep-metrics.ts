import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bencher, githubActionBenchmark, openMetrics } from '../formats/trackers.ts';
import { writeWhole } from '../record/journal/run-folder.ts';
import type { RunRecord } from '../record/schema/record.ts';
import { HISTORY, historyOf } from '../trends/history.ts';
import { pointsOf, recall, remember } from '../trends/store.ts';

interface Places {
  /** The run's own. */
  readonly folder: string;
  /** The project's. */
  readonly root: string;
}

/**
 * Lays beside the record how its metrics went until now, before the run itself is remembered.
 * @throws as `keepMetrics`.
 */
export function keepHistory(record: RunRecord, { folder, root }: Places): void {
  // Its parts are remembered, each with its own computer.
  if (record.merged !== undefined) return;
  const history = historyOf(record, recall(root));
  if (history !== undefined) writeWhole(join(folder, HISTORY), `${JSON.stringify(history)}\n`);
}

/**
 * Keeps a run's metrics for whoever compares runs: in files that trackers read, beside the record, and in the project's
 * own history. @throws the file system's error.
 */
export function keepMetrics(record: RunRecord, { folder, root }: Places): void {
  const points = pointsOf(record);
  if (points.length === 0) return;
  const files = {
    'github-bigger-is-better.json': githubActionBenchmark(record, 'higher'),
    'github-smaller-is-better.json': githubActionBenchmark(record, 'lower'),
    'bencher.json': bencher(record),
    'openmetrics.txt': openMetrics(record),
  };
  const exports = join(folder, 'exports');
  mkdirSync(exports, { recursive: true });
  for (const [name, text] of Object.entries(files)) if (text !== undefined) writeWhole(join(exports, name), text);
  if (record.merged === undefined) remember(root, points);
}
