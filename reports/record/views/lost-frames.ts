import type { RunRecord, SeriesRecord } from '../schema/record.ts';
import { sum } from './median.ts';
import { runsOf } from './runs-of.ts';

/** Where frames of a series were lost, all of its runs together. */
export interface LostFrames {
  readonly sent: number;
  readonly lost: number;
  /** Frames lost by layer, from the one that lost most. */
  readonly layers: readonly (readonly [layer: string, frames: number])[];
  /** Frames in no account. */
  readonly open: number;
}

/** Undefined where no frames were counted. */
export function lostFrames(record: Pick<RunRecord, 'runs'>, series: SeriesRecord): LostFrames | undefined {
  const runs = runsOf(record, series).ofTargets.filter(({ readings }) => 'frames sent' in readings);
  if (runs.length === 0) return undefined;
  const total = (name: string) => sum(runs.map(({ readings }) => Number(readings[name])));
  const layers = new Map<string, number>();
  for (const { readings } of runs) {
    const lost = readings['lost by layer'];
    for (const [layer, frames] of Object.entries(typeof lost === 'object' && 'parts' in lost ? lost.parts : {}))
      layers.set(layer, (layers.get(layer) ?? 0) + frames);
  }
  return {
    sent: total('frames sent'),
    lost: total('frames lost'),
    layers: [...layers].toSorted(([, one], [, other]) => other - one),
    open: total('frames unaccounted'),
  };
}
