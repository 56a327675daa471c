import { describe, expect, test } from 'vitest';
import { partitionTable } from '../efi/partition-table.ts';
import { diskFormat, HEADER_BYTES } from './header.ts';
import { bootsBy, bootsByBios } from './partitions.ts';

describe('the format of a disk file', () => {
  test('is qcow2, of both versions that there are', () => {
    expect(diskFormat(qcow2())).toBe('qcow2');
    expect(diskFormat(qcow2((header) => header.writeUInt32BE(2, 4)))).toBe('qcow2');
  });

  test('is raw for whatever has no header', () => {
    expect(diskFormat(Buffer.alloc(HEADER_BYTES))).toBe('raw');
    expect(diskFormat(Buffer.alloc(0))).toBe('raw');
  });

  test.each([
    ['on top of another file', (header: Buffer) => header.writeBigUInt64BE(0x70n, 8)],
    ['keeps its data in another file', (header: Buffer) => header.writeBigUInt64BE(4n, 72)],
    ['is encrypted', (header: Buffer) => header.writeUInt32BE(2, 32)],
    ['of version 4', (header: Buffer) => header.writeUInt32BE(4, 4)],
  ])('is refused for a qcow2 disk %s', (why, change) => {
    expect(diskFormat(qcow2(change))).toHaveProperty('why', expect.stringContaining(why));
  });

  test('is refused for a qcow2 disk that is cut short', () => {
    expect(diskFormat(qcow2().subarray(0, 40))).toHaveProperty('why', 'it is a qcow2 disk that is cut short');
  });

  test.each([
    ['KDMV', 0, 'it is a vmdk disk'],
    ['\x7f\x10\xda\xbe', 64, 'it is a vdi disk'],
    ['\xfd7zXZ\0', 0, 'it is compressed'],
  ])('is told for %j, which is neither', (magic, at, why) => {
    const header = Buffer.alloc(HEADER_BYTES);
    header.write(magic, at, 'latin1');
    expect(diskFormat(header)).toHaveProperty('why', why);
  });
});

describe('what a disk boots by', () => {
  test('is UEFI when a GPT has an EFI system partition', () => {
    expect(bootsBy(gpt('esp'))).toBe('uefi');
    expect(bootsBy(gpt('linux'))).toBe('bios');
  });

  test('is UEFI when an MBR has one', () => {
    expect(bootsBy(mbr(0xef))).toBe('uefi');
    expect(bootsBy(mbr(0x83))).toBe('bios');
  });

  test('is nothing without a boot signature', () => {
    expect(bootsBy(Buffer.alloc(34 * 512))).toBe('nothing');
    expect(bootsBy(Buffer.from('#!/bin/sh\n'))).toBe('nothing');
  });

  test('does not believe a table that lies about its place and size', () => {
    const lying = gpt('esp');
    lying.writeBigUInt64LE(0xffff_ffff_ffff_ffffn, 512 + 72);
    expect(bootsBy(lying)).toBe('bios');
    const endless = gpt('linux');
    endless.writeUInt32LE(0xffff_ffff, 512 + 80);
    endless.writeUInt32LE(0, 512 + 84);
    expect(bootsBy(endless)).toBe('bios');
  });
});

describe('a disk that boots by UEFI', () => {
  test('boots by BIOS too, where its GPT has a place for a boot loader and its boot sector has one', () => {
    const both = gpt('esp', 'bios');
    expect(bootsByBios(both)).toBe(false);
    both.write('\xeb\x63\x90', 'latin1');
    expect(bootsByBios(both)).toBe(true);
    expect(bootsBy(both)).toBe('uefi');
  });

  test('boots by BIOS too, where its MBR has an active partition and its boot sector has code', () => {
    const both = mbr(0xef);
    both.write('\xeb\x63\x90', 'latin1');
    expect(bootsByBios(both)).toBe(false);
    both[446 + 16] = 0x80;
    expect(bootsByBios(both)).toBe(true);
  });

  test('else does not: code that a partitioning tool put there only says that there is nothing to boot', () => {
    const parted = gpt('esp');
    parted.write('\xfa\xb8\x00', 'latin1');
    expect(bootsByBios(parted)).toBe(false);
  });
});

function qcow2(change: (header: Buffer) => void = () => {}): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('QFI\xfb', 0, 'latin1');
  header.writeUInt32BE(3, 4);
  change(header);
  return header;
}

function gpt(...types: ('esp' | 'linux' | 'bios')[]): Buffer {
  const guid = 'a1b2c3d4-0000-4000-8000-000000000001';
  const partitions = types.map((type, index) => ({
    ...{ type, name: type, guid: `a1b2c3d4-0000-4000-8000-00000000001${index}` },
    ...{ firstSector: 2048 * (index + 1), sectors: 2048 },
  }));
  return partitionTable({ guid, sectors: 16_384, partitions }).head;
}

function mbr(type: number): Buffer {
  const head = Buffer.alloc(34 * 512);
  head[446 + 4] = type;
  head.writeUInt16LE(0xaa55, 510);
  return head;
}
