import type { RunRecord } from '../record/schema/record.ts';
import { percent } from './numbers.ts';
import { inline } from './text.ts';

type Whole = NonNullable<RunRecord['testbed']>;
type Testbed = Pick<Whole, 'kind' | 'name' | 'why'>;

/** Where the run took place, and why there: `nested (debian-12-testbed, amd64): KVM does not work on …`. */
export function testbedLine({ why, ...testbed }: Testbed): string {
  return inline(`${testbedName(testbed)}: ${why}`).replace(/\.$/, '');
}

export const testbedName = ({ kind, name }: Pick<Testbed, 'kind' | 'name'>): string =>
  inline(name.startsWith(kind) ? name : `${kind} (${name})`);

/** What a reader must know of the kind before reading a number. */
export function testbedMeaning({ kind, fingerprint }: Pick<Whole, 'kind' | 'fingerprint'>): string[] {
  const emulated =
    'This testbed is a computer that QEMU emulates, with a real KVM inside. Its numbers are not those of any hardware; ' +
    'what counts is how they compare with each other: guest with native, one device with another.';
  return [...(kind === 'nested' ? [emulated] : []), ...quotaMeaning(fingerprint)];
}

function quotaMeaning({ limits, cpus }: Whole['fingerprint']): string[] {
  const { quotaCpus } = limits ?? {};
  if (quotaCpus === undefined || quotaCpus >= cpus) return [];
  return [
    `A CPU quota of ${quotaCpus} of ${cpus} CPUs was in force: the kernel stops whatever runs once that is used up, so that numbers tell of the quota as much as of what was measured.`,
  ];
}

/** What the computer is, with what it does not tell. */
export function fingerprintRows({ kind, fingerprint: print }: Pick<Whole, 'kind' | 'fingerprint'>) {
  const { cpus, cores, smt, qemu, untold = [] } = print;
  const build = print.kernelBuild === undefined ? '' : ` (${print.kernelBuild})`;
  return {
    computer: `${print.hostname}, ${print.cpuModel}, ${cpus} CPUs, ${print.memoryMiB} MiB, ${print.arch}`,
    ...(cores !== undefined && { cores: `${cores}, SMT ${smtText(smt)}` }),
    ...(print.coreKinds !== undefined && {
      'kinds of core': print.coreKinds.map(({ kind, cpus }) => `${cpus} CPUs of ${kind}`).join('; '),
    }),
    ...limitsRow(print),
    clock: `governor ${print.governor ?? 'not known'}, turbo ${print.turbo ?? 'not known'}`,
    system: `${print.distribution}, kernel ${print.kernel}${build}`,
    QEMU: `${qemu.version} (${qemu.path}${qemu.digest === undefined ? '' : `, SHA-256 ${qemu.digest.slice(0, 12)}`})`,
    virtualized: virtualization({ kind, fingerprint: print }),
    load: loadText(print),
    ...(print.mitigations !== undefined && { mitigations: mitigationsText(print.mitigations) }),
    ...(untold.length > 0 && { 'not known': untold.join(', ') }),
  };
}

function limitsRow({ limits }: Whole['fingerprint']) {
  const { quotaCpus, cpuset, throttled } = limits ?? {};
  const told = [
    ...(quotaCpus === undefined ? [] : [`a quota of ${quotaCpus} CPUs`]),
    ...(quotaCpus === undefined || throttled === undefined ? [] : [`which had stopped it ${throttled} times before`]),
    ...(cpuset === undefined ? [] : [`CPUs ${cpuset} alone`]),
  ];
  return told.length === 0 ? {} : { allowed: told.join(', ') };
}

/** Whether the computer is itself a VM or a container. */
export function virtualization({ kind, fingerprint }: Pick<Whole, 'kind' | 'fingerprint'>): string {
  const { virtualized, hypervisor, untold } = fingerprint;
  if (kind === 'nested') return 'emulated as a whole by QEMU (TCG)';
  const container = virtualized !== undefined && virtualized.toLowerCase() !== hypervisor?.toLowerCase();
  const seen = [
    ...(hypervisor === undefined ? [] : [`by ${hypervisor}: a KVM here is nested`]),
    ...(container ? [`as ${virtualized}`] : []),
  ];
  if (seen.length > 0) return seen.join('; ');
  return untold === undefined ? 'not known' : 'no sign of it';
}

function loadText({ loadAverage, steal, availableMiB }: Whole['fingerprint']): string {
  const parts = [
    `${loadAverage} when the run began`,
    ...(steal === undefined ? [] : [`${percent(steal)} of the CPU time since its boot stolen by a hypervisor`]),
    ...(availableMiB === undefined ? [] : [`${availableMiB} MiB available`]),
  ];
  return parts.join(', ');
}

/** Those that do not apply say nothing about speed. */
function mitigationsText(mitigations: Readonly<Record<string, string>>): string {
  const some = Object.entries(mitigations).filter(([, text]) => text !== 'Not affected');
  return some.length === 0 ? 'not affected by any' : some.map(([name, text]) => `${name}: ${text}`).join('; ');
}

/** The kernel writes its words without spaces. */
const smtText = (control = 'not known'): string =>
  ({ notsupported: 'not supported', notimplemented: 'not implemented', forceoff: 'forced off' })[control] ?? control;
