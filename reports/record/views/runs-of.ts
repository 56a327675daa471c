import type { Run } from '../schema/run.ts';
import { isOfTarget, pointText, UNIT } from './run-key.ts';
import type { SeriesRecord } from './series.ts';

type Place = Pick<SeriesRecord, 'experiment' | 'arm' | 'workload' | 'at'>;

/** By the record's list of runs: that is another one as soon as anything was measured. */
const places = new WeakMap<readonly Run[], ReadonlyMap<string, Run[]>>();

/** The runs that gave a series: all, those of its targets, or, for what probes read of a whole fleet, of its units. */
export function runsOf(
  { runs }: { readonly runs: readonly Run[] },
  place: Place,
): { readonly all: readonly Run[]; readonly ofTargets: readonly Run[]; readonly ofUnits: readonly Run[] } {
  let known = places.get(runs);
  if (known === undefined) {
    known = Map.groupBy(runs, ({ key }) => placeText(key));
    places.set(runs, known);
  }
  const own = known.get(placeText(place)) ?? [];
  return { all: own, ofTargets: own.filter(isOfTarget), ofUnits: own.filter(({ target }) => target === UNIT) };
}

const placeText = ({ experiment, arm, workload, at }: Place): string =>
  JSON.stringify([experiment, arm, workload, pointText(at)]);
