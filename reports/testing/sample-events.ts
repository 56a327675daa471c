import type { JournalEvent } from '../record/journal/journal.ts';
import { COUNTED, countedReadings } from '../record/journal/version-1.ts';
import type { CountersRecord, EvidenceRecord, MachineRecord, TestRecord } from '../record/schema/record.ts';
import { seriesId } from '../record/views/series.ts';

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

interface SampleExperiment {
  readonly id: string;
  readonly exercise: number;
  readonly unit: string;
  /** Boots of each arm, and the workloads that it runs; all of them where it does not say. */
  readonly arms: Readonly<
    Record<string, { readonly boots: readonly string[]; readonly workloads?: readonly string[] }>
  >;
  readonly workloads: readonly string[];
}

/** Declared, and each boot of an arm opened in a block of its number. */
export function experiment({ id: name, exercise: number, unit, arms, workloads }: SampleExperiment): JournalEvent[] {
  const metric = metricIn(unit);
  const most = Math.max(0, ...Object.values(arms).map(({ boots }) => boots.length));
  const blocks = Array.from({ length: most }, (_, index) => ({ experiment: name, block: index + 1, host: 'lab-7' }));
  return [
    {
      type: 'experiment',
      experiment: {
        id: name,
        exercise: id(number),
        arms: Object.entries(arms).map(([label, arm]) => ({
          label,
          kind: arm.boots.some((one) => one.startsWith('native')) ? 'native' : 'machine',
          workloads: [...(arm.workloads ?? workloads)],
        })),
        factors: { host: {}, boot: {}, run: {} },
        workloads: workloads.map((one) => ({ name: one, headline: metric.name, metrics: { [metric.name]: metric } })),
        metrics: COUNTED,
        boots: Math.max(1, most),
      },
    },
    ...blocks.flatMap((block): JournalEvent[] => [
      { type: 'block', ...block },
      ...Object.entries(arms).flatMap(([arm, { boots }]): JournalEvent[] => {
        const unitId = unitName(boots[block.block - 1]);
        if (unitId === undefined) return [];
        const machines = unitId.startsWith('native') ? [] : [unitId];
        const opened = { id: unitId, arm, at: {}, boot: block.block, targets: ['it'], machines, proofs: [] };
        return [{ type: 'unit', unit: { ...block, ...opened } }];
      }),
    ]),
  ];
}

/** What an arm of an experiment gave for one of its workloads, a value each time, and the finding that shows it. */
export function series(
  { id: name, exercise: number, unit, arms, workloads }: SampleExperiment,
  arm: string,
  workload: string,
  of: readonly string[],
  values: readonly number[],
  counters: readonly CountersRecord[] = [],
): JournalEvent[] {
  const metric = metricIn(unit);
  return [
    ...values.map((value, index): JournalEvent => {
      const boot = (arms[arm]?.boots.indexOf(of[index] ?? '') ?? -1) + 1;
      const repeat = of.slice(0, index + 1).filter((one) => one === of[index]).length;
      return {
        type: 'run',
        run: {
          key: { experiment: name, arm, at: {}, block: boot, boot, workload, repeat, trial: 1 },
          unit: unitName(of[index]) ?? '',
          target: 'it',
          at: AT,
          seconds: 10,
          commands: {
            target: unit === 'Mbit/s' ? 'iperf -c 10.0.2.2 -p 8080' : 'fio --thread --name=read --rw=read --size=256M',
          },
          raw: [`raw/000${index + 1}-run.txt`],
          readings: { [metric.name]: value, ...countedReadings(counters[index]) },
        },
      };
    }),
    {
      type: 'finding',
      exercise: id(number),
      finding: {
        kind: 'series',
        title: workloads.length === 1 ? arm : `${workload}, ${arm}`,
        series: seriesId(name, arm, workload),
      },
    },
  ];
}

const metricIn = (unit: string) =>
  ({ name: unit === 'Mbit/s' ? 'throughput' : 'bandwidth', unit, better: 'higher' }) as const;

const unitName = (boot: string | undefined) => (boot?.startsWith('native') ? boot : boot && `studio-15/${boot}`);

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
