import type { RunRecord } from '../../record/schema/record.ts';
import type { BundleFiles } from './files.ts';
import { MANIFEST, manifestBytes, manifestOf } from './manifest.ts';

export const ENVIRONMENT = 'environment.json';

/** What the record tells of where and by what it was run: for people, who look for it first. */
export function environmentOf({ project, settings, testbed, machines }: RunRecord) {
  const images = new Map(machines.map(({ image }) => [image.digest, image]));
  return { project, settings, testbed, images: [...images.values()] };
}

/** A run's own files, the answers as people wrote them, the environment, and the list of their digests. */
export function bundleOf(record: RunRecord, run: BundleFiles, answers: BundleFiles): BundleFiles {
  const environment = Buffer.from(`${JSON.stringify(environmentOf(record), null, 2)}\n`);
  const files = new Map([...run, ...answers, [ENVIRONMENT, environment]]);
  return new Map([...files, [MANIFEST, manifestBytes(manifestOf(record.id, files))]]);
}
