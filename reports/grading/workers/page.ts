import { type Assets, reportPage } from '../../html/document.ts';
import type { ConsoleFiles } from '../../html/machines/console-replay.ts';
import type { MachineRecord, RunRecord } from '../../record/schema/record.ts';
import type { Assessment } from '../assessment/assessment.ts';
import type { BundleFiles } from '../bundle/files.ts';

/** Characters of a page. An honest one has less than a million; a browser must be able to open any of them. */
const LARGEST_PAGE = 16 * 1024 ** 2;

export const TOO_LARGE = `Its report would have more than ${LARGEST_PAGE / 1024 ** 2} MiB, which no browser should be given.`;

interface Submission {
  readonly record: RunRecord;
  readonly files: BundleFiles;
  readonly assessment: Assessment;
}

/**
 * The report of a submission with its grade, out of the bundle alone; without its consoles where these would make it
 * too large. Undefined where it is too large without them, too.
 */
export function gradePage(
  { record, files, assessment }: Submission,
  assets: Assets,
  largest = LARGEST_PAGE,
): string | undefined {
  const page = (consoles: (machine: MachineRecord) => ConsoleFiles) =>
    reportPage({ record, files: consoles, assessment, apart: true }, assets);
  const consoleBytes = record.machines.reduce((sum, machine) => sum + bytesOf(files, machine), 0);
  const whole = consoleBytes > largest ? undefined : page((machine) => consolesIn(files, machine));
  const shown =
    whole !== undefined && whole.length <= largest ? whole : page(() => ({ cast: undefined, transcript: undefined }));
  return shown.length <= largest ? shown : undefined;
}

const consolesIn = (files: BundleFiles, { asciicast, transcript }: MachineRecord): ConsoleFiles => ({
  cast: files.get(asciicast)?.toString('utf8'),
  transcript: files.get(transcript)?.toString('utf8'),
});

const bytesOf = (files: BundleFiles, { asciicast, transcript }: MachineRecord): number =>
  (files.get(asciicast)?.length ?? 0) + (files.get(transcript)?.length ?? 0);
