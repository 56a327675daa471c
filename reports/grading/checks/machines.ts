import { isDeepStrictEqual } from 'node:util';
import type { MachineSpec } from '../../../fixtures/machines/declaration/spec.ts';
import { evidenceOf, instructionsTold, type Told } from '../../../fixtures/machines/proof/evidence.ts';
import { pluggedDevices } from '../../../fixtures/machines/qemu/argv.ts';
import { typed } from '../../../fixtures/testbeds/processes/parent-death-guard.ts';
import { isForeign } from '../../../guest-images/foreign/reference.ts';
import type { EvidenceRecord, MachineRecord, RunRecord } from '../../record/schema/record.ts';
import type { ProofRecord } from '../../record/schema/run.ts';
import { suiteOf } from '../../record/views/exercise-state.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import { expectedArgv, netdevOf } from '../evidence/blueprint.ts';
import { type ConsoleText, castOf, consoleOf, guestLook } from '../evidence/console-text.ts';
import { type Grounds, type Placed, placed, troubled } from '../regrade/grounds.ts';
import { RECORD, type Remark } from '../regrade/submission.ts';

/** The lab's own image where no other one is asked for. */
const DEFAULT_IMAGE = 'debian-12';
/** The number of a boot at the end of its id; in a part of a run that of the part before it. */
export const BOOT = /#(?:\d+\.)?\d+$/;

/** Each machine is the one that its unit's arm declares, and its devices are proved by what its own console shows. */
export function* checkMachines(grounds: Grounds): Generator<Remark> {
  const { submission, declared } = grounds;
  const { record, files } = submission;
  const machines = placed(grounds);
  for (const one of machines) {
    const { machine, spec, unit } = one;
    if (spec !== undefined) {
      yield* checkParts(one, spec, record);
      yield* checkEvidence(one, spec, consoleOf(files, machine));
    } else if (declared.suites.includes(suiteOf({ id: machine.id })))
      yield at(
        machine.id,
        'a machine of the suite',
        unit === undefined ? 'no exercise declares one of this name' : `arm ${unit.arm} has none there`,
      );
    yield* checkPlace(one, record, castOf(files, machine)?.exit);
  }
  const own = record.part === undefined ? '' : `${record.part.number}.`;
  for (const [name, boots] of Map.groupBy(record.machines, ({ id }) => id.replace(BOOT, ''))) {
    const missing = boots.findIndex(({ id }, index) => id !== `${name}#${own}${index + 1}`);
    if (missing !== -1) yield at(`boots of ${name}`, boots[missing]?.id ?? '', `${name}#${own}${missing + 1}`);
  }
}

function* checkPlace(
  { machine, unit, counts, spec }: Placed,
  record: RunRecord,
  exit: string | undefined,
): Generator<Remark> {
  const { id, bootSeconds, evidence, accelerator } = machine;
  if (unit === undefined) {
    // The lab tells QEMU to quit when it has done with a machine.
    if (bootSeconds !== undefined && exit === '0' && !troubled(record))
      yield at(id, 'a boot', 'no unit of the record or the journal has it');
    return;
  }
  const exercise = record.experiments.find((one) => one.id === unit.experiment)?.exercise;
  if (machine.exercise !== exercise && counts) yield at(`exercise of ${id}`, machine.exercise, exercise);
  if (spec !== undefined && machine.name !== spec.name) yield at(`name of ${id}`, machine.name, spec.name);
  if (bootSeconds === undefined) yield at(`boot of ${id}`, 'measured', 'it never came to a shell');
  if (evidence.length === 0 || !evidence.every(({ agrees }) => agrees))
    yield at(`devices of ${id}`, 'measured', 'they are not proved');
  const kvm = record.testbed?.abilities['kvm'];
  if (accelerator === 'kvm' && kvm?.works === false && record.settings['LAB_ACCEL'] !== 'kvm')
    yield at(`accelerator of ${id}`, accelerator, `KVM does not work on the testbed: ${kvm.why}`);
}

function* checkParts({ machine, unit }: Placed, spec: MachineSpec, { settings }: RunRecord): Generator<Remark> {
  if (machine.vcpus !== spec.vcpus) yield at(`vCPUs of ${machine.id}`, machine.vcpus, spec.vcpus);
  if (machine.memoryMiB !== spec.memory) yield at(`memory of ${machine.id}`, machine.memoryMiB, spec.memory);
  if (machine.cache !== undefined && machine.cache !== spec.disk.cache)
    yield at(`cache of ${machine.id}`, machine.cache, spec.disk.cache);
  const network = spec.netdev ?? settings['LAB_NETDEV'];
  if (spec.nics.length > 0 && network !== undefined && machine.netdev !== network)
    yield at(`network of ${machine.id}`, machine.netdev, network);
  const image = settings['LAB_IMAGE'] ?? DEFAULT_IMAGE;
  if (isForeign(image)) {
    const of = unit === undefined ? [] : [{ experiment: unit.experiment, arm: unit.arm }];
    yield { open: `command line of ${machine.id}: an image of your own boots by firmware`, of };
    return;
  }
  if (machine.image.name !== image) yield at(`image of ${machine.id}`, machine.image.name, image);
  const expected = expectedArgv(spec, machine);
  const index = machine.argv.findIndex((word, at) => word !== expected[at]);
  if (index !== -1 || machine.argv.length !== expected.length) {
    const place = index === -1 ? machine.argv.length : index;
    const words = (argv: readonly string[]) => typed(argv.slice(Math.max(0, place - 1), place + 2));
    yield at(`command line of ${machine.id}`, words(machine.argv), words(expected));
  }
}

/** sysfs, lsmod and PCI ids anew out of the console; QEMU's own word over QMP stands in the record alone. */
function* checkEvidence({ machine, unit }: Placed, spec: MachineSpec, console: ConsoleText): Generator<Remark> {
  const view = guestLook(console);
  if (view === undefined) {
    if (machine.evidence.length > 0)
      yield at(
        `evidence of ${machine.id}`,
        'witnesses',
        'its console shows no look at its devices',
        machine.transcript,
      );
    return;
  }
  const claims = witnessesOf(machine.evidence);
  const heard: Told = { view, argv: machine.argv, ...claims };
  const instructions = spec.clock === undefined ? undefined : (claims.instructions ?? 0);
  const found = evidenceOf(pluggedDevices({ spec, arch: machine.arch, netdev: netdevOf(machine) }), {
    ...heard,
    instructions,
  });
  // Its end may have come before it was asked.
  if (machine.evidence.length === 0 && unit === undefined) return;
  for (const [index, one] of found.entries()) yield* compareEvidence(machine, machine.evidence[index], one);
  if (machine.evidence.length > found.length)
    yield at(`evidence of ${machine.id}`, `${machine.evidence.length} devices`, `${found.length} devices`);
}

function* compareEvidence(
  { id, transcript }: MachineRecord,
  claimed: EvidenceRecord | undefined,
  found: EvidenceRecord,
): Generator<Remark> {
  if (isDeepStrictEqual(claimed, found)) return;
  const where = `evidence of ${found.device} in ${id}`;
  const before = found.witnesses.findIndex((witness, index) => !isDeepStrictEqual(witness, claimed?.witnesses[index]));
  const [one, other] = [claimed?.witnesses[before], found.witnesses[before]];
  yield at(where, one ?? claimed, other ?? found, transcript);
}

/** What only the record tells: the drivers that are built in, and what QEMU said over QMP. */
function witnessesOf(evidence: readonly EvidenceRecord[]): Omit<Told, 'view' | 'argv'> {
  const words = evidence.flatMap(({ witnesses }) => witnesses);
  const of = (witness: string) => words.filter((one) => one.witness === witness);
  const ids = (expected: string) => expected.split(' ', 1).join('');
  const vhost = evidence.flatMap(({ witnesses }) =>
    witnesses.some(({ witness, found }) => witness === 'vhost (QMP)' && found === 'the kernel carries the data')
      ? witnesses.filter(({ witness }) => witness === 'QEMU (QMP)').map(({ expected }) => ids(expected))
      : [],
  );
  return {
    builtinModules: of('lsmod').flatMap(({ found }) =>
      [...found.matchAll(/(\w+) built in/g)].map(([, name = '']) => name),
    ),
    peripherals: new Map(of('QEMU (QMP)').map(({ expected, found }) => [ids(expected), found])),
    vhost: new Set(vhost),
    instructions: instructionsTold(of('QEMU (QMP)')),
  };
}

/** What a unit of these machines is proved by. */
export const proofsOf = (evidence: readonly EvidenceRecord[]): ProofRecord[] =>
  evidence.map(({ device, agrees, witnesses }) => ({ of: device, agrees, witnesses }));

const at = (where: string, claimed: unknown, found: unknown, file = RECORD) =>
  discrepancy('machine', { where, file }, claimed, found);
