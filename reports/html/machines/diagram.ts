import type { MachineRecord } from '../../record/schema/record.ts';
import { clip } from '../../wording/text.ts';
import { type Html, html, type Part } from '../markup.ts';
import { type Attachment, attachments } from './diagram-layout.ts';

export const COLUMN = 190;
const GAP = 12;
export const PAD = 12;
export const BOX = 40;
const GUEST = { y: 1, height: 84 };
const QEMU = { y: 125, height: 132 };
const TESTBED = { y: 281, height: 34 };
/** Of the testbed, where its kernel has a part in it. */
const WITH_PART = 84;
/** Characters that a box holds. */
const BOX_TEXT = 25;
/** Of a name: beyond it nothing could be read any more. */
export const LONGEST = 120;
export const WIDEST_CHARACTER = 7.4;
/** How far a device stands aside where the data goes past it. */
const ASIDE = 34;

/** A machine as layers: the guest with its drivers, QEMU with its devices and what is behind each, the testbed. */
export function diagram(machine: MachineRecord, testbed: string): Html {
  const columns = attachments(machine);
  const width = 2 * PAD + Math.max(2, columns.length) * (COLUMN + GAP) - GAP;
  const room = Math.floor((width - 2 * PAD) / WIDEST_CHARACTER);
  const { name, arch, vcpus, memoryMiB, accelerator } = machine;
  const floor = columns.some(({ kernel }) => kernel !== undefined) ? WITH_PART : TESTBED.height;
  const height = TESTBED.y + floor + 1;
  const layers = [
    ['guest', GUEST, `${name}: ${vcpus} vCPUs, ${memoryMiB} MiB`],
    ['qemu', QEMU, `QEMU, ${arch}, ${accelerator === 'kvm' ? 'KVM' : 'TCG'}`],
    ['testbed', { ...TESTBED, height: floor }, 'the testbed’s kernel'],
  ] as const;
  // The titles stand above the wires, which stand above the layers.
  return html`<div class="scroll diagram" tabindex="0" role="group" aria-label="Diagram of ${name}"><svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${sentence(machine, columns, testbed)}">
${layers.map(([kind, { y, height: high }]) => html`<rect class="layer ${kind}" x="1" y="${y}" width="${width - 2}" height="${high}" rx="6"/>`)}
${columns.map((column, index) => columnHtml(column, PAD + index * (COLUMN + GAP)))}
${layers.map(([kind, { y }, title]) => html`<text class="title ${kind}" x="${PAD}" y="${y + 22}"${squeezed(title, room, width - 2 * PAD)}>${clip(title, LONGEST)}</text>`)}
</svg></div>`;
}

/** QEMU carries the data to what is behind a device, unless the testbed's kernel does (vhost): then it goes past QEMU. */
function columnHtml({ name, driver, device, kind, backend, kernel, speech }: Attachment, x: number): Html {
  const middle = x + COLUMN / 2;
  const seen = [name, driver].filter((part) => part !== undefined).join(', ') || 'not seen';
  const past = kernel === 'vhost';
  const aside = past ? ASIDE : 0;
  const [from, to, behind] = [GUEST.y + 34 + BOX, QEMU.y + 34, TESTBED.y + 34];
  const below = kernel === undefined ? QEMU.y + 86 : behind;
  const wire = (at: number, start: number, end: number, role = 'wire') =>
    html`<line class="${role}" x1="${at}" x2="${at}" y1="${start}" y2="${end}"/>`;
  return html`<g>
${box(x, GUEST.y + 34, seen, kind)}
${past && wire(x + ASIDE / 2, from, below, 'wire data')}
${wire(middle + aside / 2, from, to, past ? 'wire control' : 'wire')}
<text class="speech" x="${middle + aside / 2 + 6}" y="${GUEST.y + GUEST.height + 24}">${past ? 'set up only' : speech}</text>
${box(x + aside, to, device, kind, COLUMN - aside)}
${past ? html`<text class="speech" x="${x + aside}" y="${QEMU.y + 96}">data goes past QEMU</text>` : wire(middle, to + BOX, below)}
${box(x, below, kernel === undefined ? backend : kernel === 'vhost' ? 'vhost-net, tap' : backend, kind)}
${kernel === undefined && wire(middle, below + BOX, TESTBED.y)}
</g>
`;
}

export function box(x: number, y: number, text: string, kind: Attachment['kind'], wide = COLUMN): Html {
  const middle = x + wide / 2;
  const lines = linesOf(clip(text, LONGEST));
  const top = y + (lines.length > 1 ? 17 : 25);
  const drawn = lines.map((line, index) =>
    lines.length === 1
      ? line
      : html`<tspan x="${middle}" y="${top + index * 15}"${squeezed(line, BOX_TEXT, wide - 8)}>${line}</tspan>`,
  );
  return html`<rect class="box ${kind}" x="${x}" y="${y}" width="${wide}" height="${BOX}" rx="4"/><text class="name" x="${middle}" y="${top}" text-anchor="middle">${drawn}</text>`;
}

/** Two where one has no room, cut where a name has a joint. */
function linesOf(text: string): readonly string[] {
  if (text.length <= BOX_TEXT) return [text];
  const middle = Math.ceil(text.length / 2);
  const joint = text.slice(0, middle + 8).search(/[-_., /][^-_., /]*$/);
  const cut = joint < middle - 8 ? middle : joint + 1;
  return [text.slice(0, cut), text.slice(cut)];
}

/** What has more characters than room is drawn narrower, not cut. */
export const squeezed = (text: string, most: number, pixels: number): Part =>
  text.length > most && html` textLength="${pixels}" lengthAdjust="spacingAndGlyphs"`;

/** The same for whoever does not see it. */
function sentence({ name }: MachineRecord, columns: readonly Attachment[], testbed: string): string {
  const parts = columns.map(
    ({ name: called, driver, device, backend, speech }) =>
      `${called ?? 'a device'}${driver === undefined ? '' : ` on ${driver}`}, over ${speech} to ${device}, behind it ${backend}`,
  );
  return `${name}, run by QEMU on ${testbed}: ${parts.join('; ') || 'no disk and no network'}.`;
}
