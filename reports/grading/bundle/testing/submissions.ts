import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { afterEach, beforeEach } from 'vitest';
import yazl from 'yazl';
import { sampleRecord } from '../../../testing/sample-record.ts';
import { bundleOf } from '../bundle.ts';
import type { BundleFiles } from '../files.ts';

/** A folder of each test's own, and what lays a file into it. */
export function submissionFolder(): { path(): string; lay(path: string, content?: Buffer | string): string } {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'submission-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return {
    path: () => folder,
    lay(path, content = 'x') {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
  };
}

export const record = sampleRecord();
export const run = new Map([
  ['record.json', Buffer.from(JSON.stringify(record))],
  ['raw/0001-fio.txt', Buffer.from('fio\n')],
]);
export const bundle = bundleOf(record, run, new Map());

/** As any zip program makes it. */
export async function zip(files: BundleFiles, mode = 0o100644, comment = ''): Promise<Buffer> {
  const made = new yazl.ZipFile();
  for (const [path, content] of files) made.addBuffer(content, path, { mode, compress: content.length > 0 });
  made.end({ comment, forceZip64Format: false });
  return buffer(made.outputStream);
}

export type TarType = 'file' | 'symlink' | 'link' | 'fifo' | 'character-device';

export async function tar(files: BundleFiles, type: TarType = 'file'): Promise<Buffer> {
  const entries = [...files].map(([name, body]) => ({
    header: { name, size: type === 'file' ? body.length : 0, type, linkname: '/etc/passwd' },
    body: type === 'file' ? Uint8Array.from(body) : undefined,
  }));
  return Buffer.from(await packTar(entries));
}

export const tarball = async (files: BundleFiles, type?: TarType) => gzipSync(await tar(files, type));

export async function linkBeside(): Promise<Uint8Array> {
  const files = [...bundle].map(([name, body]) => ({
    header: { name, size: body.length },
    body: Uint8Array.from(body),
  }));
  return packTar([...files, { header: { name: 'latest', size: 0, type: 'symlink', linkname: '.' } }]);
}

export const below = (top: string, files: BundleFiles = bundle): BundleFiles =>
  new Map([...files].map(([path, content]) => [top + path, content]));
export const beside = (...names: string[]) => new Map(names.map((name) => [name, Buffer.from('litter')] as const));
export const together = (...all: BundleFiles[]): BundleFiles => new Map(all.flatMap((files) => [...files]));

/** In the names alone: what an entry holds is deflated. */
export const inNames = (archive: Buffer, from: string, to: string) =>
  Buffer.from(archive.toString('latin1').replaceAll(from, to), 'latin1');

export const MAC = beside('__MACOSX/._record.json', '.DS_Store', 'raw/._0001-fio.txt', 'raw/.DS_Store');
export const WINDOWS = beside('Thumbs.db', 'raw/desktop.ini', 'raw/THUMBS.DB');
export const LITTER = /^left out, added by a computer: /;
/** As git makes them for Windows, and mail. */
export const withCrlf = (files: BundleFiles): BundleFiles =>
  new Map([...files].map(([path, content]) => [path, Buffer.from(content.toString('utf8').replaceAll('\n', '\r\n'))]));
export const LINE_ENDS =
  /^read with the line ends with which they were packed: \d files; git or a transfer had changed them$/;
export const STRAY = /^left out and not read, in no list of the bundle: /;
