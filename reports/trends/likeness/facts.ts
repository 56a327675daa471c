import { createHash } from 'node:crypto';
import type { Fingerprint, MachineRecord, RunRecord } from '../../record/schema/record.ts';
import { ownText } from '../../record/schema/student.ts';

/** What an engineer may change on purpose, and compare by. */
export const SUBJECTS = ['QEMU', 'guest image', 'testbed kernel'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** One thing that decides a number, or might. A value that nobody told is undefined. */
export interface Fact {
  readonly name: string;
  readonly value: string | undefined;
  /**
   * `computer`: records that differ in it are not compared. A subject: only where it is what is studied. `passing`:
   * differs from run to run, and is watched while measuring instead.
   */
  readonly role: 'computer' | 'passing' | Subject;
}

const OWN = 'student’s own values';
const RUNTIME = 'container runtime';
const NONE = 'none';
/** Told since later than there were records: that there is no such thing has no word in a computer's digest. */
const LATER: readonly string[] = [OWN, RUNTIME, 'kinds of core', 'CPU quota', 'cpuset'];

type Told = Readonly<Record<string, string | number | undefined>>;

/** All that a record knows of the computer, the machines and the settings behind its numbers, in a fixed order. */
export function factsOf({
  testbed,
  machines,
  settings,
  student,
  units,
}: Pick<RunRecord, 'testbed' | 'machines' | 'settings' | 'student' | 'units'>): Fact[] {
  const boots = [...new Map(machines.toReversed().map((machine) => [machine.name, machine])).values()].reverse();
  return [
    ...facts('computer', { testbed: testbed?.kind, pace: settings['LAB_PACE'] }),
    // Any address is as good as another, and any port.
    ...facts('computer', { [OWN]: (student && ownText(student, ['vcpus', 'blockSize'])) || NONE }),
    ...(testbed === undefined ? [] : computerFacts(testbed.fingerprint)),
    ...facts('computer', { [RUNTIME]: settings['LAB_CONTAINER'] ?? NONE }),
    ...boots.flatMap(machineFacts),
    ...toolFacts({ units, machines }),
  ];
}

/** Ten hex digits that say whether two runs had the same computer and settings, whatever was studied on it. */
export function computerDigest(record: Pick<RunRecord, 'testbed' | 'settings' | 'student'>): string {
  const computer = factsOf({ ...record, machines: [], units: [] }).filter(
    ({ role, name, value }) =>
      role === 'computer' && !(LATER.includes(name) && (value === NONE || value === undefined)),
  );
  const text = JSON.stringify(computer.map(({ name, value }) => [name, value]));
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

function computerFacts(print: Fingerprint): Fact[] {
  const { mitigations, qemu } = print;
  const { limits } = print;
  const kinds = print.coreKinds?.map(({ kind, cpus }) => `${cpus} CPUs of ${kind}`).join('; ');
  const spelled = mitigations && Object.entries(mitigations).map((each) => each.join(' '));
  return [
    ...facts('computer', {
      architecture: print.arch,
      CPU: print.cpuModel,
      CPUs: print.cpus,
      cores: print.cores,
      'kinds of core': limits && (kinds ?? NONE),
      'CPU quota': limits && (limits.quotaCpus === undefined ? NONE : `${limits.quotaCpus} CPUs`),
      cpuset: limits && (limits.cpuset ?? NONE),
      SMT: print.smt,
      governor: print.governor,
      turbo: print.turbo,
      memory: `${Math.round(print.memoryMiB / 1024)} GiB`,
      hypervisor: print.untold === undefined ? print.hypervisor : (print.hypervisor ?? 'none'),
    }),
    // A kernel brings its mitigations with it.
    ...facts('testbed kernel', {
      distribution: print.distribution,
      kernel: print.kernel,
      'kernel build': print.kernelBuild,
    }),
    ...facts('testbed kernel', { mitigations: spelled?.toSorted().join('; ') }),
    ...facts('QEMU', { 'QEMU version': qemu.version, 'QEMU build': qemu.digest?.slice(0, 12) }),
    ...facts('passing', { hostname: print.hostname, load: print.loadAverage, steal: print.steal }),
    ...facts('passing', { 'available MiB': print.availableMiB, 'throttled periods': limits?.throttled }),
  ];
}

/** Of its first boot: a machine is declared the same for all of them. */
function machineFacts({ name, image, ...machine }: MachineRecord): Fact[] {
  const { arch, vcpus, memoryMiB, accelerator, netdev, cache } = machine;
  const setUp = {
    architecture: arch,
    vCPUs: vcpus,
    'memory in MiB': memoryMiB,
    accelerator,
    netdev,
    'disk cache': cache,
  };
  const of = (told: Told) => Object.fromEntries(Object.entries(told).map(([key, value]) => [`${name}: ${key}`, value]));
  return [
    ...facts('computer', of(setUp)),
    ...facts('guest image', of({ image: `${image.name} (${image.digest.slice(0, 12)})` })),
  ];
}

/**
 * Of each machine, or arm that runs natively, the versions of its tools: an image or a distribution brings them with
 * it.
 */
function toolFacts({ units, machines }: Pick<RunRecord, 'units' | 'machines'>): Fact[] {
  const names = new Map(machines.map(({ id, name }) => [id, name]));
  const places = Map.groupBy(units, ({ arm, machines: [first = ''] }) => names.get(first) ?? arm);
  return [...places].flatMap(([place, own]) => {
    const told = own.flatMap(({ tools = {} }) => Object.entries(tools));
    return [
      ...facts(
        own.some(({ machines: booted }) => booted.length > 0) ? 'guest image' : 'testbed kernel',
        versionsBy((tool) => `${place}: ${tool}`, told),
      ),
      ...facts('testbed kernel', peerFacts(place, own)),
      // Older records have none: whether they agree is not known.
      ...facts('passing', { [`${place}: versions of tools`]: told.length === 0 ? undefined : 'told' }),
    ];
  });
}

/** The testbed's own, or in a network of its own, whoever is measured. */
const peerFacts = (place: string, units: RunRecord['units']) =>
  versionsBy(
    (tool) => `${place}: ${tool} at the other end`,
    units.flatMap(({ peerTools = {} }) => Object.entries(peerTools)),
  );

/** All that were found, of each tool. */
function versionsBy(name: (tool: string) => string, told: readonly (readonly [tool: string, version: string])[]): Told {
  return Object.fromEntries(
    [...Map.groupBy(told, ([tool]) => tool)].map(([tool, all]) => [
      name(tool),
      [...new Set(all.map(([, version]) => version))].sort().join(', '),
    ]),
  );
}

const facts = (role: Fact['role'], told: Told): Fact[] =>
  Object.entries(told).map(([name, value]) => ({ name, role, value: value === undefined ? undefined : String(value) }));
