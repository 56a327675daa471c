import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Discrepancy, discrepancy } from './discrepancy.ts';
import type { BundleFiles } from './files.ts';

export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'signature.json';

const MOST_FILES = 20_000;

/** The digest list: every file of the bundle but itself and the signature, which is one of it. */
export const manifestSchema = z.strictObject({
  schema: z.literal('virtio-studio/bundle'),
  version: z.literal(1),
  /** The run's id. */
  run: z.string().min(1).max(100),
  files: z
    .array(
      z.strictObject({
        path: z.string().min(1),
        bytes: z.int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(MOST_FILES),
});

export type Manifest = z.infer<typeof manifestSchema>;

export function manifestOf(run: string, files: BundleFiles): Manifest {
  const paths = [...files.keys()].filter(isListed).toSorted();
  return {
    schema: 'virtio-studio/bundle',
    version: 1,
    run,
    files: paths.map((path) => ({ path, ...digest(files.get(path) ?? Buffer.alloc(0)) })),
  };
}

/** The paths that a digest list names, whatever else is wrong with it. */
export function listedIn(content: Buffer | undefined): string[] {
  try {
    const { files } = listSchema.parse(JSON.parse(content?.toString('utf8') ?? ''));
    return files.map(({ path }) => path);
  } catch {
    return [];
  }
}

const listSchema = z.looseObject({ files: z.array(z.looseObject({ path: z.string() })).max(MOST_FILES) });

/** The digest list as it is written and signed. */
export const manifestBytes = (manifest: Manifest): Buffer => Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);

/** Where the files and the digest list differ. */
export function digestDiscrepancies({ files: listed }: Manifest, files: BundleFiles): Discrepancy[] {
  const names = new Set(listed.map(({ path }) => path));
  const unlisted = [...files.keys()].filter((path) => isListed(path) && !names.has(path));
  return [
    ...listed.flatMap(({ path, ...claimed }) => {
      const content = files.get(path);
      if (content !== undefined && isAsListed(claimed, content)) return [];
      const found = content && digest(content);
      return [differs(path, `${claimed.bytes} bytes, sha256 ${claimed.sha256}`, found)];
    }),
    ...unlisted.map((path) => differs(path, 'not in the list', digest(files.get(path) ?? Buffer.alloc(0)))),
  ];
}

export function isAsListed(listed: ReturnType<typeof digest>, content: Buffer): boolean {
  return content.length === listed.bytes && digest(content).sha256 === listed.sha256;
}

const isListed = (path: string): boolean => path !== MANIFEST && path !== SIGNATURE;

function digest(content: Buffer) {
  return { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

function differs(path: string, claimed: string, found: ReturnType<typeof digest> | undefined): Discrepancy {
  const text = found === undefined ? 'no such file' : `${found.bytes} bytes, sha256 ${found.sha256}`;
  return discrepancy('digest', { where: path, file: MANIFEST }, claimed, text);
}
