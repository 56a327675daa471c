// For tests and the bench: small bundles that are to take the grader's memory, its time, or its reader's.

import { gzipSync } from 'node:zlib';
import type { BundleFiles } from '../bundle/files.ts';
import { RECORD } from '../regrade/submission.ts';
import { Forger } from './forger.ts';

const MIB = 1024 ** 2;

/** A console with so many packed outputs of 16 MiB each, no two of which are alike. */
export function packedOutputs(bundle: BundleFiles, count: number): BundleFiles {
  const forger = new Forger(bundle);
  const frame = gzipSync(Buffer.alloc(16 * MIB - 1));
  const frames = Array.from({ length: count }, (_, each) => {
    // When it was packed, as gzip's head has it.
    frame.writeUInt32LE(each, 4);
    return `${frame.toString('base64').replaceAll(/.{76}/g, '$&\n')}\n`;
  });
  const transcript = forger.record.machines.find(({ id }) => id === 'studio-15/virtio#2')?.transcript ?? '';
  return forger.edit(transcript, (text) => text.replace(/^\$ fio .*\n/m, (line) => line + frames.join(''))).sealed();
}

/** A name of a letter and a million of these signs. */
export const nameOf = (bundle: BundleFiles, sign: string): BundleFiles =>
  new Forger(bundle)
    .change('finding', (event) =>
      event.finding.kind === 'written'
        ? { ...event, finding: { ...event.finding, answer: `a${sign.repeat(MIB)}` } }
        : event,
    )
    .sealed();

/** So many runs beside those that the journal tells of. */
export function inventedRuns(bundle: BundleFiles, count: number): BundleFiles {
  const forger = new Forger(bundle);
  const { record } = forger;
  const [run] = record.runs;
  if (run === undefined) throw new Error('there is no run to multiply');
  const many = Array.from({ length: count }, (_, each) => ({ ...run, key: { ...run.key, trial: each + 2 } }));
  const { series: _, ...stored } = record;
  return forger.edit(RECORD, () => JSON.stringify({ ...stored, runs: [...record.runs, ...many] })).sealed();
}
