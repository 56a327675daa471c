import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import yazl from 'yazl';
import { packed, unpacked } from './archive.ts';
import { LIMITS } from './files.ts';
import { readFolder } from './folder.ts';

const files = new Map([
  ['record.json', Buffer.from('{}')],
  ['raw/0001-fio.txt', Buffer.from('fio\n'.repeat(100))],
  ['empty.log', Buffer.alloc(0)],
]);

test('what is packed is unpacked, and the same files give the same bytes in any order', async () => {
  const archive = await packed(files);
  expect(new Map(await unpacked(archive, 'a.zip'))).toEqual(files);
  expect(await packed(new Map([...files].toReversed()))).toEqual(archive);
});

interface Odd {
  readonly name: string;
  readonly content?: Buffer;
  readonly mode?: number;
}

/** Bytes that our own packer would not make. */
async function odd(...entries: readonly Odd[]): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const { name, content = Buffer.from('x'), mode = 0o100644 } of entries)
    zip.addBuffer(content, name, { mode, compress: content.length > 0 });
  zip.end();
  return buffer(zip.outputStream);
}

/** Everywhere in the archive: in the local header, and in the central directory. */
function forged(archive: Buffer, from: string, to: string): Buffer {
  expect(archive.includes(from)).toBe(true);
  return Buffer.from(archive.toString('latin1').replaceAll(from, to), 'latin1');
}

const zeros = (bytes: number) => Buffer.alloc(bytes);
/** In the central directory: signature, then flags at 8, unpacked size at 24. */
const CENTRAL = Buffer.from('PK\x01\x02', 'latin1');

/** The end record counts the disks at 4. */
async function inParts(): Promise<Buffer> {
  const archive = await odd({ name: 'a' });
  archive.writeUInt16LE(1, archive.indexOf('PK\x05\x06') + 4);
  return archive;
}

/** LZMA, as 7-Zip may do it: the method stands at 10. */
async function packedOtherwise(): Promise<Buffer> {
  const archive = await odd({ name: 'a' });
  archive.writeUInt16LE(14, archive.indexOf(CENTRAL) + 10);
  return archive;
}

/** What was deflated is no longer so. */
async function scrambled(): Promise<Buffer> {
  const archive = await odd({ name: 'a', content: zeros(1000) });
  return archive.fill(0xff, 31, 36);
}

describe('refuses', () => {
  test.each([
    [
      'a path that leaves the folder',
      async () => forged(await odd({ name: 'aa/evil' }), 'aa/evil', '../evil'),
      /\.\.\/evil/,
    ],
    [
      'an absolute path',
      async () => forged(await odd({ name: 'aetc/passwd' }), 'aetc/passwd', '/etc/passwd'),
      /"\/etc\/passwd" is no name/,
    ],
    ['a backslash', async () => forged(await odd({ name: 'aa/evil' }), 'aa/evil', '..\\evil'), /evil/],
    ['a drive letter', async () => forged(await odd({ name: 'aa/evil' }), 'aa/evil', 'C:/evil'), /evil/],
    ['a NUL in a name', async () => forged(await odd({ name: 'aa/evil' }), 'aa/evil', 'aa\0evil'), /no name/],
    ['a hidden file', () => odd({ name: '.ssh/authorized_keys' }), /no name that a bundle may hold/],
    [
      'a link',
      () => odd({ name: 'record.json', content: Buffer.from('/etc/passwd'), mode: 0o120777 }),
      /no plain file/,
    ],
    ['a device', () => odd({ name: 'record.json', mode: 0o020666 }), /no plain file/],
    ['a name twice', () => odd({ name: 'record.json' }, { name: 'record.json' }), /is in it twice/],
    ['a name twice, in two cases', () => odd({ name: 'record.json' }, { name: 'Record.json' }), /is in it twice/],
    ['a deep path', () => odd({ name: 'a/'.repeat(20).concat('b') }), /no name/],
    ['a file too large', () => odd({ name: 'a', content: zeros(LIMITS.fileBytes + 1) }), /at most 33554432 are read/],
    [
      'no archive',
      async () => Buffer.from('no zip'),
      /it is neither a zip nor a \.tar\.gz\n {2}Try {8}ask for the file that npm run hand-in/,
    ],
    [
      'half a zip',
      async () => (await packed(files)).subarray(0, 200),
      /its end is missing.*\n {2}Try {8}hand the file in again/,
    ],
    ['nothing', async () => Buffer.alloc(0), /it is empty\n {2}Try {8}hand the file in again/],
    ['a method of few programs', () => packedOtherwise(), /"a" is packed in a way that only some programs read/],
    ['a part of a zip', () => inParts(), /it is one part of an archive in several\n {2}Try {8}pack it again, as one/],
    [
      'a list that is damaged',
      async () => forged(await odd({ name: 'a' }), 'PK\x01\x02', 'PK\x09\x09'),
      /it is damaged/,
    ],
    ['contents that are damaged', () => scrambled(), /"a" is damaged/],
  ])('%s', async (_, make, problem) => {
    const error = await unpacked(await make(), 'a.zip').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'LabError', kind: 'input', message: expect.stringMatching(problem) });
  });

  test('a bomb of many files', async () => {
    const content = zeros(LIMITS.fileBytes);
    const names = Array.from({ length: 5 }, (_, index) => ({ name: `${index}`, content }));
    await expect(unpacked(await odd(...names), 'a.zip')).rejects.toThrow('unpacked it has more than 134217728 bytes');
  });

  test('more files than a run can have', async () => {
    const names = Array.from({ length: LIMITS.files + 1 }, (_, index) => ({ name: `${index}`, content: zeros(0) }));
    await expect(unpacked(await odd(...names), 'a.zip')).rejects.toThrow('it holds more than 20000 files');
  });

  test('a size that is not the true one', async () => {
    const archive = await odd({ name: 'a', content: zeros(1024 ** 2) });
    archive.writeUInt32LE(10, archive.indexOf(CENTRAL) + 24);
    await expect(unpacked(archive, 'a.zip')).rejects.toThrow('"a" is damaged');
  });

  test('a checksum of other content', async () => {
    const archive = await odd({ name: 'a', content: Buffer.from('honest') });
    archive.writeUInt32LE(10, archive.indexOf(CENTRAL) + 16);
    await expect(unpacked(archive, 'a.zip')).rejects.toThrow('"a" is damaged');
  });

  test('encryption', async () => {
    const archive = await odd({ name: 'a' });
    archive.writeUInt16LE(archive.readUInt16LE(archive.indexOf(CENTRAL) + 8) | 1, archive.indexOf(CENTRAL) + 8);
    await expect(unpacked(archive, 'a.zip')).rejects.toThrow('is encrypted');
  });

  test('an archive too large', async () => {
    await expect(unpacked(zeros(LIMITS.archiveBytes + 1), 'a.zip')).rejects.toThrow(`The bundle cannot be read.
  Bundle     a.zip
  Problem    it has 67108865 bytes, and at most 67108864 are read
  Try        ask for a fresh one: npm run hand-in makes it`);
  });
});

describe('a folder', () => {
  let folder = '';
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const fresh = () => {
    folder = mkdtempSync(join(tmpdir(), 'bundle-'));
    mkdirSync(join(folder, 'raw'));
    for (const [path, content] of files) writeFileSync(join(folder, path), content);
    return folder;
  };

  test('is read as an archive is', () => {
    expect(new Map(readFolder(fresh()))).toEqual(files);
  });

  test('with a link is refused, whatever it leads to', () => {
    symlinkSync('/etc/passwd', join(fresh(), 'raw/0002-link.txt'));
    expect(() => readFolder(folder)).toThrow('"raw/0002-link.txt" is no plain file');
  });
});
