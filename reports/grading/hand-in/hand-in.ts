import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { LabError } from '../../../fixtures/errors.ts';
import { readRecord } from '../../record/journal/run-folder.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import { suiteOf, unanswered } from '../../record/views/exercise-state.ts';
import { labelled } from '../../wording/text.ts';
import { packed } from '../bundle/archive.ts';
import { bundleOf } from '../bundle/bundle.ts';
import type { BundleFiles } from '../bundle/files.ts';
import { runFiles } from '../bundle/run-files.ts';
import { signed } from '../bundle/signature.ts';
import { readPrivateKey } from '../bundle/signing-keys.ts';
import type { HandInAsked } from './arguments.ts';
import { chosenRun } from './choose.ts';
import { traitsIn, traitsOf } from './personal.ts';

export interface HandedIn {
  readonly file: string;
  readonly run: string;
  /** Those of its suites that give points. */
  readonly suites: readonly string[];
  readonly files: number;
  readonly bytes: number;
  /** Questions that nobody has answered: allowed, but told. */
  readonly unanswered: readonly string[];
  /** Why answers.yaml could not be read: it goes into the bundle as it is. */
  readonly unread?: string;
  /** Files of the run's folder that the lab did not write: they stay there. */
  readonly leftOut: readonly string[];
  /** What of this computer and its user whoever gets the bundle will read. */
  readonly personal: readonly string[];
}

/** Takes what people have written into the run (join-answers.ts). */
export type Joining = (root: string, folder: string) => Promise<unknown>;

/** A file that cannot be read keeps nobody from handing in. @throws whatever else it is. */
function problemOf(error: unknown): string {
  if (error instanceof LabError) return error.message;
  throw error;
}

/**
 * Makes the archive of a run of the project in `root`.
 * @throws LabError (input) when there is no such run (see choose.ts), or the key is none.
 */
export async function handIn(
  root: string,
  { run, out, sign }: Omit<HandInAsked, 'help'>,
  joining?: Joining,
): Promise<HandedIn> {
  const key = sign === undefined ? undefined : readPrivateKey(sign);
  const chosen = chosenRun(root, run);
  const { folder, suites } = chosen;
  const unread = await joining?.(root, folder).then(() => undefined, problemOf);
  const record = unread === undefined && joining !== undefined ? readRecord(folder) : chosen.record;
  const { files, leftOut } = runFiles(folder);
  const bundle = bundleOf(record, files, answersOf(root, record));
  const archive = await packed(key === undefined ? bundle : signed(bundle, key));
  const file = resolve(out ?? join(root, 'reports/results', `${record.id}.zip`));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, archive);
  return {
    ...{ file, run: record.id, suites, files: bundle.size, bytes: archive.length, leftOut },
    unanswered: record.exercises.flatMap(unanswered),
    ...(unread !== undefined && { unread }),
    personal: traitsIn(bundle, traitsOf(root, record)),
  };
}

export function handInText(handedIn: HandedIn, columns: number): string[] {
  const { file, run, suites, files, bytes, unanswered: open, unread, leftOut, personal } = handedIn;
  return [
    ...(unread?.split('\n') ?? []),
    ...open.flatMap((question) => labelled('Open', question, columns)),
    ...(open.length === 0
      ? []
      : [
          `Write into ${suites.map((suite) => `suites/${suite}/answers.yaml`).join(', ')}, then npm run hand-in again: no new run is needed.`,
        ]),
    ...leftOut.map((path) => `Left out ${path}, which the lab did not write`),
    ...personal.map((text) => `The bundle tells ${text}`),
    `Run      ${run} of ${suites.join(', ')}`,
    `Bundle   ${file}  ${files} files, ${Math.ceil(bytes / 1024)} KiB`,
  ];
}

/** As people wrote them, beside what the run made of them. */
function answersOf(root: string, { exercises }: RunRecord): BundleFiles {
  const suites = new Set(exercises.map(suiteOf));
  const written = [...suites].flatMap((suite) => {
    const file = join(root, 'suites', suite, 'answers.yaml');
    return existsSync(file) ? [[`answers/${suite}.yaml`, readFileSync(file)] as const] : [];
  });
  return new Map(written);
}
