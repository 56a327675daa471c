import type { MachineRecord, RunRecord, SeriesRecord } from '../record.ts';
import { facts, type Grid } from './grid.ts';
import { duration, number } from './numbers.ts';
import { testbedLine } from './testbed.ts';

/** What a run, its testbed, a machine and a series were, as tables and words that every written report shows. */

export function runGrid({ project, startedAt, endedAt, state }: RunRecord): Grid {
  const commit =
    project.commit === undefined ? '' : `, commit ${project.commit}${project.dirty ? ' with changes' : ''}`;
  return facts({
    'virtio-studio': `${project.version}${commit}`,
    started: startedAt,
    ended: endedAt ?? 'it did not tell',
    state,
  });
}

export function testbedGrid(testbed: NonNullable<RunRecord['testbed']>): Grid {
  const { fingerprint: print } = testbed;
  return facts({
    testbed: testbedLine(testbed),
    computer: `${print.hostname}, ${print.cpuModel}, ${print.cpus} CPUs, ${print.memoryMiB} MiB, ${print.arch}`,
    system: `${print.distribution}, kernel ${print.kernel}`,
    QEMU: `${print.qemu.version} (${print.qemu.path})`,
    governor: print.governor ?? 'not known',
    virtualized: testbed.kind === 'nested' ? 'emulated as a whole by QEMU (TCG)' : (print.virtualized ?? 'not known'),
    load: `${print.loadAverage} when the run began`,
  });
}

export const abilitiesGrid = ({ abilities }: NonNullable<RunRecord['testbed']>): Grid => ({
  head: ['ability', 'works', 'how it is known'],
  rows: Object.entries(abilities).map(([name, { works, why }]) => [
    { text: name, as: 'code' },
    works ? 'yes' : 'no',
    why,
  ]),
});

export const settingsGrid = ({ settings }: RunRecord): Grid => ({
  head: ['setting', 'value'],
  rows: Object.entries(settings).map(([name, value]) => [{ text: name, as: 'code' }, value]),
});

/** What a machine was given: the same for each of its boots. */
export const machineText = ({ arch, vcpus, memoryMiB, accelerator, netdev, image }: MachineRecord): string =>
  `${arch}, ${vcpus} vCPUs, ${memoryMiB} MiB, ${accelerator}, network ${netdev}, image ${image.name} (${image.digest.slice(0, 12)})`;

/** What became of one boot. */
export function bootText({ bootSeconds, ended, endedBecause }: MachineRecord): string {
  const boot = bootSeconds === undefined ? 'never reached a shell' : `reached a shell in ${duration(bootSeconds)}`;
  return `${boot}; ended: ${ended}${endedBecause === undefined ? '' : ` (${endedBecause})`}`;
}

export const evidenceGrid = ({ evidence }: Pick<MachineRecord, 'evidence'>): Grid => ({
  head: ['device', 'witness', 'expected', 'found', 'agrees'],
  rows: evidence.flatMap(({ device, driver, witnesses }) =>
    witnesses.map(({ witness, expected, found, agrees }) => [
      `${device} on ${driver}`,
      witness,
      expected,
      found,
      agrees ? 'yes' : ({ text: 'no', as: 'strong' } as const),
    ]),
  ),
});

/** `throughput in Mbit/s, higher is better; arm e1000, workload iperf sending` */
export function seriesMeaning({ metric, dimensions }: SeriesRecord): string {
  const fixed = Object.entries(dimensions).map(([name, value]) => `${name} ${value}`);
  return `${metric.name} in ${metric.unit}, ${metric.better} is better${fixed.length > 0 ? `; ${fixed.join(', ')}` : ''}`;
}

export const samplesGrid = ({ metric, samples }: SeriesRecord): Grid => ({
  head: ['value', 'boot', 'at', 'took', 'command', 'raw'],
  rows: samples.map(({ value, boot, at, seconds, command, raw }) => [
    `${number(value)} ${metric.unit}`,
    boot,
    at,
    duration(seconds),
    { text: command, as: 'code' },
    { text: 'output', path: raw },
  ]),
});
