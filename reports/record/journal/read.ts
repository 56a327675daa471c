import { z } from 'zod';
import { type RunRecord, storedRecordSchema } from '../schema/record.ts';
import { withSeries } from '../views/series.ts';
import { fromVersion1, version1Schema } from './version-1.ts';

/** A record on disk, of this version or of the one before, as the record in memory. */
export const runRecordSchema = z
  .discriminatedUnion('version', [storedRecordSchema, version1Schema])
  .transform((stored): RunRecord => (stored.version === 1 ? fromVersion1(stored) : withSeries(stored)));

/** As record.json has it: without what is a view of the rest. */
export function recordText({ series: _, ...stored }: RunRecord): string {
  return `${JSON.stringify(stored, null, 2)}\n`;
}

/** record.json as JSON Schema (draft 2020-12), for whoever reads it without us. */
export function recordJsonSchema(): string {
  const schema = z.toJSONSchema(storedRecordSchema, { target: 'draft-2020-12' });
  return `${JSON.stringify({ ...schema, title: 'A run of virtio-studio (record.json, version 2)' }, null, 2)}\n`;
}
