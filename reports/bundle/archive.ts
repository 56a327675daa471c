import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import yazl from 'yazl';
import { type BundleFiles, Intake, LIMITS, unreadable } from './files.ts';

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

/**
 * Reads an archive that anybody may have made, into memory.
 * @throws LabError (input) for what is no zip, for names that could leave a folder, for names that are in it twice, for
 *   links and devices, for encrypted and damaged entries, for sizes beyond `LIMITS` or other than declared.
 */
export async function unpacked(bytes: Buffer, source: string): Promise<BundleFiles> {
  if (bytes.length > LIMITS.archiveBytes)
    throw unreadable(source, `it has ${bytes.length} bytes, and at most ${LIMITS.archiveBytes} are read`);
  const files = new Map<string, Buffer>();
  const intake = new Intake(source);
  try {
    // A size other than the declared one is an error of yauzl's, so what is admitted is all that can come.
    const zip = await yauzl.fromBufferPromise(bytes, { validateEntrySizes: true, strictFileNames: true });
    const entries: yauzl.Entry[] = [];
    for await (const entry of zip.eachEntry()) {
      const { fileName: name, uncompressedSize } = entry;
      if (name.endsWith('/')) continue;
      if (!isPlainFile(entry)) throw unreadable(source, `${JSON.stringify(name)} is no plain file`);
      if (entry.isEncrypted()) throw unreadable(source, `${JSON.stringify(name)} is encrypted`);
      intake.admit(name, uncompressedSize);
      entries.push(entry);
    }
    for (const entry of entries) {
      const content = await buffer(await zip.openReadStreamPromise(entry));
      if (crc32(content) !== entry.crc32) throw unreadable(source, `${JSON.stringify(entry.fileName)} is damaged`);
      files.set(entry.fileName, content);
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'LabError') throw error;
    throw unreadable(source, error instanceof Error ? error.message : String(error), error);
  }
  return files;
}

/** Unix modes stand in the upper half; where there are none (made on Windows) it can be no link. */
function isPlainFile({ externalFileAttributes }: yauzl.Entry): boolean {
  const kind = (externalFileAttributes >>> 16) & 0o170000;
  return kind === 0 || kind === 0o100000;
}
