import type { MachineRecord } from '../../record/schema/record.ts';
import type { Reading } from '../../record/schema/run.ts';

/** Seconds beside the tool's own for which probes count: they ask the guest one after the other, over its console. */
const BESIDE = 30;
/** Seconds: the times of threads are told in microseconds, and of the whole in seconds. */
const ROUNDING = 1e-3;

/**
 * Why no CPUs can have spent such a time, thread by thread: more than one passed, on a vCPU that the machine does not
 * have, or none at all. What a thread took has no other witness. Pure.
 */
export function* impossibleTimes(
  reading: Reading | undefined,
  seconds: number,
  machine: Pick<MachineRecord, 'id' | 'argv' | 'name'> | undefined,
): Generator<string> {
  if (reading === undefined) return;
  const parts = Object.entries(typeof reading === 'object' && 'parts' in reading ? reading.parts : {});
  for (const [thread, time] of parts) {
    if (time < 0) yield `${thread} took less than no time`;
    // vhost's workers, and threads that QEMU does not name, are many.
    else if (/^(?:main loop|vCPU [\d, ]+|iothread \S+)$/.test(thread) && time > seconds + BESIDE + ROUNDING)
      yield `${thread} is one thread, and the tool took ${seconds.toFixed(1)} s`;
  }
  if (machine === undefined) return;
  const vcpus = vcpusOf(machine);
  const took = parts.filter(([thread]) => thread.startsWith('vCPU '));
  for (const [thread] of took)
    if (vcpus !== undefined && numbersIn(thread).some((number) => number >= vcpus))
      yield `${machine.id} has ${vcpus} vCPUs, and no ${thread}`;
  if (took.reduce((sum, [, time]) => sum + time, 0) <= 0)
    yield `a guest cannot run while no vCPU of ${machine.id} does`;
  const isVhost = parts.some(([thread]) => thread.startsWith('vhost'));
  if (isVhost && !machine.argv.some((word) => word.includes('vhost'))) yield `${machine.id} has no vhost`;
}

/** Under TCG several vCPUs may be one thread: `vCPU 0, 1`. */
const numbersIn = (thread: string) => (thread.match(/\d+/g) ?? []).map(Number);

function vcpusOf({ argv }: Pick<MachineRecord, 'argv'>): number | undefined {
  const told = /^\d+/.exec(argv[argv.indexOf('-smp') + 1] ?? '')?.[0];
  return told === undefined || !argv.includes('-smp') ? undefined : Number(told);
}
