import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../record.ts';
import { writeWhole } from '../run-folder.ts';
import { readAssets } from './assets.ts';
import { reportPage } from './document.ts';
import { fileAddress } from './markup.ts';

export const REPORT = 'report.html';

/**
 * Writes report.html into the run's folder, out of the record and the consoles that lie there.
 * @throws the file system's error, with no half report left behind.
 */
export function writeReport(folder: string, record: RunRecord): void {
  const files = ({ asciicast, transcript }: RunRecord['machines'][number]) => ({
    cast: textOf(folder, asciicast),
    transcript: textOf(folder, transcript),
  });
  writeWhole(join(folder, REPORT), reportPage(record, files, readAssets()));
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
