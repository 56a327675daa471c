import type { Key, Levels, Run } from '../schema/run.ts';
import { levelNames } from './factor-order.ts';

/** Where the readings are those of a unit as a whole: a fleet's skew, its probes. */
export const UNIT = 'unit';
/** Where the readings are what a procedure found; such a run has no raw file. */
export const FOUND = 'found';

/** Equal for equal keys and targets alone, whatever the order of the levels. */
export const keyText = ({ experiment, arm, at, block, boot, workload, repeat, trial }: Key, target: string): string =>
  JSON.stringify([experiment, arm, pointText(at), block, boot, workload, repeat, trial, target]);

/** Equal for equal levels alone, whatever their order. */
export const pointText = (at: Levels): string => JSON.stringify(Object.entries(at).toSorted(byName));

/** A run of a target, not of a unit as a whole, and not what a procedure found. */
export const isOfTarget = ({ target }: Run): boolean => target !== UNIT && target !== FOUND;

/**
 * `studio-15/tcp, virtio-net, iperf sending, block size 4k, block 1, boot 2, repeat 1, trial 1`: as an error names it.
 */
export const keyName = ({ experiment, arm, at, block, boot, workload, repeat, trial }: Key): string =>
  [experiment, arm, workload, ...levelNames(at), `block ${block}, boot ${boot}, repeat ${repeat}, trial ${trial}`].join(
    ', ',
  );

const byName = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1);
