// What an archive is, by its bytes: people rename them, and programs choose the name by themselves.

export const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

export const isZip = (bytes: Buffer): boolean => bytes.toString('latin1', 0, 2) === 'PK';

/** By the magic of POSIX (`ustar`) and of GNU, which stands at the same place. */
export const isTar = (bytes: Buffer): boolean => bytes.toString('latin1', 257, 262) === 'ustar';

const FOREIGN: readonly (readonly [start: string, kind: string])[] = [
  ['\xfd7zXZ\0', '.xz'],
  ['BZh', '.bz2'],
  ['\x28\xb5\x2f\xfd', '.zst'],
  ['7z\xbc\xaf\x27\x1c', '.7z'],
  ['Rar!\x1a\x07', '.rar'],
];

/** The ending of what other programs make, and nobody here reads. */
export const foreignKind = (bytes: Buffer): string | undefined =>
  FOREIGN.find(([start]) => bytes.toString('latin1', 0, start.length) === start)?.[1];

/** PKWARE's APPNOTE 4.3.16: signature; the directory's size at 12, its place at 16, the comment's length at 20. */
const END = Buffer.from('PK\x05\x06', 'latin1');
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;

/**
 * A zip without what mail and scripts put before and behind it. The directory lies right before the end record, so
 * where it begins tells how much came before the zip. (Of more than 4 GiB, ZIP64, nothing is read.)
 */
export function withoutSurroundings(bytes: Buffer): Buffer {
  const earliest = Math.max(0, bytes.length - 2 * LONGEST_COMMENT);
  for (
    let end = bytes.lastIndexOf(END);
    end >= earliest && end >= 0;
    end = end === 0 ? -1 : bytes.lastIndexOf(END, end - 1)
  ) {
    if (end + END_BYTES > bytes.length) continue;
    const behind = end + END_BYTES + bytes.readUInt16LE(end + 20);
    if (behind > bytes.length) continue;
    const before = end - bytes.readUInt32LE(end + 12) - bytes.readUInt32LE(end + 16);
    return bytes.subarray(Math.max(0, before), behind);
  }
  return bytes;
}
