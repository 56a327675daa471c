import type { RunRecord } from '../../record/schema/record.ts';
import { clip } from '../../wording/text.ts';
import { type Html, html } from '../markup.ts';
import { BOX, box, COLUMN, LONGEST, PAD, squeezed, WIDEST_CHARACTER } from './diagram.ts';

/** What runs on the testbed itself, between the ends of a veth pair. */
export interface NativeWire {
  /** Names of its targets: `native`. */
  readonly name: string;
  /** Addresses. */
  readonly near: string;
  readonly far: string;
}

/** Each once, however often it was opened. */
export function nativeWires({ units }: Pick<RunRecord, 'units'>): readonly NativeWire[] {
  const all = units.flatMap(({ targets, veth }): [string, NativeWire][] => {
    if (veth === undefined) return [];
    const wire = { name: targets.join(', '), ...veth };
    return [[JSON.stringify(wire), wire]];
  });
  return [...new Map(all).values()];
}

/** Of the wire, which has room for its name. */
const LENGTH = 110;
const TOP = 34;
const WIDTH = 2 * PAD + 2 * COLUMN + LENGTH;
const HEIGHT = TOP + BOX + PAD;

/** Two networks of the testbed's kernel, joined by a pair of virtual cards: the same link that a machine has, without one. */
export function nativeDiagram({ name, near, far }: NativeWire, testbed: string): Html {
  const title = `${clip(name, LONGEST)}: no machine, on the testbed itself`;
  const room = Math.floor((WIDTH - 2 * PAD) / WIDEST_CHARACTER);
  const [from, to, middle] = [PAD + COLUMN, PAD + COLUMN + LENGTH, TOP + BOX / 2];
  return html`<div class="scroll diagram" tabindex="0" role="group" aria-label="Diagram of ${name}"><svg width="${WIDTH}" height="${HEIGHT + 2}" viewBox="0 0 ${WIDTH} ${HEIGHT + 2}" role="img" aria-label="${name}, on ${testbed} itself: a veth pair from ${near}, where the tool runs, to ${far}, its peer.">
<rect class="layer testbed" x="1" y="1" width="${WIDTH - 2}" height="${HEIGHT}" rx="6"/>
${box(PAD, TOP, `the tool, ${near}`, 'network')}
<line class="wire" x1="${from}" x2="${to}" y1="${middle}" y2="${middle}"/>
<text class="speech" x="${(from + to) / 2}" y="${middle - 6}" text-anchor="middle">veth pair</text>
${box(to, TOP, `its peer, ${far}`, 'network')}
<text class="title testbed" x="${PAD}" y="23"${squeezed(title, room, WIDTH - 2 * PAD)}>${title}</text>
</svg></div>`;
}
