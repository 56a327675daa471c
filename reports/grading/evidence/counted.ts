import { type AnyExperiment, subjectAt } from '../../../fixtures/experiments/declaration/experiment.ts';
import { kernelHasStatistics, knowsStatistics } from '../../../fixtures/machines/qemu/exit-counters.ts';
import type { Workload } from '../../../fixtures/workloads/workload.ts';
import type { MachineRecord, RunRecord } from '../../record/schema/record.ts';
import type { Reading, Run } from '../../record/schema/run.ts';
import { UNIT } from '../../record/views/run-key.ts';
import type { Open } from '../assessment/grade.ts';
import { type Discrepancy, discrepancy } from '../bundle/discrepancy.ts';
import { tooMuchFor } from './carried.ts';
import { cpusAllowed, impossibleTimes } from './cpu-time.ts';

interface Of {
  readonly run: Run;
  readonly workload: Workload;
  readonly experiment: AnyExperiment;
  readonly machine: MachineRecord | undefined;
}

/** A fleet's own, which no probe counts. */
const SKEW = 'skew';
/** What a guest alone tells of itself. */
const OF_GUESTS = ['guest cpu', 'guest cpu by kind', 'interrupts'];
/** In a part of what was added up: sums of binary fractions. */
const ROUNDING = 1e-4;

/** What probes cannot have counted, or must have: VM exits are there under KVM, and under TCG there are none. */
export function* countedRemarks(
  where: string,
  { run, workload, experiment, machine }: Of,
  counted: Readonly<Record<string, Reading>>,
  record: RunRecord,
): Generator<Discrepancy | Open> {
  const at = (what: string, claimed: unknown, found: unknown) =>
    discrepancy('counts', { where: `${what} of ${where}`, file: run.raw[0] ?? '' }, claimed, found);
  const probes = experiment.probes ?? [];
  const known = new Set([
    ...probes.flatMap(({ metrics }) => Object.keys(metrics)),
    ...(run.target === UNIT ? [SKEW] : []),
  ]);
  for (const name of Object.keys(counted)) if (!known.has(name)) yield at(name, counted[name], 'no probe counts it');
  const total = counted['cpu'];
  const sum = sumOf(counted['cpu by thread']);
  if (sum !== undefined && typeof total === 'number' && Math.abs(sum - total) > ROUNDING)
    yield at('cpu', total, `threads that make ${sum}`);
  const own = machine !== undefined && run.target === machine.name;
  const times = counted['cpu by thread'];
  const of = {
    ...{ seconds: run.seconds, machine: own ? machine : undefined },
    cpus: cpusAllowed(run, experiment, record),
  };
  for (const why of impossibleTimes(times, of))
    yield at('cpu by thread', Object.entries(partsOf(times)).join('; '), why);
  if (machine === undefined)
    for (const name of OF_GUESTS) if (counted[name] !== undefined) yield at(name, counted[name], 'no guest was there');
  const all = counted['exits'];
  const kinds = Object.values(partsOf(counted['exits by kind']));
  if (typeof all === 'number' && kinds.some((count) => count > all)) yield at('exits', all, 'more of one kind');
  const packets = counted['packets'];
  if (packets === undefined && own && probes.some(({ name }) => name === 'packets'))
    yield at('packets', 'none were counted', `${machine.id} tells of them when it is asked`);
  const carried = typeof packets === 'number' ? tooMuchFor(packets, { run, workload, machine }, record) : undefined;
  if (carried !== undefined) yield at('packets', packets, carried);
  if (machine === undefined) return;
  const start = counted['start time'];
  const { bootSeconds = Number.POSITIVE_INFINITY } = machine;
  // A container in it starts later.
  const { kind } = subjectAt(experiment, run.key.arm, run.key.at);
  if (typeof start === 'number' && kind === 'machine' && start > bootSeconds)
    yield at('start time', start, `${machine.id} reached a shell in ${bootSeconds} s`);
  if (machine.accelerator === 'tcg' && all !== undefined)
    yield at('exits', all, `${machine.id} ran under TCG, which makes none`);
  const asked = probes.some(({ name }) => name === 'exits');
  if (machine.accelerator !== 'kvm' || !asked || all !== undefined) return;
  const lack = untold(machine, record);
  if (lack === undefined)
    yield at('exits', 'none were counted', `${machine.id} ran under KVM, whose exits are told there`);
  else {
    const { experiment: id, arm } = run.key;
    yield {
      open: `VM exits of ${arm}: ${lack}, so that nothing shows that KVM was at work`,
      of: [{ experiment: id, arm }],
      claims: true,
    };
  }
}

/**
 * Why nobody there could count VM exits, as the record tells; undefined where that is no reason, or exits were counted.
 */
function untold({ argv, stack }: MachineRecord, { testbed, runs }: RunRecord): string | undefined {
  if (runs.some(({ readings }) => readings['exits'] !== undefined)) return undefined;
  const { qemu, kernel = '' } = testbed?.fingerprint ?? {};
  const linux = stack?.testbedKernel ?? kernel;
  if (!kernelHasStatistics(linux)) return `Linux ${linux || 'of an unknown version'} does not count them`;
  // Of another QEMU than the testbed's own (LAB_QEMU) only its path is known.
  const version = stack?.qemu ?? (`/${qemu?.path}`.endsWith(`/${argv[0]}`) ? qemu?.version : undefined);
  if (version === undefined) return `of the QEMU ${argv[0]} the version is not known`;
  return knowsStatistics(version) ? undefined : `QEMU ${version} does not count them`;
}

const partsOf = (reading: Reading | undefined): Readonly<Record<string, number>> =>
  typeof reading === 'object' && 'parts' in reading ? reading.parts : {};

function sumOf(reading: Reading | undefined): number | undefined {
  return reading === undefined ? undefined : Object.values(partsOf(reading)).reduce((sum, part) => sum + part, 0);
}
