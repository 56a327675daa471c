import { z } from 'zod';
import { type Entry, entriesIn } from '../../record/journal/journal-file.ts';
import { runRecordSchema } from '../../record/journal/read.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import type { Open } from '../assessment/grade.ts';
import type { Discrepancy } from '../bundle/discrepancy.ts';
import { type BundleFiles, unreadable } from '../bundle/files.ts';
import { MANIFEST, type Manifest, manifestSchema } from '../bundle/manifest.ts';

/** What was handed in, read but not believed. */
export interface Submission {
  readonly files: BundleFiles;
  readonly manifest: Manifest;
  readonly record: RunRecord;
  readonly journal: readonly Entry[];
  /** Lines of the journal that are no entries. */
  readonly torn: number;
}

/** What a check says: where the bundle contradicts itself, what it could not look at, or what a person should know. */
export type Remark = Discrepancy | Open | { readonly told: string };

export const RECORD = 'record.json';
export const JOURNAL = 'journal.jsonl';

/** More of them than any run has, and few enough to be followed in seconds. */
const MOST_ENTRIES = 50_000;

/** @throws LabError (input) when the digest list, the record or the journal is missing or malformed. */
export function readSubmission(files: BundleFiles, source: string): Submission {
  const text = (path: string) => {
    const content = files.get(path);
    if (content === undefined) throw unreadable(source, `it has no ${path}`);
    return content.toString('utf8');
  };
  const manifest = parsed(manifestSchema, text(MANIFEST), MANIFEST, source);
  const record = parsed(runRecordSchema, text(RECORD), RECORD, source);
  const lines = text(JOURNAL).split('\n').filter(Boolean);
  if (lines.length > MOST_ENTRIES) throw unreadable(source, `${JOURNAL} has more than ${MOST_ENTRIES} lines`);
  const journal = entriesIn(lines.join('\n'));
  return { files, manifest, record, journal, torn: lines.length - journal.length };
}

function parsed<T>(schema: z.ZodType<T, unknown>, text: string, path: string, source: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unreadable(source, `${path} is no JSON`, cause);
  }
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  throw unreadable(source, `${path} is malformed.\n${z.prettifyError(checked.error).slice(0, 2000)}`, checked.error);
}
