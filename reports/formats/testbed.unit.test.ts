import { expect, test } from 'vitest';
import { sampleRecord } from '../sample-record.ts';
import { fingerprintRows } from './testbed.ts';

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
    'not told': 'governor',
  });
});

test('a computer without a sign of virtualization, and one of a kind', () => {
  const rows = (more: object) => fingerprintRows({ ...testbed, fingerprint: { ...fingerprint, untold: [], ...more } });
  expect(rows({})['virtualized']).toBe('no sign of it');
  expect(rows({ hypervisor: 'KVM', virtualized: 'kvm' })['virtualized']).toBe('by KVM: a KVM here is nested');
  expect(rows({ mitigations: { mds: 'Not affected' } })).toMatchObject({ mitigations: 'not affected by any' });
});
