// What a trial says of a load, and of who set the limit. Pure.

import {
  framesPerSecond,
  type Heard,
  kilobitsFor,
  lineRate,
  NOT_LISTENING,
  type RunRecord,
} from '../../fixtures/lab.ts';

/** One performance of a workload. */
type Run = RunRecord['runs'][number];
type Readings = Run['readings'];
type Direction = 'send' | 'receive';

/** The study's link: this on the wire, preambles and gaps included, is 100 %. */
const LINK = 1e9;
/** Frames a second. */
export const fullLoad = (frame: number): number => Math.floor(lineRate(frame, LINK));
/** Of payload, kbit/s. */
export const fullRate = (frame: number): number => kilobitsFor(fullLoad(frame), frame);

export const FULL_LINK = 'rfc-2544/full-link';

/** Counted by no link of Linux. */
const CHECK_SEQUENCE = 4;

/** Frames that the account of a trial may miss: a few of other protocols come in between. */
const OPEN = 2;
/** Share of the frames asked for that counts as all of them: nuttcp ends by a timer. */
const OFFERED = 0.98;

/** Layers that are the tester's own, by what the device does: what is lost there is no loss of the device. */
const TESTERS: Readonly<Record<Direction, readonly string[]>> = {
  receive: ['sender’s socket', 'sender’s queue'],
  send: ['receiver’s IP', 'receiver’s socket', 'receiver’s UDP'],
};

interface Asked {
  readonly frame: number;
  /** Frames a second. */
  readonly load: number;
  readonly seconds: number;
  readonly direction: Direction;
}

/**
 * Of one trial of a search. DUT IN: frames that the tester did not put on the link are its own fault, and the load says
 * nothing of the device. DUT OUT: the device is the sender, and what it did not send is lost (RFC 9971, "unsent frames").
 */
export function heard(readings: Readings, { frame, load, seconds, direction }: Asked): Heard {
  const said = heardOf(readings, framesPerSecond(kilobitsFor(load, frame), frame) * seconds, direction);
  return 'offered' in said ? { offered: said.offered / seconds } : said;
}

/** The same of a burst of so many frames, of which no rate was asked. */
export const heardBurst = (readings: Readings, burst: number): Heard => heardOf(readings, burst, 'receive');

/** @param asked frames; what the tester offered is told in frames too */
function heardOf(readings: Readings, asked: number, direction: Direction): Heard {
  const open = figure(readings, 'frames unaccounted');
  if (!(open <= OPEN)) return { invalid: `the layers do not add up: ${open} frames are in no account` };
  const sent = figure(readings, 'frames sent');
  const received = figure(readings, 'frames received');
  const early = lostIn(readings, [NOT_LISTENING]);
  if (early > 0) return { invalid: `nuttcp’s receiver was not listening when ${early} frames came` };
  const byTester = lostIn(readings, TESTERS[direction]);
  if (direction === 'send') return { loss: lossOf(received + byTester, Math.max(asked, sent)) };
  const offered = sent - byTester;
  return offered < asked * OFFERED ? { offered } : { loss: lossOf(received, offered) };
}

const lossOf = (received: number, sent: number) => Math.max(0, 1 - received / sent);

function lostIn(readings: Readings, layers: readonly string[]): number {
  const lost = readings['lost by layer'];
  if (typeof lost !== 'object' || !('parts' in lost)) return 0;
  return layers.reduce((sum, layer) => sum + (lost.parts[layer] ?? 0), 0);
}

function figure(readings: Readings, name: string): number {
  const reading = readings[name];
  return typeof reading === 'number' ? reading : Number.NaN;
}

const NOT_THE_DEVICE = 'so that its limit was seen, and not the device’s';

/** Why what two searches found cannot be compared: one of them met no load that was too much for its device. */
export function testerWasTheLimit(runs: readonly Run[]): string | undefined {
  const isLimited = ({ readings }: Run) => readings['PDR regular'] === 0 && figure(readings, 'tester limited') > 0;
  return runs.some(isLimited) ? `the tester could not offer more than a device carried, ${NOT_THE_DEVICE}` : undefined;
}

/** Percent of what is offered that may be lost where the tester counts as the limit. */
const HARDLY = 1;

/** The same where all is offered at once: a device that received nearly all of what was less than a full link. */
export function offerWasTheLimit(runs: readonly Run[]): string | undefined {
  const isLimited = ({ key: { workload, at }, readings }: Run) =>
    workload === 'nuttcp DUT IN' &&
    figure(readings, 'loss') < HARDLY &&
    figure(readings, 'offered') * 1000 < OFFERED * fullRate(Number(at['frame']));
  return runs.some(isLimited)
    ? `the tester sent less than a full link, and nearly all of it arrived, ${NOT_THE_DEVICE}`
    : undefined;
}

/**
 * Of the runs so far of an arm: frames a second that the last search for this size found it to receive, in the unit itself
 * once that has searched.
 */
export const carriedAt =
  (size: number) =>
  (runs: readonly Run[]): number => {
    const isFound = ({ key: { workload, at }, readings }: Run) =>
      workload === 'nuttcp DUT IN' && at['frame'] === size && 'PDR regular' in readings;
    return figure(runs.findLast(isFound)?.readings ?? {}, 'PDR');
  };

/** Percent of the load asked for that counts as all of it. */
const ON = 90;

const isOff = ({ readings }: Run) => 'load share' in readings && figure(readings, 'load share') < ON;

/** Why round trips under load cannot be compared: there was none, or less. */
export function loadWasOff(runs: readonly Run[]): string | undefined {
  const shares = runs.filter(isOff).map(({ readings }) => figure(readings, 'load share'));
  return shares.length === 0
    ? undefined
    : `of the load that was asked for, ${Math.round(Math.min(...shares))} % came while ping ran`;
}

export interface Loaded {
  readonly of: string;
  /** Percent of the load that was asked for. */
  readonly share: number;
}

/** Of all devices: how much of the load that was asked for came while round trips were measured. Pure. */
export function loads(record: Pick<RunRecord, 'runs'>) {
  const runs = record.runs.filter(({ readings }) => 'load share' in readings);
  return {
    name: 'the load meanwhile',
    open: runs.length === 0 ? 'there was no round trip under load' : loadWasOff(runs),
    found: runs.map(
      ({ key, readings }): Loaded => ({ of: `${key.arm}, ${key.workload}`, share: figure(readings, 'load share') }),
    ),
  };
}

/** Of all devices: whether there was an overload to recover from. Pure. */
export function overloads(record: Pick<RunRecord, 'runs'>) {
  const found = record.runs.filter(({ readings }) => 'overload loss' in readings);
  const without = found.filter(({ readings }) => !('recovery' in readings));
  const idle = without.filter(({ readings }) => figure(readings, 'overload loss') === 0);
  const why =
    without.length === 0
      ? undefined
      : `in ${without.length} of ${found.length} runs there was nothing to recover from: in ${idle.length} nothing was lost, in ${without.length - idle.length} the tester could not offer the load`;
  return { name: 'an overload', open: found.length === 0 ? 'none was offered' : why, found };
}

export interface FrameSize {
  readonly of: string;
  /** Bytes, with the check sequence. */
  readonly asked: number;
  readonly onLink: number;
}

/** Of all devices: how long the frames on the link were, with the check sequence, beside what was asked for. Pure. */
export function frameSizes(record: Pick<RunRecord, 'runs'>) {
  const runs = record.runs.filter(({ key }) => key.experiment === FULL_LINK);
  const isCounted = runs.length > 0 && runs.every(({ readings }) => figure(readings, 'frame bytes') > 0);
  return {
    name: 'the size of frames',
    open: isCounted ? undefined : 'frames on the link were not counted in every run',
    found: runs.map(
      ({ key, readings }): FrameSize => ({
        of: `${key.arm}, ${key.workload}`,
        asked: Number(key.at['frame']),
        onLink: figure(readings, 'frame bytes') + CHECK_SEQUENCE,
      }),
    ),
  };
}
