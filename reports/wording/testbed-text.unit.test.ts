import { expect, test } from 'vitest';
import { sampleRecord } from '../testing/sample-record.ts';
import { quietGrid } from './facts.ts';
import { fingerprintRows, testbedMeaning } from './testbed-text.ts';

const { testbed } = sampleRecord();
if (testbed === undefined) throw new TypeError('the sample has a testbed');
const { fingerprint } = testbed;

test('a record from before these facts were kept says that they are not known', () => {
  expect(fingerprintRows(testbed)).toEqual({
    computer: 'lab-7, Example CPU @ 2.40GHz, 2 CPUs, 8192 MiB, amd64',
    clock: 'governor not known, turbo not known',
    system: 'Debian GNU/Linux 12 (bookworm), kernel 6.1.0-18-amd64',
    QEMU: '7.2.9 (/usr/bin/qemu-system-x86_64)',
    virtualized: 'not known',
    load: '0.12 when the run began',
  });
});

test('a whole fingerprint, with what the computer does not tell', () => {
  const print = {
    ...fingerprint,
    cores: 2,
    smt: 'off',
    turbo: 'on' as const,
    kernelBuild: '#1 SMP',
    mitigations: { retbleed: 'Vulnerable', mds: 'Not affected' },
    qemu: { ...fingerprint.qemu, digest: 'a'.repeat(64) },
    hypervisor: 'KVM',
    virtualized: 'docker',
    steal: 0.021,
    availableMiB: 4096,
    untold: ['governor'],
  };
  expect(fingerprintRows({ ...testbed, fingerprint: print })).toMatchObject({
    cores: '2, SMT off',
    clock: 'governor not known, turbo on',
    system: 'Debian GNU/Linux 12 (bookworm), kernel 6.1.0-18-amd64 (#1 SMP)',
    QEMU: '7.2.9 (/usr/bin/qemu-system-x86_64, SHA-256 aaaaaaaaaaaa)',
    virtualized: 'by KVM: a KVM here is nested; as docker',
    load: '0.12 when the run began, 2.1 % of the CPU time since its boot stolen by a hypervisor, 4096 MiB available',
    mitigations: 'retbleed: Vulnerable',
    'not known': 'governor',
  });
});

test('a computer without a sign of virtualization, and one of a kind', () => {
  const rows = (more: object) => fingerprintRows({ ...testbed, fingerprint: { ...fingerprint, untold: [], ...more } });
  expect(rows({})['virtualized']).toBe('no sign of it');
  expect(rows({ hypervisor: 'KVM', virtualized: 'kvm' })['virtualized']).toBe('by KVM: a KVM here is nested');
  expect(rows({ mitigations: { mds: 'Not affected' } })).toMatchObject({ mitigations: 'not affected by any' });
});

test('a run under a CPU quota says so, and how often that stopped it while it measured', () => {
  const limits = { quotaCpus: 0.2, cpuset: '0-1', throttled: 50 };
  const coreKinds = [
    { kind: 'cpu_core', cpus: 1 },
    { kind: 'cpu_atom', cpus: 1 },
  ];
  const limited = { ...testbed, kind: 'local' as const, fingerprint: { ...fingerprint, limits, coreKinds } };
  expect(fingerprintRows(limited)).toMatchObject({
    allowed: 'a quota of 0.2 CPUs, which had stopped it 50 times before, CPUs 0-1 alone',
    'kinds of core': '1 CPUs of cpu_core; 1 CPUs of cpu_atom',
  });
  expect(testbedMeaning(limited)).toEqual([
    'A CPU quota of 0.2 of 2 CPUs was in force: the kernel stops whatever runs once that is used up, so that numbers tell of the quota as much as of what was measured.',
  ]);
  const look = { exercise: 'e', at: 't', quiet: true, watched: 0.1, busyCpus: 0, steal: 0, loadAverage: 0 };
  const quiet = [
    { ...look, experiment: 'a', throttled: 59 },
    { ...look, experiment: 'b', throttled: 159 },
  ];
  const { head, rows } = quietGrid({ quiet, testbed: limited });
  expect(head.at(-1)).toBe('stopped by the quota since the row above');
  expect(rows.map((row) => row.at(-1))).toEqual(['9 times', '100 times']);
  expect(quietGrid({ quiet, testbed }).head).toHaveLength(head.length - 1);
});
