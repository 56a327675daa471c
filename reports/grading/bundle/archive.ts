import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import yazl from 'yazl';
import { type Container, type Entry, Listing, slashed } from './container.ts';
import { type BundleFiles, Intake, LIMITS, shownName, type Unpacking, unreadable } from './files.ts';
import { openTarball } from './tarball.ts';

// A zip, not a tar: every computer opens it by a double click, Gradescope and other course systems unpack it themselves.

/** The first moment that a zip can tell of: the time at which a bundle was made must not change its bytes. */
const EPOCH = new Date(1980, 0, 1);
const PLAIN_FILE = 0o100644;

/** The same files always give the same bytes (by one version of zlib). */
export async function packed(files: BundleFiles): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  const options = { mtime: EPOCH, mode: PLAIN_FILE, forceDosTimestamp: true };
  for (const path of [...files.keys()].toSorted()) zip.addBuffer(files.get(path) ?? Buffer.alloc(0), path, options);
  zip.end();
  return buffer(zip.outputStream);
}

/** Every file of an archive that `packed` made. @throws LabError (input) as `openArchive`, and for other names. */
export async function unpacked(bytes: Buffer, source: string): Promise<BundleFiles> {
  const { entries, read } = await openArchive(bytes, source);
  const intake = new Intake(source);
  for (const { path, bytes: size } of entries) intake.admit(path, size);
  return new Map([...(await read(entries))].map(([{ path }, content]) => [path, content]));
}

export const isArchiveName = (path: string): boolean => /\.(?:zip|tar\.gz|tgz)$/i.test(path);

/**
 * Looks into an archive that anybody may have made: a zip, or a .tar.gz.
 * @throws LabError (input) for what is neither, for names that could leave a folder, for links and devices, for
 *   encrypted and damaged entries, for sizes beyond `LIMITS` or other than declared.
 */
export async function openArchive(bytes: Buffer, source: string, unpacking?: Unpacking): Promise<Container> {
  if (bytes.length > LIMITS.archiveBytes)
    throw unreadable(source, `it has ${bytes.length} bytes, and at most ${LIMITS.archiveBytes} are read`);
  return told(source, () => (isGzip(bytes) ? openTarball(bytes, source, unpacking) : openZip(bytes, source)));
}

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function openZip(bytes: Buffer, source: string): Promise<Container> {
  // A size other than the declared one is an error of yauzl's, so what is admitted is all that can come.
  const zip = await yauzl.fromBufferPromise(bytes, { validateEntrySizes: true });
  const listing = new Listing<Entry & { readonly entry: yauzl.Entry }>(source);
  for await (const entry of zip.eachEntry()) {
    const path = slashed(entry.fileName);
    if (path !== '' && !path.endsWith('/'))
      listing.add({ path, bytes: entry.uncompressedSize, entry }, isPlainFile(entry));
  }
  const { entries } = listing;
  return {
    entries,
    read: (wanted) =>
      told(source, async () => {
        const contents = new Map<Entry, Buffer>();
        for (const one of chosen(entries, wanted)) {
          const { path, entry } = one;
          if (entry.isEncrypted()) throw unreadable(source, `${shownName(path)} is encrypted`);
          const content = await buffer(await zip.openReadStreamPromise(entry));
          if (crc32(content) !== entry.crc32) throw unreadable(source, `${shownName(path)} is damaged`);
          contents.set(one, content);
        }
        return contents;
      }),
  };
}

function chosen<E extends Entry>(entries: readonly E[], wanted: readonly Entry[]): E[] {
  const asked = new Set(wanted);
  return entries.filter((entry) => asked.has(entry));
}

/** Unix modes stand in the upper half; where there are none (made on Windows) it can be no link. */
function isPlainFile({ externalFileAttributes }: yauzl.Entry): boolean {
  const kind = (externalFileAttributes >>> 16) & 0o170000;
  return kind === 0 || kind === 0o100000;
}

/** What a library has against an archive, told as what it is. */
async function told<T>(source: string, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Error && error.name === 'LabError') throw error;
    throw unreadable(source, error instanceof Error ? error.message : String(error), error);
  }
}
