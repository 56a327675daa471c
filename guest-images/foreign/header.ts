/** Bytes of a disk file that say of what format it is. */
export const HEADER_BYTES = 104;

export type DiskFormat = 'raw' | 'qcow2';

/** Formats that QEMU reads too, by the bytes they begin with. */
const OTHERS: readonly { readonly at: number; readonly magic: string; readonly name: string }[] = [
  { at: 0, magic: 'KDMV', name: 'vmdk' },
  { at: 0, magic: 'vhdxfile', name: 'vhdx' },
  { at: 0, magic: 'conectix', name: 'vpc' },
  { at: 0, magic: 'QED\0', name: 'qed' },
  { at: 64, magic: '\x7f\x10\xda\xbe', name: 'vdi' },
];
const COMPRESSED: readonly { readonly magic: string; readonly unpack: string }[] = [
  { magic: '\xfd7zXZ\0', unpack: 'xz --decompress --keep' },
  { magic: '\x1f\x8b', unpack: 'gunzip --keep' },
  { magic: '\x28\xb5\x2f\xfd', unpack: 'zstd --decompress' },
  { magic: 'BZh', unpack: 'bunzip2 --keep' },
];
/** Bits of qcow2's incompatible features: the guest's data are in another file; a feature is unknown beyond the fourth. */
const EXTERNAL_DATA = 1n << 2n;

/**
 * The format of a disk file by its header, or why it is not taken, with what to do. It is read here and not asked of
 * qemu-img: a header may name files of this computer (a backing file, a data file), and to ask is to open them.
 */
export function diskFormat(header: Buffer): DiskFormat | { readonly why: string; readonly remedy: string } {
  const begins = (magic: string, at = 0) => header.toString('latin1', at, at + magic.length) === magic;
  if (begins('QFI\xfb')) return qcow2(header);
  const other = OTHERS.find(({ magic, at }) => begins(magic, at));
  if (other !== undefined) {
    return { why: `it is a ${other.name} disk`, remedy: `qemu-img convert -f ${other.name} -O qcow2 IT disk.qcow2` };
  }
  const packed = COMPRESSED.find(({ magic }) => begins(magic));
  if (packed !== undefined) return { why: 'it is compressed', remedy: `unpack it first: ${packed.unpack} IT` };
  return 'raw';
}

function qcow2(header: Buffer): 'qcow2' | { readonly why: string; readonly remedy: string } {
  const flat = 'have its maker flatten it: qemu-img convert -O qcow2 IT disk.qcow2';
  if (header.length < HEADER_BYTES) return { why: 'it is a qcow2 disk that is cut short', remedy: 'get it again' };
  const version = header.readUInt32BE(4);
  if (version !== 2 && version !== 3) {
    return { why: `it is a qcow2 disk of version ${version}`, remedy: 'qemu-img convert makes one of version 3' };
  }
  if (header.readBigUInt64BE(8) !== 0n) return { why: 'it is a qcow2 disk on top of another file', remedy: flat };
  if (header.readUInt32BE(32) !== 0) {
    return { why: 'it is a qcow2 disk that is encrypted', remedy: 'have its maker decrypt it' };
  }
  const features = version === 3 ? header.readBigUInt64BE(72) : 0n;
  if ((features & EXTERNAL_DATA) !== 0n) {
    return { why: 'it is a qcow2 disk that keeps its data in another file', remedy: flat };
  }
  return 'qcow2';
}
