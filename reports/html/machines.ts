import { bootText, evidenceGrid, machineText, unguardedText } from '../formats/facts.ts';
import { counted } from '../formats/numbers.ts';
import { pasteText } from '../formats/shell.ts';
import { testbedName } from '../formats/testbed.ts';
import { toolsText } from '../formats/tools.ts';
import { namedBy, seriesById } from '../record/by-id.ts';
import type { ExerciseRecord, MachineRecord, RunRecord } from '../record.ts';
import { type ConsoleFiles, consoleHtml } from './console.ts';
import { diagram } from './diagram.ts';
import { gridHtml } from './grid.ts';
import { anchor, type Html, html, type Part } from './markup.ts';
import { attachments } from './topology.ts';

/** Boots of one machine: what differs between them are temporary paths alone. */
export interface MachineKind {
  readonly first: MachineRecord;
  readonly boots: readonly MachineRecord[];
}

/** The machines that an exercise booted, and those that gave the numbers which it shows. */
export function machineKinds(record: RunRecord, exercise: ExerciseRecord): MachineKind[] {
  const shown = new Set([...exercise.findings.flatMap(namedBy), ...claimed(record, exercise)]);
  const units = new Set([
    ...[...shown].flatMap((id) => seriesById(record, id)?.samples.map(({ boot }) => boot) ?? []),
    ...exercise.findings.flatMap((finding) => (finding.kind === 'output' ? (finding.unit ?? []) : [])),
  ]);
  const ids = new Set([...units, ...record.units.flatMap((unit) => (units.has(unit.id) ? unit.machines : []))]);
  const machines = record.machines.filter(({ id, exercise: own }) => own === exercise.id || ids.has(id));
  return [...Map.groupBy(machines, signature).values()].flatMap((some) =>
    some[0] === undefined ? [] : [{ first: some[0], boots: some }],
  );
}

const claimed = ({ claims }: RunRecord, { id }: ExerciseRecord): string[] =>
  claims.filter(({ exercise }) => exercise === id).flatMap(({ comparison }) => [comparison.of, comparison.against]);

function signature(machine: MachineRecord): string {
  const { name, arch, vcpus, memoryMiB, accelerator, netdev, image } = machine;
  const parts = attachments(machine).map(({ device, driver, backend }) => [device, driver, backend]);
  return JSON.stringify([name, arch, vcpus, memoryMiB, accelerator, netdev, image.digest, parts]);
}

/** A kind that an earlier exercise has shown whole is named here, with its own boots. */
export function machinesHtml(
  record: RunRecord,
  exercise: ExerciseRecord,
  shownBefore: ReadonlySet<string>,
  files: (machine: MachineRecord) => ConsoleFiles,
): Part {
  const kinds = machineKinds(record, exercise);
  if (kinds.length === 0) return undefined;
  const where = record.testbed === undefined ? 'not known' : testbedName(record.testbed);
  return html`<div class="machines"><h3>Machines</h3>
${kinds.map((kind) => kindHtml(kind, { where, tools: toolsText(record, kind.first.id) }, shownBefore, files))}</div>`;
}

function kindHtml(
  { first, boots }: MachineKind,
  { where, tools }: { readonly where: string; readonly tools: string | undefined },
  shownBefore: ReadonlySet<string>,
  files: (machine: MachineRecord) => ConsoleFiles,
): Html {
  const known = boots.filter(({ id }) => shownBefore.has(id));
  const fresh = boots.filter(({ id }) => !shownBefore.has(id));
  return html`<div class="machine"><h4>${first.name}<small>${counted(boots.length, 'boot')}</small></h4>
<p>${machineText(first, tools)}.</p>
${known.length > 0 && html`<p>${counted(known.length, 'boot')} of it ${known.length === 1 ? 'stands' : 'stand'} under an earlier exercise: ${known.map(({ id }, index) => html`${index > 0 && ', '}<a href="#${anchor('console', id)}">${id}</a>`)}.</p>`}
${fresh[0] !== undefined && [diagram(fresh[0], where), commandHtml(fresh[0])]}
${fresh.map((machine) => bootHtml(machine, files(machine)))}</div>
`;
}

function commandHtml(machine: MachineRecord): Html {
  const id = anchor('command', machine.id);
  return html`<details class="command"><summary>Command line of ${machine.id}</summary>
<div class="copyable"><button type="button" data-copy="${id}">Copy</button><pre id="${id}" tabindex="0" aria-label="Command line of ${machine.id}">${pasteText(machine)}</pre></div></details>`;
}

function bootHtml(machine: MachineRecord, files: ConsoleFiles): Html {
  const { id, evidence, watchdog } = machine;
  const dissent = evidence.filter(({ agrees }) => !agrees).map(({ device }) => device);
  const devices = evidence.map(({ device, driver }) => `${device} on ${driver}`).join(', ');
  const told = dissent.length > 0 ? `does not agree on ${dissent.join(', ')}` : `agrees: ${devices}`;
  return html`<div class="boot">
${evidence.length > 0 ? html`<details class="evidence"><summary>Evidence of ${id} ${dissent.length > 0 ? html`<strong>${told}</strong>` : told}</summary>${gridHtml(evidenceGrid(machine), { caption: `Evidence of ${id}`, quiet: true })}</details>` : html`<p>${id} gave no evidence: ${bootText(machine)}.</p>`}
${watchdog?.works === false && html`<p class="note">${unguardedText(id, watchdog.why)}</p>`}
${consoleHtml(machine, files)}</div>`;
}
