import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import yazl from 'yazl';
import { sampleRecord } from '../../testing/sample-record.ts';
import { packed } from './archive.ts';
import { bundleOf } from './bundle.ts';
import { type BundleFiles, LIMITS } from './files.ts';
import { findBundle } from './find-bundle.ts';

const record = sampleRecord();
const run = new Map([
  ['record.json', Buffer.from(JSON.stringify(record))],
  ['raw/0001-fio.txt', Buffer.from('fio\n')],
]);
const bundle = bundleOf(record, run, new Map());

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'submission-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function lay(path: string, content: Buffer | string = 'x'): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

/** As any zip program makes it. */
async function zip(files: BundleFiles, mode = 0o100644, comment = ''): Promise<Buffer> {
  const made = new yazl.ZipFile();
  for (const [path, content] of files) made.addBuffer(content, path, { mode, compress: content.length > 0 });
  made.end({ comment, forceZip64Format: false });
  return buffer(made.outputStream);
}

type TarType = 'file' | 'symlink' | 'link' | 'fifo' | 'character-device';

async function tar(files: BundleFiles, type: TarType = 'file'): Promise<Buffer> {
  const entries = [...files].map(([name, body]) => ({
    header: { name, size: type === 'file' ? body.length : 0, type, linkname: '/etc/passwd' },
    body: type === 'file' ? Uint8Array.from(body) : undefined,
  }));
  return Buffer.from(await packTar(entries));
}

const tarball = async (files: BundleFiles, type?: TarType) => gzipSync(await tar(files, type));

async function linkBeside(): Promise<Uint8Array> {
  const files = [...bundle].map(([name, body]) => ({
    header: { name, size: body.length },
    body: Uint8Array.from(body),
  }));
  return packTar([...files, { header: { name: 'latest', size: 0, type: 'symlink', linkname: '.' } }]);
}

const below = (top: string, files: BundleFiles = bundle): BundleFiles =>
  new Map([...files].map(([path, content]) => [top + path, content]));
const beside = (...names: string[]) => new Map(names.map((name) => [name, Buffer.from('litter')] as const));
const together = (...all: BundleFiles[]): BundleFiles => new Map(all.flatMap((files) => [...files]));

/** In the names alone: what an entry holds is deflated. */
const inNames = (archive: Buffer, from: string, to: string) =>
  Buffer.from(archive.toString('latin1').replaceAll(from, to), 'latin1');

const MAC = beside('__MACOSX/._record.json', '.DS_Store', 'raw/._0001-fio.txt', 'raw/.DS_Store');
const WINDOWS = beside('Thumbs.db', 'raw/desktop.ini', 'raw/THUMBS.DB');
const LITTER = /^left out, added by a computer: /;
/** As git makes them for Windows, and mail. */
const withCrlf = (files: BundleFiles): BundleFiles =>
  new Map([...files].map(([path, content]) => [path, Buffer.from(content.toString('utf8').replaceAll('\n', '\r\n'))]));
const LINE_ENDS = /^read with the line ends with which they were packed: \d files; git or a transfer had changed them$/;
const STRAY = /^left out and not read, in no list of the bundle: /;

describe('what honest people send is taken as it was handed in', () => {
  test.each<[string, () => Promise<string>, readonly RegExp[]]>([
    ['as hand-in makes it', async () => lay('a.zip', await packed(bundle)), []],
    ['by a Mac', async () => lay('a.zip', await zip(together(bundle, MAC))), [LITTER]],
    ['by Windows', async () => lay('a.zip', await zip(together(bundle, WINDOWS))), [LITTER]],
    ['with back-slashes', async () => lay('a.zip', inNames(await zip(bundle), 'raw/', 'raw\\')), []],
    ['with one top folder', async () => lay('a.zip', await zip(below('studio-15/'))), []],
    [
      'with one top folder by a Mac',
      async () => lay('a.zip', await zip(together(below('Ada 15/'), below('__MACOSX/Ada 15/._')))),
      [LITTER],
    ],
    ['.tar.gz', async () => lay('a.tar.gz', await tarball(bundle)), []],
    ['.tar.gz with dots before its names', async () => lay('a.tgz', await tarball(below('./'))), []],
    ['.tar.gz by a Mac', async () => lay('a.tgz', await tarball(together(below('x/'), below('x/._')))), [LITTER]],
    ['under a wrong ending', async () => lay('a.zip', await tarball(bundle)), []],
    [
      'a folder into which it was unpacked',
      async () => {
        for (const [path, content] of together(bundle, MAC)) lay(path, content);
        return folder;
      },
      [LITTER],
    ],
    [
      'a folder with the zip in it, in upper case',
      async () => {
        lay('notes.txt');
        return dirname(lay('BUNDLE.ZIP', await packed(bundle)));
      },
      [STRAY],
    ],
    ['a folder with a tarball', async () => dirname(lay('b.Tar.Gz', await tarball(bundle))), []],
    ['a zip in a zip', async () => lay('a.zip', await zip(new Map([['x/b.zip', await packed(bundle)]]))), []],
    ['.tar, as a browser leaves it that unpacks', async () => lay('a.tar', await tar(bundle)), []],
    ['a zip in a .gz', async () => lay('a.zip.gz', gzipSync(await packed(bundle))), []],
    ['three folders around it', async () => lay('a.zip', await zip(below('submissions/ada/bundle/'))), []],
    ['with line ends of Windows', async () => lay('a.zip', await zip(withCrlf(bundle))), [LINE_ENDS]],
    [
      'with what Windows tells of a download',
      async () => {
        const told = beside('a.Zone.Identifier', 'record.json.Zone.Identifier');
        return lay('a.zip', inNames(await zip(together(bundle, told)), '.Zone', ':Zone'));
      },
      [LITTER],
    ],
    [
      'a zip with bytes behind it',
      async () => lay('a.zip', Buffer.concat([await packed(bundle), Buffer.from('\r\n')])),
      [],
    ],
    [
      'a zip with bytes before it',
      async () => lay('a.zip', Buffer.concat([Buffer.from('MIME\r\n'), await packed(bundle)])),
      [],
    ],
    [
      'a zip with bytes around it, and a comment',
      async () =>
        lay('a.zip', Buffer.concat([Buffer.from('x'), await zip(bundle, 0o100644, 'by Ada'), Buffer.alloc(70_000)])),
      [],
    ],
    [
      'a checkout with links in it',
      async () => {
        symlinkSync('b.zip', join(folder, 'latest.zip'));
        symlinkSync('/etc/passwd', join(folder, 'mine.txt'));
        return dirname(lay('b.zip', await packed(bundle)));
      },
      [STRAY],
    ],
    ['.tar.gz with a link beside it', async () => lay('a.tgz', Buffer.from(gzipSync(await linkBeside()))), [STRAY]],
    [
      'an archive that is none beside it',
      async () => {
        lay('essay.zip', 'torn');
        return dirname(lay('b.zip', await packed(bundle)));
      },
      [STRAY],
    ],
  ])('%s', async (_, make, told) => {
    const { files, leftOut } = await findBundle(await make());
    expect(new Map([...files].toSorted())).toEqual(new Map([...bundle].toSorted()));
    expect(leftOut).toEqual(told.map((pattern) => expect.stringMatching(pattern)));
  });

  test('a stray file is told by name and never read', async () => {
    const strays = beside('report.pdf', '.ssh/id_rsa', 'raw/0099-mine.txt', 'größe.txt', 'd/e/f/g/h/i/j/k/l.txt');
    const { files, leftOut } = await findBundle(lay('a.zip', await zip(together(bundle, strays, beside('last')))));
    expect(files.size).toBe(bundle.size);
    expect(leftOut).toEqual([
      `left out and not read, in no list of the bundle: ${[...strays.keys()].join(', ')} and 1 more`,
    ]);
    // Nobody spends anything on it: it may be as large as it likes, and be damaged.
    const vast = together(bundle, new Map([['vast.bin', Buffer.alloc(LIMITS.fileBytes + 1)]]));
    expect((await findBundle(lay('b.zip', await zip(vast)))).files.size).toBe(bundle.size);
  });

  test('litter is told by a few of its names', async () => {
    const { leftOut } = await findBundle(lay('a.zip', await zip(together(bundle, MAC, WINDOWS))));
    expect(leftOut).toEqual([
      'left out, added by a computer: __MACOSX/._record.json, .DS_Store, raw/._0001-fio.txt, raw/.DS_Store, Thumbs.db and 2 more',
    ]);
  });
});

describe('of two bundles none is chosen', () => {
  test.each<[string, () => Promise<unknown>, string]>([
    [
      'two archives in a folder',
      async () => [lay('s/old.zip', await packed(bundle)), lay('s/new.ZIP', await packed(bundle))],
      '"new.ZIP", "old.zip"',
    ],
    [
      'an archive beside one that was unpacked',
      async () => {
        for (const [path, content] of bundle) lay(`s/${path}`, content);
        lay('s/again.zip', await packed(bundle));
      },
      '"./", "again.zip"',
    ],
    [
      'two folders',
      async () => [...below('s/one/'), ...below('s/two/')].map(([path, content]) => lay(path, content)),
      '"one/", "two/"',
    ],
  ])('%s', async (_, make, names) => {
    await make();
    await expect(findBundle(join(folder, 's'))).rejects.toThrow(`The bundle cannot be read.
  Bundle     ${join(folder, 's')}
  Problem    it holds 2 bundles: ${names}
  Try        hand in one of them`);
  });

  test('nor of many archives', async () => {
    for (let each = 0; each < 9; each += 1) lay(`s/${each}.zip`);
    await expect(findBundle(join(folder, 's'))).rejects.toThrow('it holds 9 archives');
  });
});

describe('refuses', () => {
  const evil = (name: string) => new Map([[name, Buffer.from('x')]]);
  test.each<[string, () => Promise<Buffer>, RegExp]>([
    ['a tar that leaves the folder', () => tarball(evil('../evil')), /"\.\.\/evil" is no name/],
    ['a tar that leaves it by back-slashes', () => tarball(evil('raw\\..\\..\\evil')), /is no name/],
    ['an absolute path in a tar', () => tarball(evil('/etc/passwd')), /is no name/],
    ['a drive in a tar', () => tarball(evil('C:\\evil')), /is no name/],
    ['a link in a tar', () => tarball(bundle, 'symlink'), /is no plain file/],
    ['a hard link in a tar', () => tarball(bundle, 'link'), /is no plain file/],
    ['a pipe in a tar', () => tarball(bundle, 'fifo'), /is no plain file/],
    ['a device in a tar', () => tarball(bundle, 'character-device'), /is no plain file/],
    ['a link in a zip', () => zip(bundle, 0o120777), /is no plain file/],
    ['a name twice, by case', () => zip(together(bundle, evil('Record.json'))), /"Record.json" is in it twice/],
    ['a name twice, in a tar', () => tarball(together(bundle, evil('RECORD.JSON'))), /is in it twice/],
    [
      'a bomb in a tar',
      async () => gzipSync(Buffer.alloc(LIMITS.totalBytes + 1)),
      /unpacked it has more than 134217728 bytes/,
    ],
    ['half a tar', async () => gzipSync(Buffer.alloc(700, 'x')), /it is damaged/],
    ['a torn tarball', async () => (await tarball(bundle)).subarray(0, 100), /its end is missing/],
    [
      'more names than anybody looks at',
      () => zip(new Map(Array.from({ length: LIMITS.names + 1 }, (_, each) => [`${each}`, Buffer.alloc(0)]))),
      /more than 50000 names/,
    ],
  ])('%s', async (_, make, problem) => {
    const error = await findBundle(lay('a.bin', await make())).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'LabError', kind: 'input', message: expect.stringMatching(problem) });
  });

  test('a link in the place of a file, wherever it leads', async () => {
    for (const [path, content] of bundle) lay(path, content);
    rmSync(join(folder, 'raw/0001-fio.txt'));
    symlinkSync('/etc/passwd', join(folder, 'raw/0001-fio.txt'));
    await expect(findBundle(folder)).rejects.toThrow('"raw/0001-fio.txt" is no plain file');
  });

  test.each([
    ['.xz', '\xfd7zXZ\0'],
    ['.bz2', 'BZh9'],
    ['.zst', '\x28\xb5\x2f\xfd'],
    ['.7z', '7z\xbc\xaf\x27\x1c'],
    ['.rar', 'Rar!\x1a\x07'],
  ])('%s by name, with what to do', async (kind, start) => {
    const file = lay('a.bin', Buffer.from(`${start}${'x'.repeat(100)}`, 'latin1'));
    await expect(findBundle(file)).rejects.toThrow(
      `it is packed as ${kind}\n  Try        unpack it, and pack it again as a .zip`,
    );
  });

  test('line ends that hide a change', async () => {
    const changed = new Map([...withCrlf(bundle), ['raw/0001-fio.txt', Buffer.from('FIO\r\n')] as const]);
    const { files } = await findBundle(lay('a.zip', await zip(changed)));
    expect(files.get('raw/0001-fio.txt')?.toString()).toBe('FIO\r\n');
  });

  test('archives within that hold more together than one may', async () => {
    const bomb = gzipSync(Buffer.alloc(LIMITS.totalBytes / 2 + 1));
    const twice = new Map([
      ['a.tgz', bomb],
      ['b.tgz', bomb],
    ]);
    await expect(findBundle(lay('a.zip', await zip(twice)))).rejects.toThrow('unpacked it has more than');
  });

  test('what is not there', async () => {
    await expect(findBundle(join(folder, 'none.zip'))).rejects.toThrow('there is no such file');
    expect((await findBundle(dirname(lay('essay.txt')))).files.size).toBe(0);
  });
});
