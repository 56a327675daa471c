import type { RunRecord } from '../record.ts';
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
export function testbedMeaning({ kind }: Pick<Testbed, 'kind'>): string[] {
  if (kind !== 'nested') return [];
  return [
    'This testbed is a computer that QEMU emulates, with a real KVM inside. Its numbers are not those of any hardware; ' +
      'what counts is how they compare with each other: guest with native, one device with another.',
  ];
}

/** What the computer is, with what it does not tell. */
export function fingerprintRows({ kind, fingerprint: print }: Pick<Whole, 'kind' | 'fingerprint'>) {
  const { cpus, cores, smt, qemu, untold = [] } = print;
  const build = print.kernelBuild === undefined ? '' : ` (${print.kernelBuild})`;
  return {
    computer: `${print.hostname}, ${print.cpuModel}, ${cpus} CPUs, ${print.memoryMiB} MiB, ${print.arch}`,
    ...(cores !== undefined && { cores: `${cores}, SMT ${smt ?? 'not known'}` }),
    clock: `governor ${print.governor ?? 'not known'}, turbo ${print.turbo ?? 'not known'}`,
    system: `${print.distribution}, kernel ${print.kernel}${build}`,
    QEMU: `${qemu.version} (${qemu.path}${qemu.digest === undefined ? '' : `, SHA-256 ${qemu.digest.slice(0, 12)}`})`,
    virtualized: virtualization(kind, print),
    load: loadText(print),
    ...(print.mitigations !== undefined && { mitigations: mitigationsText(print.mitigations) }),
    ...(untold.length > 0 && { 'not told': untold.join(', ') }),
  };
}

function virtualization(kind: Testbed['kind'], { virtualized, hypervisor, untold }: Whole['fingerprint']): string {
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
