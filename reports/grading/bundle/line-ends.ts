import type { BundleFiles } from './files.ts';
import { isAsListed, MANIFEST, manifestBytes, manifestSchema } from './manifest.ts';

/**
 * The files with the line ends that they were packed with: git (core.autocrlf) and mail make those of Windows out of
 * them on the way. Only what then has the digest of the bundle's own list is changed, so that nothing can be hidden by
 * it.
 */
export function withOwnLineEnds(files: BundleFiles): { readonly files: BundleFiles; readonly changed: number } {
  const text = files.get(MANIFEST)?.toString('utf8');
  const manifest = manifestSchema.safeParse(text === undefined ? undefined : json(text)).data;
  if (manifest === undefined) return { files, changed: 0 };
  const own = new Map<string, Buffer>();
  for (const listed of manifest.files) {
    const content = files.get(listed.path);
    if (content === undefined || content.length <= listed.bytes || !content.includes(CRLF)) continue;
    const before = withLineFeeds(content);
    if (isAsListed(listed, before)) own.set(listed.path, before);
  }
  const list = manifestBytes(manifest);
  if (text?.includes(CRLF) && withLineFeeds(Buffer.from(text)).equals(list)) own.set(MANIFEST, list);
  return { files: new Map([...files, ...own]), changed: own.size };
}

const CRLF = '\r\n';

/** Latin-1 has a character for each byte. */
const withLineFeeds = (content: Buffer): Buffer =>
  Buffer.from(content.toString('latin1').replaceAll(CRLF, '\n'), 'latin1');

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
