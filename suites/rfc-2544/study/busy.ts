// Who took how much of one CPU in a trial. Pure.

import type { RunRecord } from '../../../fixtures/lab.ts';

type Run = RunRecord['runs'][number];

export interface Busy {
  /** Seconds in which frames arrived. */
  readonly seconds: number;
  /** Percent of one CPU, by who took it; of several threads of a kind their sum. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Of QEMU's threads and vhost's, by thread. */
  readonly threads: Readonly<Record<string, number>>;
  /** Of the guest as it sees itself: programs, its kernel, soft interrupts. */
  readonly guest: Readonly<Record<string, number>>;
}

/** Bits. */
const MEBIBYTE = 8 * 1024 ** 2;

/**
 * nuttcp tells of the CPUs of its two ends. All else was counted from before the tool began to after it ended, and is told
 * for the time in which frames arrived: at pace quick the tool's own begin and end weigh in it. Undefined where nothing arrived.
 */
export function busyIn({ readings }: Run): Busy | undefined {
  const figure = (name: string) => (typeof readings[name] === 'number' ? readings[name] : undefined);
  const [moved = 0, throughput = 0] = [figure('moved'), figure('throughput')];
  if (moved <= 0 || throughput <= 0) return undefined;
  const seconds = (moved * MEBIBYTE) / (throughput * 1e6);
  const share = (name: string) =>
    Object.fromEntries(Object.entries(partsOf(readings, name)).map(([kind, time]) => [kind, (100 * time) / seconds]));
  const { tool: _, ...threads } = share('cpu by thread');
  const guest = share('guest cpu by kind');
  const told = { 'nuttcp, sending': figure('sender cpu'), 'nuttcp, receiving': figure('receiver cpu') };
  const kinds: Record<string, number> = Object.fromEntries(
    Object.entries(told).flatMap(([kind, value]) => (value === undefined ? [] : [[kind, value]])),
  );
  for (const [thread, value] of Object.entries(threads)) {
    const kind = thread.startsWith('vCPU') ? 'vCPUs' : thread;
    kinds[kind] = (kinds[kind] ?? 0) + value;
  }
  if (Object.keys(guest).length > 0) kinds['the guest, as it sees itself'] = sum(guest);
  return { seconds, kinds, threads, guest };
}

export const sum = (parts: Readonly<Record<string, number>>): number =>
  Object.values(parts).reduce((total, value) => total + value, 0);

export function partsOf(readings: Run['readings'], name: string): Readonly<Record<string, number>> {
  const reading = readings[name];
  return typeof reading === 'object' && 'parts' in reading ? reading.parts : {};
}
