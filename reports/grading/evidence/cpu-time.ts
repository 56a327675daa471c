import { type AnyExperiment, subjectAt } from '../../../fixtures/experiments/declaration/experiment.ts';
import { driverOf, machinesOf } from '../../../fixtures/subjects/drivers.ts';
import type { MachineRecord, RunRecord } from '../../record/schema/record.ts';
import type { Reading, Run } from '../../record/schema/run.ts';

interface Of {
  /** That the tool took. */
  readonly seconds: number;
  /** Where the target is one. */
  readonly machine: Pick<MachineRecord, 'id' | 'argv'> | undefined;
  /** That it may use; undefined where that is not known. */
  readonly cpus: number | undefined;
}

/** Why no CPUs can have spent such times, by thread. What a thread took has no other witness. Pure. */
export function* impossibleTimes(reading: Reading | undefined, { seconds, machine, cpus }: Of): Generator<string> {
  if (reading === undefined) return;
  const parts = typeof reading === 'object' && 'parts' in reading ? reading.parts : {};
  yield* impossibleThreads(parts, seconds);
  if (machine !== undefined) yield* impossibleVcpus(parts, machine);
  if (cpus !== undefined) yield* moreThanAllowed(parts, seconds, cpus);
}

type Parts = Readonly<Record<string, number>>;

/** Seconds beside the tool's own for which probes count: they ask the guest one after the other, over its console. */
const BESIDE = 30;
/** Seconds: the times of threads are told in microseconds, and of the whole in seconds. */
const ROUNDING = 1e-3;
/** vhost's workers, and threads that QEMU does not name, are many. */
const ONE_THREAD = /^(?:main loop|vCPU [\d, ]+|iothread \S+)$/;

function* impossibleThreads(parts: Parts, seconds: number): Generator<string> {
  for (const [thread, time] of Object.entries(parts)) {
    if (time < 0) yield `${thread} took less than no time`;
    else if (ONE_THREAD.test(thread) && time > seconds + BESIDE + ROUNDING)
      yield `${thread} is one thread, and the tool took ${seconds.toFixed(1)} s`;
  }
}

function* impossibleVcpus(parts: Parts, { id, argv }: Pick<MachineRecord, 'id' | 'argv'>): Generator<string> {
  const vcpus = vcpusOf(argv);
  const took = Object.entries(parts).filter(([thread]) => thread.startsWith('vCPU '));
  for (const [thread] of took)
    if (vcpus !== undefined && numbersIn(thread).some((number) => number >= vcpus))
      yield `${id} has ${vcpus} vCPUs, and no ${thread}`;
  if (sumOf(took) <= 0) yield `a guest cannot run while no vCPU of ${id} does`;
  const isVhost = Object.keys(parts).some((thread) => thread.startsWith('vhost'));
  if (isVhost && !argv.some((word) => word.includes('vhost'))) yield `${id} has no vhost`;
}

/** Of the time that the tool took: probes begin before it and end after it, when little runs. */
const SLACK = { share: 0.1, seconds: 2 };
/** Threads that run what is measured, and no part of a hypervisor. */
const OWN = /^(?:vCPU [\d, ]+|container|tool)$/;

function* moreThanAllowed(parts: Parts, seconds: number, cpus: number): Generator<string> {
  const used = sumOf(Object.entries(parts).filter(([name]) => OWN.test(name)));
  const most = cpus * (seconds * (1 + SLACK.share) + SLACK.seconds);
  if (used > most)
    yield `${cpus} CPUs have no more than ${most.toFixed(2)} s in the ${seconds.toFixed(2)} s that the tool took`;
}

/**
 * How many CPUs a run's environment may use; undefined where that is not known, or says nothing: on an emulated computer a
 * guest's console takes seconds beside its tool.
 */
export function cpusAllowed(
  { key, target }: Run,
  experiment: AnyExperiment,
  { testbed }: Pick<RunRecord, 'testbed'>,
): number | undefined {
  const subject = subjectAt(experiment, key.arm, key.at);
  const allowed = driverOf(subject).allowed?.(subject);
  if (subject.name !== target || allowed === undefined) return undefined;
  if (testbed?.kind === 'nested' && machinesOf([subject]).length > 0) return undefined;
  return allowed === 'all' ? testbed?.fingerprint?.cpus : (allowed.threads ?? allowed.cpus);
}

const sumOf = (parts: readonly (readonly [string, number])[]) => parts.reduce((sum, [, time]) => sum + time, 0);

/** Under TCG several vCPUs may be one thread: `vCPU 0, 1`. */
const numbersIn = (thread: string) => (thread.match(/\d+/g) ?? []).map(Number);

function vcpusOf(argv: readonly string[]): number | undefined {
  const told = /^\d+/.exec(argv[argv.indexOf('-smp') + 1] ?? '')?.[0];
  return told === undefined || !argv.includes('-smp') ? undefined : Number(told);
}
