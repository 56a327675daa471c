import type { Assessment } from '../grading/assessment/assessment.ts';
import type { MachineRecord, RunRecord } from '../record/schema/record.ts';
import type { UpgradeCheck } from '../record/schema/upgrade-check.ts';
import type { History } from '../trends/history.ts';
import type { ConsoleFiles } from './machines/console-replay.ts';

/** All that a page tells, and all that it is made of. */
export interface Told {
  readonly record: RunRecord;
  readonly files: (machine: MachineRecord) => ConsoleFiles;
  /** How its metrics went over earlier runs. */
  readonly history?: History | undefined;
  /** What was judged of it against another stack, or another run. */
  readonly upgrade?: UpgradeCheck | undefined;
  /** For a grader: what it is worth. */
  readonly assessment?: Assessment | undefined;
  /** The page does not lie beside the files of the run: what names one leads nowhere. */
  readonly apart?: boolean | undefined;
}
