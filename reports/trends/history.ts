import { z } from 'zod';
import type { RunRecord } from '../record/schema/record.ts';
import { computerDigest } from './likeness/facts.ts';
import { type Point, pointSchema, pointsOf } from './store.ts';

/** Beside the record of the last of its runs. */
export const HISTORY = 'history.json';

/** A page is written at the end of each run, and the search for changes takes a second for each 200 of a series. */
const MOST = 100;

/** What a run's own metrics were in earlier runs, on the same computer at the same pace. */
export const historySchema = z.strictObject({
  schema: z.literal('virtio-studio/history'),
  version: z.literal(1),
  /** The run whose folder it stands in: the last one. */
  run: z.string(),
  computer: z.string(),
  /** In the order of the runs, of each series the last ones, this run's own among them. */
  points: z.array(pointSchema),
});

export type History = z.infer<typeof historySchema>;

/** Out of all points that the store recalls; undefined for a run that adds none. */
export function historyOf(record: RunRecord, kept: readonly Point[]): History | undefined {
  const own = pointsOf(record);
  if (own.length === 0) return undefined;
  const computer = computerDigest(record);
  const points = own.flatMap((point) => {
    const like = kept.filter(
      (one) => one.series === point.series && one.computer === computer && one.run !== record.id,
    );
    return [...like.filter(({ metric }) => metric.unit === point.metric.unit).slice(1 - MOST), point];
  });
  return { schema: 'virtio-studio/history', version: 1, run: record.id, computer, points };
}
