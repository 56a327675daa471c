import { buffer } from 'node:stream/consumers';
import { crc32, gunzipSync } from 'node:zlib';
import yauzl from 'yauzl';
import yazl from 'yazl';
import { foreignKind, isGzip, isTar, isZip, withoutSurroundings } from './archive-kinds.ts';
import { type Container, type Entry, Listing, slashed } from './container.ts';
import { type BundleFiles, Intake, LIMITS, shownName, TOO_MUCH, Unpacking, unreadable } from './files.ts';
import { damageOf, isOutOfMemory } from './library-errors.ts';
import { openTar } from './tarball.ts';

// A zip, not a tar: every computer opens it by a double click, Gradescope and other course systems unpack it
// themselves.

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

export const isArchiveName = (path: string): boolean => /\.(?:zip|tar|tar\.gz|tgz)$/i.test(path);

/**
 * Looks into an archive that anybody may have made: a zip, a .tar, or either of them in a .gz.
 * @throws LabError (input) for what is neither, for names that could leave a folder, for encrypted and damaged entries,
 *   for sizes beyond `LIMITS` or other than declared.
 */
export async function openArchive(bytes: Buffer, source: string, unpacking?: Unpacking): Promise<Container> {
  if (bytes.length > LIMITS.archiveBytes)
    throw unreadable(source, `it has ${bytes.length} bytes, and at most ${LIMITS.archiveBytes} are read`);
  const other = foreignKind(bytes);
  if (other !== undefined) throw unreadable(source, `it is packed as ${other}`, undefined, PACK_ANEW);
  return told(source, bytes, async () => {
    const content = isGzip(bytes) ? inflated(bytes, source, unpacking) : bytes;
    // What a .gz holds is a tar, unless it begins as a zip does.
    return isTar(content) || (content !== bytes && !isZip(content))
      ? openTar(content, source)
      : openZip(content, source);
  });
}

const PACK_ANEW =
  'unpack it, and pack it again as a .zip (with Deflate, which is what zip programs do by themselves) or .tar.gz';

function inflated(bytes: Buffer, source: string, unpacking = new Unpacking()): Buffer {
  try {
    const content = gunzipSync(bytes, { maxOutputLength: unpacking.left });
    unpacking.spend(content.length);
    return content;
  } catch (error) {
    if (error instanceof RangeError) throw unreadable(source, TOO_MUCH, error);
    throw error;
  }
}

async function openZip(bytes: Buffer, source: string): Promise<Container> {
  // A size other than the declared one is an error of yauzl's, so what is admitted is all that can come.
  // Names are decoded here: yauzl refuses a whole archive for `a:Zone.Identifier`.
  const options = { validateEntrySizes: true, decodeStrings: false };
  const zip = await yauzl.fromBufferPromise(withoutSurroundings(bytes), options);
  const listing = new Listing<Entry & { readonly entry: yauzl.Entry }>(source);
  for await (const entry of zip.eachEntry()) {
    const { generalPurposeBitFlag, fileNameRaw, extraFields, uncompressedSize } = entry;
    const path = slashed(yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false));
    if (path !== '' && !path.endsWith('/'))
      listing.add({ path, bytes: uncompressedSize, plainFile: isPlainFile(entry), entry });
  }
  return {
    entries: listing.entries,
    read: (wanted) =>
      told(source, bytes, async () => {
        const contents = new Map<Entry, Buffer>();
        for (const one of listing.chosen(wanted)) {
          const { path, entry } = one;
          if (entry.isEncrypted()) throw unreadable(source, `${shownName(path)} is encrypted`);
          if (!METHODS.has(entry.compressionMethod))
            throw unreadable(
              source,
              `${shownName(path)} is packed in a way that only some programs read`,
              undefined,
              PACK_ANEW,
            );
          const content = await contentOf(zip, entry);
          if (content === undefined || crc32(content) !== entry.crc32)
            throw unreadable(source, `${shownName(path)} is damaged`);
          contents.set(one, content);
        }
        return contents;
      }),
  };
}

/** Undefined where it cannot be unpacked, or has another size than it says. */
async function contentOf(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Buffer | undefined> {
  try {
    return await buffer(await zip.openReadStreamPromise(entry));
  } catch (error) {
    if (isOutOfMemory(error)) throw error;
    return undefined;
  }
}

/** Stored, and deflated. */
const METHODS = new Set([0, 8]);

/** Unix modes stand in the upper half; where there are none (made on Windows) it can be no link. */
function isPlainFile({ externalFileAttributes }: yauzl.Entry): boolean {
  const kind = (externalFileAttributes >>> 16) & 0o170000;
  return kind === 0 || kind === 0o100000;
}

/** What a library has against an archive, told as what it is. */
async function told<T>(source: string, bytes: Buffer, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (isOutOfMemory(error) || (error instanceof Error && error.name === 'LabError')) throw error;
    const { problem, remedy } = damageOf(bytes, error);
    throw unreadable(source, problem, error, remedy);
  }
}
