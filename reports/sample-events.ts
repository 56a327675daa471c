import type { JournalEvent } from './journal.ts';
import type { CountersRecord, EvidenceRecord, MachineRecord, TestRecord } from './record.ts';

// What sample records are told by, for tests alone: each function the events of one thing.

export const AT = '2026-02-03T04:05:06.000Z';

export const id = (number: number) => `studio-15/${number}`;

export const exercise = (number: number, title: string): JournalEvent => ({
  type: 'exercise',
  id: id(number),
  number,
  title,
  file: `suites/studio-15/${number}-exercise.test.ts`,
});

export function series(
  number: number,
  label: string,
  unit: string,
  boots: string[],
  values: number[],
  counters: CountersRecord[] = [],
): JournalEvent[] {
  const key = `${id(number)}/${label}`;
  const metric = { name: unit === 'Mbit/s' ? 'throughput' : 'bandwidth', unit, better: 'higher' } as const;
  return [
    { type: 'series', series: { id: key, exercise: id(number), label, metric, dimensions: { target: 'guest' } } },
    ...values.map((value, index): JournalEvent => {
      const boot = boots[index] ?? '';
      const sample = {
        value,
        boot: boot.startsWith('native') ? boot : `studio-15/${boot}`,
        at: AT,
        seconds: 10,
        command: unit === 'Mbit/s' ? 'iperf -c 10.0.2.2 -p 8080' : 'fio --thread --name=read --rw=read --size=256M',
        raw: `raw/000${index + 1}-run.txt`,
        ...(counters[index] && { counters: counters[index] }),
      };
      return { type: 'sample', series: key, sample };
    }),
    { type: 'finding', exercise: id(number), finding: { kind: 'series', title: label, series: key } },
  ];
}

export function boot(
  name: string,
  number: number,
  devices: string[],
  accelerator: MachineRecord['accelerator'] = 'tcg',
): JournalEvent[] {
  const key = `studio-15/${name}#${number}`;
  const machine: MachineRecord = {
    id: key,
    name: `studio-15/${name}`,
    exercise: id(2),
    arch: 'amd64',
    vcpus: 2,
    memoryMiB: 512,
    accelerator,
    netdev: 'user',
    network: ['unshare --net bash', 'ip link set lo up'],
    argv: ['qemu-system-x86_64', '-machine', 'q35', '-append', 'root=/dev/vda console=ttyS0', '-m', '512M'],
    image: { name: 'debian-12', digest: 'a'.repeat(64) },
    startedAt: AT,
    evidence: [],
    transcript: `machines/${name}-${number}/console.txt`,
    asciicast: `machines/${name}-${number}/console.cast`,
    ended: 'running',
  };
  return [
    { type: 'machine', machine },
    { type: 'booted', machine: key, seconds: 2.41 },
    { type: 'evidence', machine: key, evidence: devices.map(evidence) },
    { type: 'machine ended', machine: key, ended: 'shut down' },
  ];
}

export function evidence(device: string): EvidenceRecord {
  const driver = device.replace('-', '_');
  const witnesses = ['lsmod', 'sysfs driver', 'PCI id', 'command line'].map((witness) => ({
    witness,
    expected: driver,
    found: driver,
    agrees: true,
  }));
  return { device, driver, agrees: true, witnesses };
}

export function skipped(name: string, note: string): TestRecord {
  return { name, state: 'skipped', note, errors: [], seconds: 0 };
}
