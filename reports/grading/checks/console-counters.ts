import { isDeepStrictEqual } from 'node:util';
import { COUNTERS, countedBetween, countersIn, frameEnd } from '../../../fixtures/probes/frame-account.ts';
import { GUEST, guestCountersIn, guestReadings } from '../../../fixtures/probes/guest-counters.ts';
import { PACKETS, packetsIn } from '../../../fixtures/targets/packets.ts';
import { typed } from '../../../fixtures/testbeds/processes/parent-death-guard.ts';
import type { MachineRecord, RunRecord } from '../../record/schema/record.ts';
import { keyName } from '../../record/views/run-key.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import { tooMuchFor } from '../evidence/carried.ts';
import { type ConsoleText, printed } from '../evidence/console-text.ts';
import type { Placed } from '../regrade/grounds.ts';
import type { Remark } from '../regrade/submission.ts';

/** What probes tell of a guest is what its own console shows of its counters, before each run and after it. */
export function* checkCounters(one: Placed, console: ConsoleText, record: RunRecord): Generator<Remark> {
  yield* checkPackets(one, console, record);
  yield* checkFrames(one, console);
  yield* checkGuest(one, console);
}

/** Each run that is counted has the guest asked before it and after it (fixtures/targets/packets.ts). */
function* checkPackets({ machine, runs }: Placed, console: ConsoleText, record: RunRecord): Generator<Remark> {
  const counted = runs.filter(({ run }) => run.readings['packets'] !== undefined);
  if (counted.length === 0) return;
  const told = console.outputsOf(PACKETS).map(printed);
  for (const [index, { run, workload }] of counted.entries()) {
    const [before, after] = told.slice(index * 2);
    const found = before !== undefined && after !== undefined ? packetsIn(after) - packetsIn(before) : undefined;
    const packets = run.readings['packets'];
    if (found !== packets)
      yield at(machine, `packets of ${run.raw[0]} on ${machine.id}`, packets, found ?? 'none on its console');
    if (workload === undefined || before === undefined || after === undefined) continue;
    const oneWay = mostOneWay(before, after);
    const carried = tooMuchFor(oneWay, { run, workload, machine }, record);
    if (carried !== undefined) yield at(machine, `packets one way of ${keyName(run.key)}`, oneWay, carried);
  }
}

/** Of all cards: a line each of what was received, and of what was sent. */
function mostOneWay(before: string, after: string): number {
  const [first, last] = [before, after].map((text) => (text.match(/^\d+$/gm) ?? []).map(Number));
  const each = (last ?? []).map((count, index) => count - (first?.[index] ?? 0));
  const ways = [0, 1].map((way) => each.filter((_, index) => index % 2 === way).reduce((sum, one) => sum + one, 0));
  return Math.max(...ways);
}

/** Of the guest's end alone: what the testbed's end counted has no other witness. */
export function* checkFrames(
  { machine, runs }: Pick<Placed, 'machine' | 'runs'>,
  console: ConsoleText,
): Generator<Remark> {
  const counted = runs.filter(({ run }) => run.readings['frames sent'] !== undefined);
  if (counted.length === 0) return;
  const told = console.outputsOf(typed(COUNTERS)).map((output) => countersIn(printed(output)));
  for (const [index, { run }] of counted.entries()) {
    const [before, after] = told.slice(index * 2);
    const end = before && after && frameEnd(countedBetween(before, after));
    if (end === undefined) {
      yield at(machine, `frames of ${keyName(run.key)}`, run.readings['frames sent'], 'none on its console');
      continue;
    }
    const name = end.sends ? 'frames sent' : 'frames received';
    if (run.readings[name] !== end.frames)
      yield at(machine, `${name} of ${keyName(run.key)}`, run.readings[name], end.frames);
  }
}

/** What a guest saw of itself: its CPUs' time and its cards' interrupts. */
export function* checkGuest(
  { machine, runs }: Pick<Placed, 'machine' | 'runs'>,
  console: ConsoleText,
): Generator<Remark> {
  const counted = runs.filter(({ run }) => run.readings['guest cpu'] !== undefined);
  if (counted.length === 0) return;
  const told = console.outputsOf(typed(GUEST)).map((output) => guestCountersIn(printed(output)));
  for (const [index, { run }] of counted.entries()) {
    const [before, after] = told.slice(index * 2);
    const found: Readonly<Record<string, unknown>> = before && after ? guestReadings(before, after) : {};
    for (const name of ['guest cpu', 'guest cpu by kind', 'interrupts'])
      if (!isDeepStrictEqual(run.readings[name], found[name]))
        yield at(
          machine,
          `${name} of ${keyName(run.key)}`,
          run.readings[name],
          before && after ? found[name] : 'none on its console',
        );
  }
}

const at = ({ transcript }: MachineRecord, where: string, claimed: unknown, found: unknown) =>
  discrepancy('console', { where, file: transcript }, claimed, found);
