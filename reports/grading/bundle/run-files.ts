import { UPGRADE_CHECK } from '../../record/schema/upgrade-check.ts';
import { HISTORY } from '../../trends/history.ts';
import type { BundleFiles } from './files.ts';
import { filesBelow, readFolder } from './folder.ts';

/** What the lab writes into the folder of a run, and nobody else does. */
const WRITTEN: ReadonlySet<string> = new Set([
  ...[
    'record.json',
    'record.schema.json',
    'journal.jsonl',
    'answers.md',
    'appendix.md',
    'report.html',
    'junit.xml',
    HISTORY,
    UPGRADE_CHECK,
    'upgrade.txt',
  ],
  ...['github-bigger-is-better.json', 'github-smaller-is-better.json', 'bencher.json', 'openmetrics.txt'].map(
    (name) => `exports/${name}`,
  ),
]);
/** What tools printed; of a merged run, in its parts. */
export const RAW = /^(?:parts\/\d+\/)?raw\//;
/** A run of a tool by its number, what a machine of a suite left, and what a part told. */
const NUMBERED = [
  /^(?:parts\/\d+\/)?raw\/\d{4,}-[\w.+-]+\.txt$/,
  /^(?:parts\/\d+\/)?consoles\/(?:[\w.+-]+\/)+(?:console\.(?:txt|cast)|kernel\.log)$/,
  /^parts\/\d+\/journal\.jsonl$/,
];

export interface RunFiles {
  readonly files: BundleFiles;
  /** Paths of the others, which stay where they are. */
  readonly leftOut: readonly string[];
}

/**
 * The files of a run that the lab itself wrote; whatever else lies in its folder is nobody's business.
 * @throws LabError (input) when one of the lab's is a link, or too large.
 */
export function runFiles(folder: string): RunFiles {
  const leftOut = [...filesBelow(folder)].map(({ path }) => path).filter((path) => !isWritten(path));
  return { files: readFolder(folder, isWritten), leftOut };
}

const isWritten = (path: string): boolean => WRITTEN.has(path) || NUMBERED.some((pattern) => pattern.test(path));
