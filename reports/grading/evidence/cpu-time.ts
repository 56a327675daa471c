import { type AnyExperiment, subjectAt } from '../../../fixtures/experiments/declaration/experiment.ts';
import { driverOf } from '../../../fixtures/subjects/drivers.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import type { Reading, Run } from '../../record/schema/run.ts';

/** Of the time that the tool took: probes begin before it and end after it, when next to nothing runs. */
const SLACK = { share: 0.1, seconds: 2 };
/** Threads that run what is measured, and no part of a hypervisor. */
const OWN = /^(?:vCPU [\d, ]+|container|tool)$/;

/**
 * More CPU time than the environment's CPUs have in so long a time, as a sentence; undefined where it can be. On an
 * emulated computer a guest's console takes seconds beside its tool.
 */
export function tooMuchCpuTime(
  { key, seconds, target }: Run,
  counted: Readonly<Record<string, Reading>>,
  experiment: AnyExperiment,
  { testbed }: Pick<RunRecord, 'testbed'>,
): string | undefined {
  const subject = subjectAt(experiment, key.arm, key.at);
  const allowed = driverOf(subject).allowed?.(subject);
  const byThread = counted['cpu by thread'];
  if (subject.name !== target || allowed === undefined || typeof byThread !== 'object' || !('parts' in byThread))
    return undefined;
  if (testbed?.kind === 'nested' && subject.kind === 'machine') return undefined;
  const cpus = allowed === 'all' ? testbed?.fingerprint?.cpus : (allowed.threads ?? allowed.cpus);
  if (cpus === undefined) return undefined;
  const own = Object.entries(byThread.parts).filter(([name]) => OWN.test(name));
  const used = own.reduce((sum, [, time]) => sum + time, 0);
  const most = cpus * (seconds * (1 + SLACK.share) + SLACK.seconds);
  return used > most
    ? `${cpus} CPUs, which have no more than ${most.toFixed(2)} s in the ${seconds.toFixed(2)} s that it took`
    : undefined;
}
