import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { writeWhole } from '../record/journal/run-folder.ts';
import type { RunRecord } from '../record/schema/record.ts';
import { UPGRADE_CHECK, upgradeCheckSchema } from '../record/schema/upgrade-check.ts';
import { HISTORY, historySchema } from '../trends/history.ts';
import { readAssets } from './assets.ts';
import { reportPage } from './document.ts';
import { fileAddress } from './markup.ts';

export const REPORT = 'report.html';

/**
 * Writes report.html into the run's folder, out of the record and of what lies beside it: consoles, history, the check
 * of an upgrade. Written again from the same folder it is the same.
 * @throws the file system's error, with no half report left behind.
 */
export function writeReport(folder: string, record: RunRecord): void {
  const files = ({ asciicast, transcript }: RunRecord['machines'][number]) => ({
    cast: textOf(folder, asciicast),
    transcript: textOf(folder, transcript),
  });
  const history = dataOf(folder, HISTORY, historySchema);
  const upgrade = dataOf(folder, UPGRADE_CHECK, upgradeCheckSchema);
  writeWhole(join(folder, REPORT), reportPage({ record, files, history, upgrade }, readAssets()));
}

/** Undefined where it is not there, or torn: a report without it is better than none. */
function dataOf<T>(folder: string, name: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(textOf(folder, name) ?? '')).data;
  } catch {
    return undefined;
  }
}

/** Nothing outside of the folder: a record may be anybody's. */
function textOf(folder: string, path: string): string | undefined {
  if (fileAddress(path) === undefined) return undefined;
  try {
    return readFileSync(join(folder, path), 'utf8');
  } catch {
    return undefined;
  }
}
