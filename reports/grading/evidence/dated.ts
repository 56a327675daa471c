import type { Raw } from '../../../fixtures/workloads/raw.ts';
import type { Workload } from '../../../fixtures/workloads/workload.ts';
import type { MachineRecord, RunRecord } from '../../record/schema/record.ts';
import type { Run } from '../../record/schema/run.ts';
import { type Discrepancy, discrepancy } from '../bundle/discrepancy.ts';

interface Of {
  readonly run: Run;
  readonly workload: Workload;
  readonly machine: MachineRecord | undefined;
}

const MINUTE = 60_000;
/** Time zones differ by quarters of an hour. */
const ZONE_STEP = 15 * MINUTE;
/** From UTC-12 to UTC+14. */
const MOST_ZONE = 14 * 60 * MINUTE;
/** By which a guest's or a nested computer's clock may be off after a while, and by which the tool's end is later. */
const SLACK = 3 * MINUTE;

/**
 * The date that a tool itself prints is that of its run, but for its time zone, which it does not print. A computer
 * whose clock is wrong is wrong in both.
 */
export function* datedRemarks(
  where: string,
  { run, workload, machine }: Of,
  { outputs }: Raw,
  { startedAt }: RunRecord,
): Generator<Discrepancy> {
  const told = workload.dated?.(outputs);
  if (told === undefined) return;
  const date = Date.parse(`${told} UTC`);
  const end = Date.parse(run.at) + run.seconds * 1000;
  // An emulated computer's clock goes a little faster or slower, for as long as it has been up.
  const drift = 0.05 * Math.abs(end - Date.parse(machine?.startedAt ?? startedAt));
  const off = date - end;
  const zone = Math.round(off / ZONE_STEP) * ZONE_STEP;
  if (Math.abs(zone) <= MOST_ZONE && Math.abs(off - zone) <= SLACK + drift) return;
  const file = run.raw[0] ?? '';
  yield discrepancy('time', { where: `date in ${where}`, file }, new Date(end).toISOString(), told);
}
