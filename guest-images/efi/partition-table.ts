import { crc32 } from 'node:zlib';

export const SECTOR = 512;
/** Partitions begin at whole mebibytes, the first at one. */
export const FIRST_SECTOR = 2048;

export interface Partition {
  readonly type: keyof typeof TYPES;
  readonly name: string;
  readonly guid: string;
  readonly firstSector: number;
  readonly sectors: number;
}

export interface PartitionedDisk {
  readonly guid: string;
  readonly sectors: number;
  readonly partitions: readonly Partition[];
}

const TYPES = {
  bios: '21686148-6449-6e6f-744e-656564454649',
  esp: 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
  linux: '0fc63daf-8483-4772-8e79-3d69d8477de4',
} as const;
const ENTRIES = { count: 128, size: 128 };
const ENTRY_SECTORS = (ENTRIES.count * ENTRIES.size) / SECTOR;
const HEADER_SIZE = 92;

/** A GPT (UEFI specification, chapter 5): the bytes for the disk's beginning, and those for its end. */
export function partitionTable(disk: PartitionedDisk): { readonly head: Buffer; readonly tail: Buffer } {
  const entries = Buffer.concat(disk.partitions.map(entry), ENTRIES.count * ENTRIES.size);
  const last = disk.sectors - 1;
  const primary = header(disk, entries, { at: 1, other: last, entriesAt: 2 });
  const backup = header(disk, entries, { at: last, other: 1, entriesAt: last - ENTRY_SECTORS });
  return {
    head: Buffer.concat([protectiveMbr(disk.sectors), primary, entries]),
    tail: Buffer.concat([entries, backup]),
  };
}

/** Of the table at a disk's end. */
export const TAIL_SECTORS = ENTRY_SECTORS + 1;

/** One partition over all of the disk, of a type that makes old tools leave it alone. */
function protectiveMbr(sectors: number): Buffer {
  const mbr = Buffer.alloc(SECTOR);
  mbr.set([0x00, 0x00, 0x02, 0x00, 0xee, 0xff, 0xff, 0xff], 446);
  mbr.writeUInt32LE(1, 454);
  mbr.writeUInt32LE(Math.min(sectors - 1, 0xffff_ffff), 458);
  mbr.writeUInt16LE(0xaa55, 510);
  return mbr;
}

function entry({ type, guid, firstSector, sectors, name }: Partition): Buffer {
  const bytes = Buffer.alloc(ENTRIES.size);
  guidBytes(TYPES[type]).copy(bytes, 0);
  guidBytes(guid).copy(bytes, 16);
  bytes.writeBigUInt64LE(BigInt(firstSector), 32);
  bytes.writeBigUInt64LE(BigInt(firstSector + sectors - 1), 40);
  bytes.write(name, 56, 'utf16le');
  return bytes;
}

function header(
  { guid, sectors }: PartitionedDisk,
  entries: Buffer,
  place: { readonly at: number; readonly other: number; readonly entriesAt: number },
): Buffer {
  const bytes = Buffer.alloc(SECTOR);
  bytes.write('EFI PART', 0, 'latin1');
  bytes.writeUInt32LE(0x0001_0000, 8);
  bytes.writeUInt32LE(HEADER_SIZE, 12);
  bytes.writeBigUInt64LE(BigInt(place.at), 24);
  bytes.writeBigUInt64LE(BigInt(place.other), 32);
  bytes.writeBigUInt64LE(BigInt(2 + ENTRY_SECTORS), 40);
  bytes.writeBigUInt64LE(BigInt(sectors - 1 - TAIL_SECTORS), 48);
  guidBytes(guid).copy(bytes, 56);
  bytes.writeBigUInt64LE(BigInt(place.entriesAt), 72);
  bytes.writeUInt32LE(ENTRIES.count, 80);
  bytes.writeUInt32LE(ENTRIES.size, 84);
  bytes.writeUInt32LE(crc32(entries), 88);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, HEADER_SIZE)), 16);
  return bytes;
}

/** The first three groups of a GUID stand on a disk with their lowest byte first. */
function guidBytes(guid: string): Buffer {
  const bytes = Buffer.from(guid.replaceAll('-', ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}
