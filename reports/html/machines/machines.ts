import type { ExerciseRecord, MachineRecord, RunRecord } from '../../record/schema/record.ts';
import { namedBy, seriesById } from '../../record/views/by-id.ts';
import { median } from '../../record/views/median.ts';
import { bootText, evidenceGrid, unguardedText } from '../../wording/facts.ts';
import { counted, duration } from '../../wording/numbers.ts';
import { pasteText } from '../../wording/shell-text.ts';
import { testbedName } from '../../wording/testbed-text.ts';
import { toolsText } from '../../wording/tools.ts';
import { gridHtml } from '../grid.ts';
import { anchor, type Html, html, type Part } from '../markup.ts';
import { type ConsoleFiles, consoleHtml } from './console-replay.ts';
import { diagram } from './diagram.ts';
import { attachments } from './diagram-layout.ts';
import { nativeDiagram, nativeWires } from './native-diagram.ts';

/** Boots of one machine: what differs between them are temporary paths alone. */
interface MachineKind {
  readonly first: MachineRecord;
  readonly boots: readonly MachineRecord[];
}

/** Consoles that stand in the page: of a long run's others the files are there. */
const MOST_CONSOLES = 60;
/** Boots of one machine that are listed. */
const MOST_LISTED = 60;

const kindsOf = ({ machines }: RunRecord): MachineKind[] =>
  [...Map.groupBy(machines, signature).values()].flatMap((some) =>
    some[0] === undefined ? [] : [{ first: some[0], boots: some }],
  );

function signature(machine: MachineRecord): string {
  const { name, arch, vcpus, memoryMiB, accelerator, netdev, image } = machine;
  const parts = attachments(machine).map(({ device, driver, backend }) => [device, driver, backend]);
  return JSON.stringify([name, arch, vcpus, memoryMiB, accelerator, netdev, image.digest, parts]);
}

/** The anchor of the console of a unit (or of its first machine), where the page has it. */
export function consoles(record: RunRecord): (unit: string) => string | undefined {
  const ids = new Set(record.machines.map(({ id }) => id));
  const shown = consolesShown(record);
  const ofUnits = new Map(record.units.map(({ id, machines }) => [id, machines[0]]));
  return (unit) => {
    const machine = ids.has(unit) ? unit : ofUnits.get(unit);
    return machine !== undefined && shown.has(machine) ? anchor('console', machine) : undefined;
  };
}

const consolesShown = ({ machines }: RunRecord): ReadonlySet<string> =>
  new Set(machines.slice(0, MOST_CONSOLES).map(({ id }) => id));

/** Of which machines an exercise tells, by links to them: each stands once, at the end. */
export function machinesNamed(record: RunRecord, exercise: ExerciseRecord): Part {
  const judged = record.claims.filter((claim) => claim.exercise === exercise.id);
  const ids = [
    ...exercise.findings.flatMap(namedBy),
    ...judged.flatMap(({ comparison }) => [comparison.of, comparison.against]),
  ];
  const units = new Set([
    ...ids.flatMap((id) => seriesById(record, id)?.samples.map(({ boot }) => boot) ?? []),
    ...exercise.findings.flatMap((finding) => (finding.kind === 'output' ? (finding.unit ?? []) : [])),
  ]);
  const own = new Set([...units, ...record.units.flatMap((unit) => (units.has(unit.id) ? unit.machines : []))]);
  const told = kindsOf(record).flatMap(({ first, boots }) => {
    const some = boots.filter((machine) => own.has(machine.id) || machine.exercise === exercise.id);
    return some.length === 0 ? [] : [{ first, count: some.length }];
  });
  if (told.length === 0) return undefined;
  return html`<p class="note machines-of">Machines: ${told.map(({ first, count }, index) => html`${index > 0 && ', '}<a href="#${anchor('machine', first.id)}">${first.name}</a> (${counted(count, 'boot')})`)}.</p>`;
}

/** All machines of a run, once: side by side, with what differs marked; then each with its command line and its consoles. */
export function machinesHtml(record: RunRecord, files: (machine: MachineRecord) => ConsoleFiles): Html | undefined {
  const kinds = kindsOf(record);
  if (kinds.length === 0) return undefined;
  const where = record.testbed === undefined ? 'not known' : testbedName(record.testbed);
  const shown = consolesShown(record);
  return html`<section id="machines" aria-labelledby="title-machines"><h2 id="title-machines">Machines</h2>
${sideBySide(record, kinds)}
<div class="diagrams">${nativeWires(record).map((wire) => nativeDiagram(wire, where))}${kinds.map(({ first }) => diagram(first, where))}</div>
${kinds.map((kind) => kindHtml(kind, shown, files))}</section>
`;
}

/** None where nobody has asked any machine, as in a record of an older version. */
const toolsRow = (record: RunRecord, kinds: readonly MachineKind[]): [string, (kind: MachineKind) => string][] =>
  kinds.some(({ first }) => toolsText(record, first.id) !== undefined)
    ? [['tools', ({ first }) => toolsText(record, first.id) ?? 'not told']]
    : [];

function sideBySide(record: RunRecord, kinds: readonly MachineKind[]): Html {
  const rows = new Map<string, (kind: MachineKind) => string>([
    ['network', ({ first }) => first.netdev],
    [
      'devices',
      ({ first }) =>
        attachments(first)
          .map(({ device }) => device)
          .join(', '),
    ],
    ['drivers', ({ first }) => first.evidence.map(({ driver }) => driver).join(', ') || 'not seen'],
    ['vCPUs', ({ first }) => String(first.vcpus)],
    ['memory', ({ first }) => `${first.memoryMiB} MiB`],
    ['accelerator', ({ first }) => `${first.accelerator}, ${first.arch}`],
    ['disk cache', ({ first }) => first.cache ?? 'QEMU’s own'],
    ['threads', ({ first }) => first.pinning ?? 'not pinned'],
    ...toolsRow(record, kinds),
    ['image', ({ first }) => `${first.image.name} (${first.image.digest.slice(0, 12)})`],
  ]);
  const told = (kind: MachineKind) => {
    const seconds = kind.boots.flatMap(({ bootSeconds }) => bootSeconds ?? []);
    return seconds.length === 0 ? 'never' : `${duration(median(seconds))} (median)`;
  };
  const grid = {
    head: ['', ...kinds.map(({ first }) => first.name)],
    rows: [
      ...[...rows].map(([name, tell]) => {
        const cells = kinds.map(tell);
        const differ = new Set(cells).size > 1;
        return [name, ...cells.map((text) => (differ ? ({ text, as: 'strong' } as const) : text))];
      }),
      ['boots', ...kinds.map(({ boots }) => String(boots.length))],
      ['reached a shell in', ...kinds.map(told)],
    ],
  };
  return gridHtml(grid, { caption: 'Side by side; what differs is bold' });
}

function kindHtml(
  { first, boots }: MachineKind,
  shown: ReadonlySet<string>,
  files: (machine: MachineRecord) => ConsoleFiles,
): Html {
  const command = anchor('command', first.id);
  const dissenting = boots.filter(({ evidence }) => evidence.some(({ agrees }) => !agrees));
  const listed = boots.slice(0, MOST_LISTED);
  const left = boots.length - listed.length;
  return html`<div class="machine" id="${anchor('machine', first.id)}"><h3>${first.name}<small>${counted(boots.length, 'boot')}</small></h3>
<details class="command"><summary>Command line of ${first.id}</summary>
<div class="copyable"><button type="button" data-copy="${command}">Copy</button><pre id="${command}" tabindex="0" aria-label="Command line of ${first.id}">${pasteText(first)}</pre></div></details>
${[...new Set([...(first.evidence.length > 0 ? [first] : []), ...dissenting.slice(0, MOST_LISTED)])].map(evidenceHtml)}
${evidenceText(boots, dissenting)}
${listed.map((machine) => [unguarded(machine), shown.has(machine.id) ? consoleHtml(machine, files(machine)) : html`<p>${machine.id}: ${bootText(machine)}; console in <code>${machine.transcript}</code>.</p>`])}
${left > 0 && html`<p>${counted(left, 'more boot')} in <code>record.json</code>.</p>`}</div>
`;
}

/** Of all boots: how many agree, and which gave none. */
function evidenceText(boots: readonly MachineRecord[], dissenting: readonly MachineRecord[]): Part {
  const without = boots.filter(({ evidence }) => evidence.length === 0);
  const agree = boots.length - without.length - dissenting.length;
  return [
    html`<p class="note">Evidence agrees in ${agree} of ${counted(boots.length, 'boot')}.</p>`,
    without.slice(0, MOST_LISTED).map((machine) => html`<p>${machine.id} gave no evidence: ${bootText(machine)}.</p>`),
  ];
}

function evidenceHtml(machine: MachineRecord): Html {
  const { id, evidence } = machine;
  const dissent = evidence.filter(({ agrees }) => !agrees).map(({ device }) => device);
  const devices = evidence.map(({ device, driver }) => `${device} on ${driver}`).join(', ');
  const told =
    dissent.length > 0 ? html`<strong>does not agree on ${dissent.join(', ')}</strong>` : `agrees: ${devices}`;
  return html`<details class="evidence"><summary>Evidence of ${id} ${told}</summary>${gridHtml(evidenceGrid(machine), { caption: `Evidence of ${id}`, quiet: true })}</details>`;
}

const unguarded = ({ id, watchdog }: MachineRecord): Part =>
  watchdog?.works === false && html`<p class="note">${unguardedText(id, watchdog.why)}</p>`;
