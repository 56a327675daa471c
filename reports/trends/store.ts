import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { metricSchema } from '../record/schema/measurement.ts';
import type { RunRecord } from '../record/schema/record.ts';
import { computerDigest } from './likeness/facts.ts';

/** One metric of one run, as the store keeps it: a line of JSON. */
export const pointSchema = z.strictObject({
  run: z.string().min(1),
  at: z.iso.datetime(),
  /** The lab's own. */
  commit: z.string().optional(),
  /** Of computer and pace: points of unlike ones are not in one trend. */
  computer: z.string().min(1),
  qemu: z.string(),
  kernel: z.string(),
  /** Name and digest of the guest image that its machines booted; none for what was measured natively. */
  image: z.string().optional(),
  /** The series' id. */
  series: z.string().min(1),
  metric: metricSchema,
  /** Median of the run's samples, their range and number. */
  value: z.number().positive(),
  min: z.number(),
  max: z.number(),
  count: z.int().positive(),
});

export type Point = z.infer<typeof pointSchema>;

/** It lies in the project's folder; git ignores it. */
const storeIn = (root: string): string => join(root, 'reports/history/metrics.jsonl');

/**
 * What a run adds: a point for each series that it measured, but for what came to nothing, as changes are sought in
 * logarithms. A run that was cut off adds none, and none an upgrade
 * check, whose stacks are not the ones in use.
 */
export function pointsOf(record: RunRecord): Point[] {
  const { testbed, state, settings } = record;
  if (testbed === undefined || state !== 'finished' || settings['LAB_BEFORE'] !== undefined) return [];
  const { qemu, kernel } = testbed.fingerprint;
  const images = new Map(record.machines.map(({ id, image }) => [id, `${image.name} ${image.digest.slice(0, 12)}`]));
  return record.series.flatMap(({ id, metric, summary, samples }) => {
    if (summary === undefined || summary.median <= 0) return [];
    const image = images.get(samples[0]?.boot ?? '');
    return {
      run: record.id,
      at: record.startedAt,
      ...(record.project.commit !== undefined && { commit: record.project.commit }),
      computer: computerDigest(record),
      qemu: `${qemu.version}${qemu.digest === undefined ? '' : ` ${qemu.digest.slice(0, 12)}`}`,
      kernel,
      ...(image !== undefined && { image }),
      series: id,
      metric,
      value: summary.median,
      min: summary.min,
      max: summary.max,
      count: summary.count,
    };
  });
}

/** @throws the file system's error. */
export function remember(root: string, points: readonly Point[]): void {
  if (points.length === 0) return;
  mkdirSync(dirname(storeIn(root)), { recursive: true });
  // One write, so that the lines of two labs never mix.
  appendFileSync(storeIn(root), points.map((point) => `${JSON.stringify(point)}\n`).join(''));
}

/** In the order of the runs. Lines that cannot be read are left out; no store is no point. */
export function recall(root: string): Point[] {
  let text: string;
  try {
    text = readFileSync(storeIn(root), 'utf8');
  } catch {
    return [];
  }
  const points = text.split('\n').flatMap(pointIn);
  // A run that went on after its end is told again: the last time counts.
  return [...new Map(points.map((point) => [JSON.stringify([point.run, point.series]), point])).values()].toSorted(
    (a, b) => Date.parse(a.at) - Date.parse(b.at),
  );
}

function pointIn(line: string): Point[] {
  try {
    const { data } = pointSchema.safeParse(JSON.parse(line));
    return data === undefined ? [] : [data];
  } catch {
    return [];
  }
}
