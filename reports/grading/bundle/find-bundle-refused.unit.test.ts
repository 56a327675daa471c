import { rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { LIMITS } from './files.ts';
import { findBundle } from './find-bundle.ts';
import { bundle, submissionFolder, tarball, together, withCrlf, zip } from './testing/submissions.ts';

const { path, lay } = submissionFolder();

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
    rmSync(join(path(), 'raw/0001-fio.txt'));
    symlinkSync('/etc/passwd', join(path(), 'raw/0001-fio.txt'));
    await expect(findBundle(path())).rejects.toThrow('"raw/0001-fio.txt" is no plain file');
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
    await expect(findBundle(join(path(), 'none.zip'))).rejects.toThrow('there is no such file');
    expect((await findBundle(dirname(lay('essay.txt')))).files.size).toBe(0);
  });
});
