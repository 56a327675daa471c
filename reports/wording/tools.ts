import type { RunRecord } from '../record/schema/record.ts';
import type { UnitRecord } from '../record/schema/run.ts';

// Which tools, of which versions, gave the numbers.

type Units = Pick<RunRecord, 'units'>;

/** By the record's list of units: that is another one as soon as one was opened. */
const known = new WeakMap<readonly UnitRecord[], ReadonlyMap<string | undefined, string>>();

/** `fio 3.33, iperf 2.1.8`: of a machine by its id, or of what runs natively; undefined where nobody has asked. */
export function toolsText({ units }: Units, machine?: string): string | undefined {
  let texts = known.get(units);
  if (texts === undefined) {
    texts = textsOf(units);
    known.set(units, texts);
  }
  return texts.get(machine);
}

/** More of one version each where others were found in a later unit: the run went on elsewhere. */
function textsOf(units: readonly UnitRecord[]): ReadonlyMap<string | undefined, string> {
  const places = new Map<string | undefined, Set<string>>();
  for (const unit of units)
    for (const place of unit.machines.length > 0 ? unit.machines : [undefined])
      for (const text of toldBy(unit)) places.set(place, (places.get(place) ?? new Set()).add(text));
  return new Map([...places].map(([place, told]) => [place, [...told].sort().join(', ')]));
}

/** The version at the other end of the network is told where it is another one. */
function toldBy({ tools = {}, peerTools = {} }: UnitRecord): string[] {
  return Object.entries(tools).map(([tool, version]) => {
    const other = peerTools[tool];
    return `${tool} ${version}${other === undefined || other === version ? '' : ` (at the other end ${other})`}`;
  });
}
