import type { MachineRecord, RunRecord, SeriesRecord } from '../record.ts';
import { code, codeBlock, grid, link, prose, shellCommand } from './markdown.ts';
import { duration, number, percent } from './numbers.ts';
import { fingerprintRows, testbedLine, testbedMeaning } from './testbed.ts';

/** What the answers rest on: testbed, settings, each machine with its command line and evidence, each sample. */
export function appendix(record: RunRecord): string {
  return [
    '# Appendix',
    section('Run', [grid(['', ''], runRows(record))]),
    section('Testbed', testbedText(record)),
    section('Quiet', quietText(record)),
    section('Settings', [grid(['setting', 'value'], rowsOf(record.settings))]),
    section('Machines', record.machines.map(machineText)),
    section('Samples', record.series.map(samplesText)),
    section(
      'Troubles',
      record.troubles.map((text) => codeBlock(text)),
    ),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

const section = (title: string, parts: readonly string[]): string =>
  parts.length === 0 ? '' : [`## ${title}`, ...parts].join('\n\n');

const rowsOf = (values: Readonly<Record<string, string>>): string[][] =>
  Object.entries(values).map(([name, value]) => [code(name), prose(value)]);

function runRows({ project, startedAt, endedAt, state }: RunRecord): string[][] {
  const commit =
    project.commit === undefined ? '' : `, commit ${project.commit}${project.dirty ? ' with changes' : ''}`;
  return [
    ['virtio-studio', prose(`${project.version}${commit}`)],
    ['started', startedAt],
    ['ended', endedAt ?? 'it did not tell'],
    ['state', state],
  ];
}

function testbedText({ testbed }: RunRecord): string[] {
  if (testbed === undefined) return ['The run ended before it had a testbed.'];
  const { abilities } = testbed;
  const facts = { testbed: testbedLine(testbed), ...fingerprintRows(testbed) };
  const proved = Object.entries(abilities).map(([name, { works, why }]) => [
    code(name),
    works ? 'yes' : 'no',
    prose(why),
  ]);
  return [
    ...testbedMeaning(testbed),
    grid(
      ['', ''],
      Object.entries(facts).map(([name, text]) => [name, prose(text)]),
    ),
    ...(proved.length > 0 ? [grid(['ability', 'works', 'how it is known'], proved)] : []),
  ];
}

function quietText({ quiet }: RunRecord): string[] {
  if (quiet.length === 0) return [];
  const rows = quiet.map(({ experiment, quiet: rest, watched, busyCpus, steal, loadAverage }) => [
    prose(experiment),
    rest ? 'yes' : '**no**',
    duration(watched),
    number(busyCpus),
    percent(steal),
    number(loadAverage),
  ]);
  return [
    'What others did on the testbed before each experiment. It is waited for, within bounds, until that has settled.',
    grid(['before', 'quiet', 'watched', 'busy CPUs', 'stolen', 'load of the last minute'], rows),
  ];
}

function machineText(machine: MachineRecord): string {
  const { id, arch, vcpus, memoryMiB, accelerator, netdev, network, cache, image, bootSeconds, ended, endedBecause } =
    machine;
  const threads = machine.pinning === undefined ? '' : `; threads: ${machine.pinning}`;
  const boot = bootSeconds === undefined ? 'never reached a shell' : `reached a shell in ${duration(bootSeconds)}`;
  const because = endedBecause === undefined ? '' : ` (${endedBecause})`;
  const disk = cache === undefined ? '' : `, disk cache ${cache}`;
  const facts = `${arch}, ${vcpus} vCPUs, ${memoryMiB} MiB, ${accelerator}, network ${netdev}${disk}, image ${image.name} (${image.digest.slice(0, 12)})`;
  const kernelLog = machine.kernelLog === undefined ? [] : [link('kernel messages', machine.kernelLog)];
  const files = [link('transcript', machine.transcript), link('asciicast', machine.asciicast), ...kernelLog];
  return [
    `### ${prose(id)}`,
    `${prose(`${facts}${threads}; ${boot}; ended: ${ended}${because}`)}. ${files.join(', ')}.`,
    codeBlock([...network, shellCommand(machine.argv)].join('\n'), 'sh'),
    ...(machine.evidence.length > 0 ? [evidenceTable(machine)] : []),
  ].join('\n\n');
}

function evidenceTable({ evidence }: MachineRecord): string {
  const rows = evidence.flatMap(({ device, driver, witnesses }) =>
    witnesses.map(({ witness, expected, found, agrees }) => [
      `${prose(device)} on ${prose(driver)}`,
      prose(witness),
      prose(expected),
      prose(found),
      agrees ? 'yes' : '**no**',
    ]),
  );
  return grid(['device', 'witness', 'expected', 'found', 'agrees'], rows);
}

function samplesText({ id, metric, dimensions, samples }: SeriesRecord): string {
  const fixed = Object.entries(dimensions).map(([name, value]) => `${name} ${value}`);
  const rows = samples.map(({ value, boot, at, seconds, command, raw }) => [
    `${number(value)} ${prose(metric.unit)}`,
    prose(boot),
    at,
    duration(seconds),
    code(command).replaceAll('|', '\\|'),
    link('output', raw),
  ]);
  const what = `${metric.name} in ${metric.unit}, ${metric.better} is better${fixed.length > 0 ? `; ${fixed.join(', ')}` : ''}`;
  return [`### ${prose(id)}`, prose(what), grid(['value', 'boot', 'at', 'took', 'command', 'raw'], rows)].join('\n\n');
}
