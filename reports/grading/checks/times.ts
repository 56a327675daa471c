import { measuring } from '../../../fixtures/workloads/workload.ts';
import type { Entry } from '../../record/journal/journal-file.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import { castOf } from '../evidence/console-text.ts';
import { type Grounds, type Placed, placed } from '../regrade/grounds.ts';
import { JOURNAL, RECORD, type Remark } from '../regrade/submission.ts';
import { checkIdleBoots } from './idle.ts';

/**
 * Seconds by which two processes that write one journal may differ on a busy computer, or two clocks of one testbed.
 */
const SLACK = 10;
/** Seconds by which a busy computer may be late with what it tells: no honest run may be accused for it. */
const LATE = 60;
/** Seconds between the beginning of a replay and the start of its QEMU, and what an emulated testbed takes to start it. */
const SPOKEN = 5;
/** A guest's own clock, by which a run's duration is told, goes a little faster or slower. */
const DRIFT = 0.05;
/** An honest clock is set once or twice while a run lasts. */
const MOST_STEPS = 2;

/**
 * Everything happened in an order that is possible. A computer's clock may be set meanwhile: what lasted is known by
 * clocks that cannot be set (of blocks, of tools, of replays), so that such a step is told, and nobody is accused of
 * it.
 */
export function* checkTimes(grounds: Grounds): Generator<Remark> {
  const { record, journal } = grounds.submission;
  const all = [...blockSteps(journal)];
  const steps = new Map(all.flatMap(({ block, off, shown }) => (shown ? [[block, off] as const] : [])));
  for (const { block, off, shown } of all)
    if (!shown)
      yield at(
        `how long ${block} lasted`,
        `${Math.round(-off)} s more than the journal tells`,
        'no step of the clock in it',
        JOURNAL,
      );
  for (const [block, seconds] of steps) yield { told: `the clock was set by ${Math.round(seconds)} s in ${block}` };
  if (steps.size > MOST_STEPS)
    yield at('the clock', `set ${steps.size} times`, 'blocks that lasted otherwise than the journal tells', JOURNAL);
  yield* checkOrder(journal);
  yield* checkIdle(journal);
  yield* checkIdleBoots(grounds, steps);
  yield* checkEnds(record, journal);
  yield* checkEntries(journal, steps);
  for (const one of placed(grounds)) yield* checkReplay(one, grounds, steps);
}

const blockText = ({ experiment, block }: { readonly experiment: string; readonly block: number }) =>
  `block ${block} of ${experiment}`;

interface Step {
  readonly block: string;
  /** Seconds by which the clock went otherwise than the block's own. */
  readonly off: number;
  /** Whether two entries show it that follow each other. */
  readonly shown: boolean;
}

/** Where a block lasted otherwise than the journal tells, by more than a delay. */
function* blockSteps(journal: readonly Entry[]): Generator<Step> {
  const begun = new Map<string, number>();
  for (const [index, { at: when, event }] of journal.entries()) {
    if (event.type === 'block') begun.set(blockText(event), index);
    if (event.type !== 'block ended') continue;
    const from = begun.get(blockText(event)) ?? index;
    const times = journal.slice(from, index + 1).map(({ at: time }) => time.getTime() / 1000);
    const off = when.getTime() / 1000 - (times[0] ?? 0) - event.seconds;
    if (Math.abs(off) <= SLACK) continue;
    const jumps = times.slice(1).map((time, next) => time - (times[next] ?? time));
    const shown = jumps.some((jump) => (off < 0 ? jump < Math.min(off + LATE, -1) : jump > off - SLACK));
    yield { block: blockText(event), off, shown };
  }
}

/** What a run ends with, or a boot: before one of these a tool, or a machine, was at work. */
const WORK: ReadonlySet<string> = new Set(['run', 'done', 'booted', 'machine ended']);

/** Time of a block in which nothing was at work: a budget that it used up was used up by nobody. */
function* checkIdle(journal: readonly Entry[]): Generator<Remark> {
  let block: string | undefined;
  for (const [index, { at: when, event }] of journal.entries()) {
    const seconds = (when.getTime() - (journal[index - 1]?.at ?? when).getTime()) / 1000;
    if (event.type === 'resumed') block = undefined;
    if (block !== undefined && seconds > LATE && !WORK.has(event.type))
      yield {
        told: `${Math.round(seconds)} s of ${block} passed, before an entry (${event.type}), with nothing at work`,
      };
    if (event.type === 'block') block = blockText(event);
    if (event.type === 'block ended') block = undefined;
  }
}

/** Where the clock was set back, what follows goes on from there. */
function* checkOrder(journal: readonly Entry[]): Generator<Remark> {
  const back = journal.flatMap(({ at: when }, index): [Entry, Entry][] => {
    const [before, entry] = [journal[index - 1], journal[index]];
    return before && entry && before.at.getTime() - when.getTime() > SLACK * 1000 ? [[before, entry]] : [];
  });
  for (const [before, entry] of back) {
    if (back.length > MOST_STEPS)
      yield at(
        `entry (${before.event.type})`,
        before.at.toISOString(),
        `before one of ${entry.at.toISOString()}`,
        JOURNAL,
      );
    else yield { told: `the clock was set back, from ${before.at.toISOString()} to ${entry.at.toISOString()}` };
  }
}

function* checkEnds({ id, startedAt, endedAt }: RunRecord, journal: readonly Entry[]): Generator<Remark> {
  const stamp = `${startedAt.slice(0, 19).replaceAll(':', '-')}Z`;
  const named = /^(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)Z-/.exec(id);
  const begun = named && Date.parse(`${named[1]}${named[2]}:${named[3]}:${named[4]}Z`);
  // The folder is named when the configuration is read, a moment before the run begins; by a name of one’s own it tells no time.
  if (begun !== null && Math.abs(begun - Date.parse(startedAt)) > LATE * 1000)
    yield at('id of the run', id, `${stamp}-…`);
  const [first, last] = [journal[0]?.at, journal.findLast(({ event }) => event.type === 'ended')?.at];
  for (const [what, told, when] of [
    ['start of the run', startedAt, first],
    ['end of the run', endedAt, last],
  ] as const)
    if (told !== undefined && when !== undefined && Math.abs(Date.parse(told) - when.getTime()) > LATE * 1000)
      yield at(what, told, `told of at ${when.toISOString()}`, JOURNAL);
}

/** Each entry was written when what it tells of had happened, and each run after what came before it. */
function* checkEntries(journal: readonly Entry[], steps: ReadonlyMap<string, number>): Generator<Remark> {
  const over = new Map<string, Date>();
  const up = new Set<string>();
  let before: { readonly at: Date; readonly key: string } | undefined;
  for (const { at: when, event } of journal) {
    if (event.type === 'machine' && Math.abs(Date.parse(event.machine.startedAt) - when.getTime()) > LATE * 1000)
      yield at(`start of ${event.machine.id}`, event.machine.startedAt, `told of at ${when.toISOString()}`, JOURNAL);
    if (event.type === 'booted') up.add(event.machine);
    if (event.type === 'machine ended') over.set(event.machine, when);
    if (event.type === 'unit') before = { at: when, key: event.unit.id };
    if (event.type !== 'run') continue;
    const { run } = event;
    const key = `${run.unit} ${JSON.stringify(run.key)}`;
    const where = `run ${run.raw[0] ?? run.target} of ${run.unit}`;
    const step = steps.get(blockText(run.key)) ?? 0;
    const from = before;
    if (from?.key !== key) before = { at: when, key };
    const end = Date.parse(run.at) + run.seconds * 1000;
    const late = (when.getTime() - end) / 1000;
    const early = from === undefined || from.key === key ? 0 : (Date.parse(run.at) - from.at.getTime()) / 1000;
    const slack = SLACK + DRIFT * run.seconds;
    // A step within the run is one of its block.
    const set = (seconds: number) => step !== 0 && Math.abs(seconds - step) < LATE;
    if (late < -slack && !set(late))
      yield at(where, `${run.at} and ${run.seconds} s`, `told of at ${when.toISOString()}`, JOURNAL);
    if (late > LATE && !set(late))
      yield at(where, `${run.at} and ${run.seconds} s`, `told of as late as ${when.toISOString()}`, JOURNAL);
    if (early < -SLACK && !set(early))
      yield at(where, run.at, `before what came before it, ${from?.at.toISOString()}`, JOURNAL);
    if (run.unit.includes('/') && over.has(run.unit))
      yield at(where, run.at, `${run.unit} had ended at ${over.get(run.unit)?.toISOString()}`, JOURNAL);
  }
}

/** By its own clock, a replay shows each command as long after the one before as the journal tells. */
function* checkReplay(
  { machine, runs, unit, enter }: Placed,
  { submission: { files } }: Grounds,
  steps: ReadonlyMap<string, number>,
): Generator<Remark> {
  const cast = castOf(files, machine);
  if (cast === undefined || cast.flooded) return;
  const { spoke = 0 } = cast;
  for (const { run } of runs) {
    const start = run.readings['start time'];
    if (typeof start === 'number' && enter === '' && Math.abs(start - spoke) > SPOKEN)
      yield at(
        `start time of ${machine.id}`,
        start,
        `its console begins after ${spoke.toFixed(1)} s`,
        machine.asciicast,
      );
  }
  const step = unit === undefined ? 0 : (steps.get(blockText(unit)) ?? 0);
  const seen = new Map<string, number>();
  for (const { run, workload } of runs) {
    const [role] = workload === undefined ? [] : measuring(workload);
    const command = role && run.commands[role.name];
    if (command === undefined) continue;
    const index = seen.get(command) ?? 0;
    seen.set(command, index + 1);
    const seconds = cast.timesOf(`${command}\r`)[index];
    if (seconds === undefined) continue;
    const off = (Date.parse(run.at) - Date.parse(machine.startedAt)) / 1000 - seconds;
    if (Math.abs(off) <= LATE || (step !== 0 && Math.abs(off - step) <= LATE)) continue;
    const found = new Date(Date.parse(machine.startedAt) + seconds * 1000).toISOString();
    yield at(`time of ${command} on ${machine.id}`, run.at, found, machine.asciicast);
  }
}

const at = (where: string, claimed: unknown, found: unknown, file = RECORD) =>
  discrepancy('time', { where, file }, claimed, found);
