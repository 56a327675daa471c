import { type Grounds, workloadOf } from '../regrade/grounds.ts';
import type { Remark } from '../regrade/submission.ts';

/**
 * Seconds between two runs of one boot in which nothing is at work. In honest runs, quick and long, emulated on a
 * computer that others kept busy, 286 such gaps lasted 11 s at the most: files are made, caches dropped, counters read.
 */
const TOLD = 30;
/** Ten times the longest of them: what the budget for more boots is used up by is then not known. */
const OPEN = 110;
/** Seconds by which a step of the clock and a gap may differ. */
const LATE = 60;

/**
 * Time of a boot that nothing used: told, and beyond a bound what is claimed is open, since such time may have been
 * made up to end a budget. `steps`: seconds by which the clock was set, by the block's name.
 */
export function* checkIdleBoots(
  {
    submission: { journal, record },
    replayed: { walked },
  }: {
    readonly submission: Pick<Grounds['submission'], 'journal' | 'record'>;
    readonly replayed: Pick<Grounds['replayed'], 'walked'>;
  },
  steps: ReadonlyMap<string, number>,
): Generator<Remark> {
  const ends = new Map<string, number>();
  const counting = new Set(record.units.map(({ id }) => id));
  for (const { at, event } of journal) {
    if (event.type === 'unit') ends.set(event.unit.id, at.getTime());
    if (event.type !== 'run' || !counting.has(event.run.unit)) continue;
    const { unit, key, at: begun, seconds } = event.run;
    const before = ends.get(unit) ?? Date.parse(begun);
    ends.set(unit, Math.max(before, Date.parse(begun) + seconds * 1000));
    const gap = (Date.parse(begun) - before) / 1000;
    const step = steps.get(`block ${key.block} of ${key.experiment}`);
    if (gap <= TOLD || (step !== undefined && Math.abs(gap - step) < LATE)) continue;
    const experiment = walked.get(key.experiment)?.experiment;
    // Its files are made then, which takes as long as they are large.
    const makes = experiment && workloadOf(experiment, event.run)?.roles.some(({ make }) => make !== undefined);
    if (makes && experiment.budget === undefined) continue;
    const idle = `${Math.round(gap)} s of ${unit} passed before ${key.workload}, with nothing at work`;
    const arms = Object.keys(experiment?.arms ?? {});
    if (gap <= OPEN) yield { told: idle };
    else yield { open: idle, of: arms.map((arm) => ({ experiment: key.experiment, arm })), claims: true };
  }
}
