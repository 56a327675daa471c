/** Bytes from a disk's beginning that hold its partition table: MBR, GPT header, 128 entries of GPT. */
export const TABLE_BYTES = 34 * 512;

const SECTOR = 512;
/** C12A7328-F81F-11D2-BA4B-00A0C93EC93B as it stands on a disk (UEFI specification, 5.3.3). */
const ESP_ON_GPT = '28732ac11ff8d211ba4b00a0c93ec93b';
const ESP_ON_MBR = 0xef;
/** An MBR's four entries, and where each keeps its type. */
const MBR = { table: 446, entry: 16, type: 4, count: 4, signature: 510 };
const GPT = { signature: 'EFI PART', entriesAt: 72, count: 80, size: 84 };

/** What the beginning of a disk says of how it may be booted. Pure. */
export function bootsBy(head: Buffer): 'uefi' | 'bios' | 'nothing' {
  if (head.length < 2 * SECTOR || head.readUInt16LE(MBR.signature) !== 0xaa55) return 'nothing';
  if (mbrTypes(head).includes(ESP_ON_MBR) || gptTypes(head).includes(ESP_ON_GPT)) return 'uefi';
  return 'bios';
}

function mbrTypes(head: Buffer): number[] {
  return Array.from({ length: MBR.count }, (_, index) => head[MBR.table + index * MBR.entry + MBR.type] ?? 0);
}

/** The type of each partition, in hex. Nothing is believed of where a table says that it is: it must be in `head`. */
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
