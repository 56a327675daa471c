import { clip } from '../formats/text.ts';
import type { MachineRecord } from '../record.ts';
import { type Html, html } from './markup.ts';
import { type Attachment, attachments } from './topology.ts';

const COLUMN = 164;
const GAP = 12;
const PAD = 12;
const BOX = 40;
const GUEST = { y: 1, height: 84 };
const QEMU = { y: 125, height: 132 };
const TESTBED = { y: 281, height: 34 };
const HEIGHT = TESTBED.y + TESTBED.height + 1;
/** Characters that a box holds. */
const BOX_TEXT = 22;
const WIDEST_CHARACTER = 7.4;

/** A machine as layers: the guest with its drivers, QEMU with its devices and what is behind each, the testbed. */
export function diagram(machine: MachineRecord, testbed: string): Html {
  const columns = attachments(machine);
  const width = 2 * PAD + Math.max(2, columns.length) * (COLUMN + GAP) - GAP;
  const room = Math.floor((width - 2 * PAD) / WIDEST_CHARACTER);
  const { name, arch, vcpus, memoryMiB, accelerator } = machine;
  const layers = [
    ['guest', GUEST, `${name}: ${vcpus} vCPUs, ${memoryMiB} MiB`],
    ['qemu', QEMU, `QEMU, ${arch}, ${accelerator === 'kvm' ? 'KVM' : 'TCG'}`],
    ['testbed', TESTBED, `testbed: ${testbed}`],
  ] as const;
  // The titles stand above the wires, which stand above the layers.
  return html`<div class="scroll diagram" tabindex="0" role="group" aria-label="Diagram of ${name}"><svg width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${sentence(machine, columns, testbed)}">
${layers.map(([kind, { y, height }]) => html`<rect class="layer ${kind}" x="1" y="${y}" width="${width - 2}" height="${height}" rx="6"/>`)}
${columns.map((column, index) => columnHtml(column, PAD + index * (COLUMN + GAP)))}
${layers.map(([kind, { y }, title]) => html`<text class="title ${kind}" x="${PAD}" y="${y + 22}">${clip(title, room)}</text>`)}
</svg></div>`;
}

function columnHtml({ name, driver, device, kind, backend, speech }: Attachment, x: number): Html {
  const middle = x + COLUMN / 2;
  const seen = [name, driver].filter((part) => part !== undefined).join(', ') || 'not seen';
  return html`<g>
${box(x, GUEST.y + 34, seen, kind)}
<line class="wire" x1="${middle}" x2="${middle}" y1="${GUEST.y + 34 + BOX}" y2="${QEMU.y + 34}"/>
<text class="speech" x="${middle + 6}" y="${GUEST.y + GUEST.height + 24}">${speech}</text>
${box(x, QEMU.y + 34, device, kind)}
<line class="wire" x1="${middle}" x2="${middle}" y1="${QEMU.y + 34 + BOX}" y2="${QEMU.y + 86}"/>
${box(x, QEMU.y + 86, backend, kind)}
<line class="wire" x1="${middle}" x2="${middle}" y1="${QEMU.y + 86 + BOX}" y2="${TESTBED.y}"/>
</g>
`;
}

const box = (x: number, y: number, text: string, kind: Attachment['kind']): Html =>
  html`<rect class="box ${kind}" x="${x}" y="${y}" width="${COLUMN}" height="${BOX}" rx="4"/><text class="name" x="${x + COLUMN / 2}" y="${y + 25}" text-anchor="middle">${clip(text, BOX_TEXT)}</text>`;

/** The same for whoever does not see it. */
function sentence({ name }: MachineRecord, columns: readonly Attachment[], testbed: string): string {
  const parts = columns.map(
    ({ name: called, driver, device, backend, speech }) =>
      `${called ?? 'a device'}${driver === undefined ? '' : ` on ${driver}`}, over ${speech} to ${device}, behind it ${backend}`,
  );
  return `${name}, run by QEMU on ${testbed}: ${parts.join('; ') || 'no disk and no network'}.`;
}
