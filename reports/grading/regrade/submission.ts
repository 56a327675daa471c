import { z } from 'zod';
import { folderOfPart } from '../../../fixtures/merging/merged-events.ts';
import { recordOf } from '../../record/journal/fold.ts';
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
  /** Of a merged run, each with its own files and journal. */
  readonly parts?: readonly Submission[];
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
  let left = MOST_ENTRIES;
  const told = (path: string): Pick<Submission, 'journal' | 'torn'> => {
    const lines = text(path).split('\n').filter(Boolean);
    left -= lines.length;
    if (left < 0) throw unreadable(source, `${path} brings it to more than ${MOST_ENTRIES} entries`);
    const journal = entriesIn(lines.join('\n'));
    return { journal, torn: lines.length - journal.length };
  };
  const parts = record.merged?.parts.map((part) => {
    const folder = `${folderOfPart(part)}/`;
    const own = told(`${folder}${JOURNAL}`);
    const found = recordOf(own.journal.map(({ event }) => event));
    if (found?.part?.number !== part.number)
      throw unreadable(source, `${folder}${JOURNAL} does not tell of part ${part.number}`);
    return { ...own, files: below(folder, files), manifest, record: found };
  });
  return { files, manifest, record, ...told(JOURNAL), ...(parts && { parts }) };
}

const below = (folder: string, files: BundleFiles): BundleFiles =>
  new Map(
    [...files].flatMap(([path, content]) =>
      path.startsWith(folder) ? [[path.slice(folder.length), content] as const] : [],
    ),
  );

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
