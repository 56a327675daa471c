import type { MachineRecord, RunRecord, SeriesRecord } from '../record/schema/record.ts';
import { ownText } from '../record/schema/student.ts';
import { facts, type Grid } from './grid.ts';
import { amount, duration, number, percent } from './numbers.ts';
import { fingerprintRows, testbedLine } from './testbed-text.ts';

/** What a run, its testbed, a machine and a series were, as tables and words that every written report shows. */

export function runGrid({ project, startedAt, endedAt, state, student }: RunRecord): Grid {
  const commit =
    project.commit === undefined ? '' : `, commit ${project.commit}${project.dirty ? ' with changes' : ''}`;
  return facts({
    'virtio-studio': `${project.version}${commit}`,
    started: startedAt,
    ended: endedAt ?? 'not known',
    state,
    ...(student !== undefined && { student: student.id, 'own values': ownText(student) || 'none' }),
  });
}

/** @param tools that ran on it natively */
export const testbedGrid = (testbed: NonNullable<RunRecord['testbed']>, tools: string | undefined): Grid =>
  facts({ testbed: testbedLine(testbed), ...fingerprintRows(testbed), ...(tools !== undefined && { tools }) });

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

/**
 * What others did on the testbed before each experiment; it is waited for, within bounds, until that has settled. Where
 * there is a CPU quota, also how often it has stopped the lab since the look before, while it measured.
 */
export function quietGrid({ quiet, testbed }: Pick<RunRecord, 'quiet' | 'testbed'>): Grid {
  const counts = [testbed?.fingerprint.limits?.throttled, ...quiet.map(({ throttled }) => throttled)];
  const isLimited = testbed?.fingerprint.limits?.quotaCpus !== undefined;
  const since = (index: number) => {
    const [before, after] = [counts[index], counts[index + 1]];
    return before === undefined || after === undefined ? '' : `${after - before} times`;
  };
  return {
    head: [
      ...['before', 'quiet', 'watched', 'busy CPUs', 'stolen', 'load of the last minute'],
      ...(isLimited ? ['stopped by the quota since the row above'] : []),
    ],
    rows: quiet.map(({ experiment, quiet: rest, watched, busyCpus, steal, loadAverage }, index) => [
      experiment,
      rest ? 'yes' : ({ text: 'no', as: 'strong' } as const),
      duration(watched),
      number(busyCpus),
      percent(steal),
      number(loadAverage),
      ...(isLimited ? [since(index)] : []),
    ]),
  };
}

/** What a machine was given, and the tools that measured in it: the same for each of its boots. */
export function machineText(machine: MachineRecord, tools: string | undefined): string {
  const { arch, vcpus, memoryMiB, accelerator, netdev, cache, image, pinning } = machine;
  const disk = cache === undefined ? '' : `, disk cache ${cache}`;
  const threads = pinning === undefined ? '' : `; threads: ${pinning}`;
  const measuring = tools === undefined ? '' : `; tools: ${tools}`;
  return `${arch}, ${vcpus} vCPUs, ${memoryMiB} MiB, ${accelerator}, network ${netdev}${disk}, image ${image.name} (${image.digest.slice(0, 12)})${threads}${measuring}`;
}

const ENDINGS = {
  running: 'still running when the run was last heard of',
  'shut down': 'shut down',
  killed: 'switched off by the lab',
  died: 'died',
} as const satisfies Record<MachineRecord['ended'], string>;
/** That a machine which is switched off ends so goes without saying. */
const AS_TOLD = 'ended when it was told to quit';

/** What became of one boot. */
export function bootText({ bootSeconds, ended, endedBecause }: MachineRecord): string {
  const boot = bootSeconds === undefined ? 'never reached a shell' : `reached a shell in ${duration(bootSeconds)}`;
  return `${boot}; ${ENDINGS[ended]}${endedBecause === undefined || endedBecause === AS_TOLD ? '' : `: its QEMU ${endedBecause}`}`;
}

/** What must be said of a machine, or of any, whose hanging is not noticed within seconds. */
export const unguardedText = (who: string, why: string): string =>
  `If ${who} hangs, only time limits will notice: ${why}.`;

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

/** `throughput in Mbit/s`; of a count `retransmits`. */
export const quantityOf = ({ name, unit }: SeriesRecord['metric']): string =>
  unit === '1' ? name : `${name} in ${unit}`;

/** `, higher is better`; nothing where neither is. */
export const betterText = ({ better }: SeriesRecord['metric']): string =>
  better === undefined ? '' : `, ${better} is better`;

/** `throughput in Mbit/s, higher is better; arm e1000, workload iperf sending` */
export function seriesMeaning({ metric, dimensions }: SeriesRecord): string {
  const fixed = Object.entries(dimensions).map(([name, value]) => `${name} ${value}`);
  return `${quantityOf(metric)}${betterText(metric)}${fixed.length > 0 ? `; ${fixed.join(', ')}` : ''}`;
}

export const samplesGrid = ({ metric, samples }: SeriesRecord): Grid => ({
  head: ['value', 'boot', 'at', 'took', 'command', 'raw'],
  rows: samples.map(({ value, boot, at, seconds, command, raw }) => [
    amount(value, metric.unit),
    boot,
    at,
    duration(seconds),
    { text: command, as: 'code' },
    { text: 'output', path: raw },
  ]),
});
