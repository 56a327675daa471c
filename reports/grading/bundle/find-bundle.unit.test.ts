import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { packed } from './archive.ts';
import { LIMITS } from './files.ts';
import { findBundle } from './find-bundle.ts';
import {
  below,
  beside,
  bundle,
  inNames,
  LINE_ENDS,
  LITTER,
  linkBeside,
  MAC,
  STRAY,
  submissionFolder,
  tar,
  tarball,
  together,
  WINDOWS,
  withCrlf,
  zip,
} from './testing/submissions.ts';

const { path, lay } = submissionFolder();

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
        return path();
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
        symlinkSync('b.zip', join(path(), 'latest.zip'));
        symlinkSync('/etc/passwd', join(path(), 'mine.txt'));
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
    await expect(findBundle(join(path(), 's'))).rejects.toThrow(`The bundle cannot be read.
  Bundle     ${join(path(), 's')}
  Problem    it holds 2 bundles: ${names}
  Try        hand in one of them`);
  });

  test('nor of many archives', async () => {
    for (let each = 0; each < 9; each += 1) lay(`s/${each}.zip`);
    await expect(findBundle(join(path(), 's'))).rejects.toThrow('it holds 9 archives');
  });
});
