import { readSettings } from '../../../fixtures/settings.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import { suiteOf } from '../../record/views/exercise-state.ts';
import { aboutOf } from '../assessment/about.ts';
import { type Assessment, teamOf } from '../assessment/assessment.ts';
import { bounded } from '../assessment/bounded.ts';
import { grade } from '../assessment/grade.ts';
import { marksOf } from '../assessment/marks.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import { type BundleFiles, Unpacking, unreadable } from '../bundle/files.ts';
import { findBundle } from '../bundle/find-bundle.ts';
import { SIGNATURE } from '../bundle/manifest.ts';
import { RAW } from '../bundle/run-files.ts';
import { type NamedKey, signing } from '../bundle/signature.ts';
import { unpackingWithin } from '../evidence/frames.ts';
import { portsIn } from '../evidence/raw-output.ts';
import { loadDeclared } from './declared.ts';
import { regrade } from './regrade.ts';
import { readSubmission } from './submission.ts';
import { putInForce } from './suites-by-settings.ts';

/** Of the grader: whose signatures it trusts, and which commit its checkout is of. */
export interface Grader {
  readonly root: string;
  readonly keys: readonly NamedKey[];
  readonly commit?: string | undefined;
  /** Of these suites alone points are given; default: of all that have a rubric. */
  readonly suites?: readonly string[] | undefined;
  /** Default: this computer's clock. */
  readonly now?: (() => number) | undefined;
}

/**
 * Reads a bundle and grades it by the project in `root`. Sets the LAB_ variables of this process (of this worker) to
 * those of the run, since the suites read the pace from there.
 * @throws LabError (input) when it cannot be read.
 */
export async function graded(
  source: string,
  { root, keys, commit, suites, now = Date.now }: Grader,
): Promise<Assessment> {
  const unpacking = new Unpacking();
  const { files, leftOut } = await findBundle(source, unpacking);
  const submission = readSubmission(files, source);
  const { record, manifest, journal, parts = [] } = submission;
  applySettings(record.settings, source);
  const declared = await loadDeclared(root, [...new Set(record.exercises.map(suiteOf))], suites);
  const {
    discrepancies,
    open,
    told,
    record: anew,
  } = await unpackingWithin(unpacking, () => regrade(submission, declared));
  const by = signing(files, keys);
  return bounded({
    ...{ source, run: record.id, team: teamOf(anew), student: record.settings['LAB_STUDENT'] ?? '' },
    ...{
      signing: by,
      about: aboutOf(record, commit),
      unchecked: [...open.map((one) => one.open), ...told, ...yetToCome(record, now())],
      leftOut,
      unmet: [],
      more: 0,
    },
    discrepancies: [...(by.state === 'bad' ? [badSignature(by.why)] : []), ...discrepancies],
    // The grader's own points alone: what a record brings of its own is worth nothing.
    grade: grade(anew, declared.points, open),
    rawDigests: manifest.files.flatMap(({ path, sha256 }) => (RAW.test(path) ? [sha256] : [])),
    marks: marksOf(
      record,
      [journal, ...parts.map((part) => part.journal)]
        .flat()
        .flatMap(({ event }) => (event.type === 'raw' ? [event.by] : [])),
      portsIn((path) => files.get(path)?.toString('utf8') ?? ''),
    ),
  });
}

/** Either clock may be the one that is wrong, and no time zone makes a day. */
const yetToCome = ({ startedAt, endedAt = startedAt }: RunRecord, now: number): string[] =>
  Date.parse(endedAt) - now > DAY
    ? [`the run ended at ${endedAt}, which is yet to come by the clock of this computer`]
    : [];

const DAY = 24 * 3600 * 1000;

const badSignature = (why: string) =>
  discrepancy('signature', { where: 'the whole bundle', file: SIGNATURE }, 'a signature', why);

/** @throws LabError (input) when nothing can be read, or too much. `source` is an archive or a folder. */
export const filesOf = async (source: string): Promise<BundleFiles> => (await findBundle(source)).files;

function applySettings(settings: RunRecord['settings'], source: string): void {
  try {
    readSettings(settings);
  } catch (cause) {
    throw unreadable(source, 'it has settings that the lab does not take', cause);
  }
  putInForce(settings);
}
