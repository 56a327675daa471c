import type { RunRecord } from '../record/schema/record.ts';
import { counted, duration } from '../wording/numbers.ts';

/** `5 min 57 s`; of a run that was resumed `5 min 57 s in 2 sittings, 21 h apart`. */
export function tookText(record: RunRecord): string {
  const { endedAt, state } = record;
  if (endedAt === undefined) return `it is ${state}`;
  const took = measuringText(record, endedAt);
  return state === 'interrupted' ? `${took}, then it was interrupted` : took;
}

/** What a reader must know at once of a run that was resumed: the sittings may have been unlike. Undefined of any other. */
export function sittingsText(record: RunRecord): string | undefined {
  const { resumed = [], endedAt } = record;
  if (resumed.length === 0) return undefined;
  const took = endedAt === undefined ? '' : `: ${measuringText(record, endedAt)}`;
  return `The run had stopped, and was resumed${resumed.length > 1 ? ` ${resumed.length} times` : ''}${took}.`;
}

/** Without the pauses, where the record tells when it had stopped; older ones do not. */
function measuringText({ startedAt, resumed = [] }: RunRecord, endedAt: string): string {
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  if (resumed.length === 0) return duration(seconds);
  const sittings = counted(resumed.length + 1, 'sitting');
  const pauses = resumed.flatMap(({ at, stoppedAt }) =>
    stoppedAt === undefined ? [] : [Math.max(0, (Date.parse(at) - Date.parse(stoppedAt)) / 1000)],
  );
  if (pauses.length < resumed.length) return `${duration(seconds)} in ${sittings}, the pauses included`;
  const measuring = seconds - pauses.reduce((sum, pause) => sum + pause, 0);
  return `${duration(Math.max(0, measuring))} in ${sittings}, ${pauses.map(pauseText).join(' and ')} apart`;
}

const HOUR = 3600;
const DAY = 24 * HOUR;

/** As coarse as it is of use: `45 s`, `12 min`, `21 h`, `3 days`. */
function pauseText(seconds: number): string {
  if (seconds < 2 * HOUR) return duration(seconds < 120 ? seconds : Math.round(seconds / 60) * 60);
  return seconds < 2 * DAY ? `${Math.round(seconds / HOUR)} h` : `${Math.round(seconds / DAY)} days`;
}
