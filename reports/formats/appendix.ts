import type { MachineRecord, RunRecord, SeriesRecord } from '../record/schema/record.ts';
import { seriesShown } from '../record/views/by-id.ts';
import { courseLines } from '../wording/course.ts';
import {
  abilitiesGrid,
  bootText,
  evidenceGrid,
  machineText,
  quietGrid,
  runGrid,
  samplesGrid,
  seriesMeaning,
  settingsGrid,
  testbedGrid,
  unguardedText,
} from '../wording/facts.ts';
import { proofsGrid } from '../wording/proofs.ts';
import { pasteText } from '../wording/shell-text.ts';
import { testbedMeaning } from '../wording/testbed-text.ts';
import { toolsText } from '../wording/tools.ts';
import { codeBlock, grid, link, prose } from './markdown.ts';

/** appendix.md, what the answers rest on: testbed, settings, each machine with its command line and evidence, each sample. */
export function appendix(record: RunRecord): string {
  const parts = [
    '# Appendix',
    section('Run', [grid(runGrid(record)), ...listed(courseLines(record))]),
    section('Testbed', testbedText(record)),
    section('Quiet', quietText(record)),
    section('Settings', [grid(settingsGrid(record))]),
    section('Environments', environmentsText(record)),
    section(
      'Machines',
      record.machines.map((machine) => machinePart(machine, toolsText(record, machine.id))),
    ),
    section('Samples', seriesShown(record).map(samplesText)),
  ];
  return `${parts.filter((text) => text !== '').join('\n\n')}\n`;
}

const section = (title: string, parts: readonly string[]): string =>
  parts.length === 0 ? '' : [`## ${title}`, ...parts].join('\n\n');

const listed = (lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [lines.map((line) => `- ${prose(line)}`).join('\n')];

function testbedText(record: RunRecord): string[] {
  const { testbed } = record;
  if (testbed === undefined) return ['The run opened no testbed.'];
  const proved = Object.keys(testbed.abilities).length > 0 ? [grid(abilitiesGrid(testbed))] : [];
  return [...testbedMeaning(testbed), grid(testbedGrid(testbed, toolsText(record))), ...proved];
}

function quietText(record: RunRecord): string[] {
  if (record.quiet.length === 0) return [];
  return [
    'What other programs did on the testbed before each experiment. The lab waits, for a limited time, until they are quiet.',
    grid(quietGrid(record)),
  ];
}

function environmentsText(record: RunRecord): string[] {
  const proofs = proofsGrid(record);
  return proofs === undefined ? [] : ['What was declared, and what was found before anything counted.', grid(proofs)];
}

function machinePart(machine: MachineRecord, tools: string | undefined): string {
  const kernelLog = machine.kernelLog === undefined ? [] : [link('kernel messages', machine.kernelLog)];
  const files = [link('transcript', machine.transcript), link('asciicast', machine.asciicast), ...kernelLog];
  const { id, watchdog } = machine;
  return [
    `### ${prose(id)}`,
    `${prose(`${machineText(machine, tools)}; ${bootText(machine)}`)}. ${files.join(', ')}.`,
    ...(watchdog?.works === false ? [prose(unguardedText(id, watchdog.why))] : []),
    codeBlock(pasteText(machine), 'sh'),
    ...(machine.evidence.length > 0 ? [grid(evidenceGrid(machine))] : []),
  ].join('\n\n');
}

const samplesText = (series: SeriesRecord): string =>
  [`### ${prose(series.id)}`, prose(seriesMeaning(series)), grid(samplesGrid(series))].join('\n\n');
