/** Bytes from a disk's beginning that hold its partition table: MBR, GPT header, 128 entries of GPT. */
export const TABLE_BYTES = 34 * 512;

const SECTOR = 512;
/** C12A7328-F81F-11D2-BA4B-00A0C93EC93B as it stands on a disk (UEFI specification, 5.3.3). */
const ESP_ON_GPT = '28732ac11ff8d211ba4b00a0c93ec93b';
const ESP_ON_MBR = 0xef;
/** 21686148-6449-6E6F-744E-656564454649: GRUB's place on a GPT (GNU GRUB Manual, "BIOS installation"). */
const BIOS_ON_GPT = '4861682149646f6e744e656564454649';
const ACTIVE = 0x80;
/** The bytes of an MBR's code, its four entries, and where each keeps its type. */
const MBR = { code: 440, table: 446, entry: 16, type: 4, count: 4, signature: 510 };
const GPT = { signature: 'EFI PART', entriesAt: 72, count: 80, size: 84 };

/** What the beginning of a disk says of how it may be booted. */
export function bootsBy(head: Buffer): 'uefi' | 'bios' | 'nothing' {
  if (head.length < 2 * SECTOR || head.readUInt16LE(MBR.signature) !== 0xaa55) return 'nothing';
  if (mbrTypes(head).includes(ESP_ON_MBR) || gptTypes(head).includes(ESP_ON_GPT)) return 'uefi';
  return 'bios';
}

/**
 * Whether a BIOS finds a boot loader on a disk that boots by UEFI, as on most cloud images: code in its boot sector, and
 * a place from which that goes on.
 */
export function bootsByBios(head: Buffer): boolean {
  if (head.length < 2 * SECTOR || head.subarray(0, MBR.code).every((byte) => byte === 0)) return false;
  return mbrFields(head, 0).includes(ACTIVE) || gptTypes(head).includes(BIOS_ON_GPT);
}

function mbrTypes(head: Buffer): number[] {
  return mbrFields(head, MBR.type);
}

/** The byte at that place of each entry. */
function mbrFields(head: Buffer, at: number): number[] {
  return Array.from({ length: MBR.count }, (_, index) => head[MBR.table + index * MBR.entry + at] ?? 0);
}

/** The type of each partition, in hex. A table that says it lies beyond `head` has none. */
function gptTypes(head: Buffer): string[] {
  const header = head.subarray(SECTOR, 2 * SECTOR);
  if (header.toString('latin1', 0, GPT.signature.length) !== GPT.signature) return [];
  const start = Number(header.readBigUInt64LE(GPT.entriesAt)) * SECTOR;
  const size = header.readUInt32LE(GPT.size);
  const types: string[] = [];
  if (size < 128) return types;
  for (let at = start; at + size <= head.length && types.length < header.readUInt32LE(GPT.count); at += size) {
    types.push(head.toString('hex', at, at + 16));
  }
  return types;
}
