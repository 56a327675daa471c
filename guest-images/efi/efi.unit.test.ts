import { describe, expect, test } from 'vitest';
import { partitionTable } from './partition-table.ts';
import { unifiedKernel } from './unified-kernel.ts';

const parts = { osRelease: 'ID=debian\n', commandLine: 'console=ttyS0', kernel: Buffer.from('the kernel') };

describe('unifiedKernel', () => {
  test('puts its parts behind the stub, where the section table says', () => {
    const file = unifiedKernel(stub(), { ...parts, initramfs: Buffer.from('the initramfs') });
    expect(sections(file)).toEqual([
      { name: '.text', text: 'the stub', address: 0x1000 },
      { name: '.osrel', text: 'ID=debian\n', address: 0x2000 },
      { name: '.cmdline', text: 'console=ttyS0', address: 0x3000 },
      { name: '.linux', text: 'the kernel', address: 0x4000 },
      { name: '.initrd', text: 'the initramfs', address: 0x5000 },
    ]);
    expect(file.readUInt32LE(PE + 24 + 56)).toBe(0x6000);
    expect(file.length % 512).toBe(0);
  });

  test('does without an initramfs, and leaves the stub as it was', () => {
    const given = stub();
    expect(sections(unifiedKernel(given, parts))).toHaveLength(4);
    expect(given.equals(stub())).toBe(true);
  });

  test('refuses what is no boot stub', () => {
    expect(() => unifiedKernel(Buffer.from('#!/bin/sh'), parts)).toThrow('the boot stub is no PE file');
    const full = stub();
    full.writeUInt32LE(PE + 24 + 240 + 80, PE + 24 + 60);
    expect(() => unifiedKernel(full, parts)).toThrow('the boot stub has no room for more sections');
  });
});

describe('partitionTable', () => {
  const guid = 'a1b2c3d4-e5f6-4789-8abc-def012345678';
  const esp = { type: 'esp', name: 'ESP', guid, firstSector: 2048, sectors: 1000 } as const;
  const { head, tail } = partitionTable({ guid, sectors: 10_000, partitions: [esp] });

  test('ends in a copy of itself, each with its place', () => {
    const [primary, backup] = [head.subarray(512, 1024), tail.subarray(-512)];
    expect([primary, backup].map((header) => header.toString('latin1', 0, 8))).toEqual(['EFI PART', 'EFI PART']);
    expect([24, 32, 72].map((at) => Number(primary.readBigUInt64LE(at)))).toEqual([1, 9999, 2]);
    expect([24, 32, 72].map((at) => Number(backup.readBigUInt64LE(at)))).toEqual([9999, 1, 9967]);
    expect(tail.subarray(0, -512).equals(head.subarray(1024))).toBe(true);
  });

  test('writes a partition down as the specification has it', () => {
    const entry = head.subarray(1024, 1024 + 128);
    expect(entry.toString('hex', 0, 16)).toBe('28732ac11ff8d211ba4b00a0c93ec93b');
    expect(entry.toString('hex', 16, 32)).toBe('d4c3b2a1f6e589478abcdef012345678');
    expect([32, 40].map((at) => Number(entry.readBigUInt64LE(at)))).toEqual([2048, 3047]);
    expect(entry.toString('utf16le', 56, 62)).toBe('ESP');
  });
});

const PE = 0x80;

/** A PE32+ file with one section, and room in its header for more. */
function stub(): Buffer {
  const file = Buffer.alloc(0x400 + 512);
  file.write('MZ');
  file.writeUInt32LE(PE, 0x3c);
  file.write('PE\0\0', PE, 'latin1');
  file.writeUInt16LE(1, PE + 4 + 2);
  file.writeUInt16LE(240, PE + 4 + 16);
  const optional = PE + 24;
  for (const [at, value] of [
    [32, 0x1000],
    [36, 512],
    [56, 0x1100],
    [60, 0x400],
  ] as const) {
    file.writeUInt32LE(value, optional + at);
  }
  const section = optional + 240;
  file.write('.text', section);
  file.writeUInt32LE(8, section + 8);
  file.writeUInt32LE(0x1000, section + 12);
  file.writeUInt32LE(512, section + 16);
  file.writeUInt32LE(0x400, section + 20);
  file.write('the stub', 0x400);
  return file;
}

function sections(file: Buffer) {
  const table = PE + 24 + file.readUInt16LE(PE + 4 + 16);
  return Array.from({ length: file.readUInt16LE(PE + 4 + 2) }, (_, index) => {
    const entry = file.subarray(table + index * 40, table + index * 40 + 40);
    const at = entry.readUInt32LE(20);
    return {
      name: entry.toString('latin1', 0, 8).replace(/\0+$/, ''),
      text: file.toString('latin1', at, at + entry.readUInt32LE(8)),
      address: entry.readUInt32LE(12),
    };
  });
}
