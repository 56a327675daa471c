import { randomUUID } from 'node:crypto';
import { mkdir, open, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Deadline } from '../../fixtures/deadline.ts';
import { run } from '../host/command.ts';
import type { GuestImage } from '../image.ts';
import { FIRST_SECTOR, type Partition, partitionTable, SECTOR, TAIL_SECTORS } from './partition-table.ts';

/** UEFI starts this file of a disk that it knows nothing else of (UEFI specification, 3.5.1.1). */
const STARTED = { amd64: 'BOOTX64.EFI', arm64: 'BOOTAA64.EFI' } as const;

interface UefiDisk {
  readonly arch: GuestImage['arch'];
  /** The program that is to be started, a unified kernel for one. */
  readonly program: Buffer;
  /** File system of the second partition: a file of whole sectors. */
  readonly root: string;
  /** An empty folder. */
  readonly work: string;
  /** The disk that is made, a raw and sparse file. */
  readonly disk: string;
  readonly deadline: Deadline;
}

/**
 * Makes a disk that UEFI boots: a GPT with an EFI system partition, and a root behind it. Needs neither root nor loop
 * devices: QEMU makes the FAT file system out of a folder.
 */
export async function makeUefiDisk({ arch, program, root, work, disk, deadline }: UefiDisk): Promise<void> {
  const folder = join(work, 'esp');
  await mkdir(join(folder, 'EFI', 'BOOT'), { recursive: true });
  await writeFile(join(folder, 'EFI', 'BOOT', STARTED[arch]), program);
  const fat = join(work, 'esp.img');
  const options = `driver=vvfat,dir=${folder.replaceAll(',', ',,')},label=ESP,fat-type=16`;
  await run(['qemu-img', 'convert', '--image-opts', options, '-O', 'raw', fat], { deadline });
  await lay({ fat, root, disk, deadline });
}

async function lay({ fat, root, disk, deadline }: Record<'fat' | 'root' | 'disk', string> & { deadline: Deadline }) {
  const within = await onlyPartition(fat);
  const esp: Partition = {
    type: 'esp',
    name: 'ESP',
    guid: randomUUID(),
    firstSector: FIRST_SECTOR,
    sectors: within.sectors,
  };
  const behind = Math.ceil((esp.firstSector + esp.sectors) / FIRST_SECTOR) * FIRST_SECTOR;
  const linux: Partition = {
    ...{ type: 'linux', name: 'root', guid: randomUUID(), firstSector: behind },
    sectors: Math.ceil((await stat(root)).size / SECTOR),
  };
  const sectors = linux.firstSector + linux.sectors + TAIL_SECTORS;
  const { head, tail } = partitionTable({ guid: randomUUID(), sectors, partitions: [esp, linux] });
  const file = await open(disk, 'w');
  try {
    await file.write(head, 0, head.length, 0);
    await file.write(tail, 0, tail.length, sectors * SECTOR - tail.length);
  } finally {
    await file.close();
  }
  await copy({ from: fat, skip: within.firstSector, count: within.sectors, to: disk, seek: esp.firstSector }, deadline);
  await copy({ from: root, skip: 0, count: linux.sectors, to: disk, seek: linux.firstSector }, deadline);
}

/** QEMU makes a whole disk, with an MBR before the file system. */
async function onlyPartition(disk: string): Promise<{ readonly firstSector: number; readonly sectors: number }> {
  const file = await open(disk);
  try {
    const { buffer } = await file.read(Buffer.alloc(SECTOR), 0, SECTOR, 0);
    return { firstSector: buffer.readUInt32LE(454), sectors: buffer.readUInt32LE(458) };
  } finally {
    await file.close();
  }
}

interface Copy {
  readonly from: string;
  /** In sectors. */
  readonly skip: number;
  readonly count: number;
  readonly to: string;
  readonly seek: number;
}

async function copy({ from, skip, count, to, seek }: Copy, deadline: Deadline): Promise<void> {
  const bytes = { skip: skip * SECTOR, count: count * SECTOR, seek: seek * SECTOR };
  const where = Object.entries(bytes).map(([name, value]) => `${name}=${value}`);
  const flags = ['bs=1M', 'conv=sparse,notrunc', 'iflag=skip_bytes,count_bytes', 'oflag=seek_bytes', 'status=none'];
  await run(['dd', `if=${from}`, `of=${to}`, ...where, ...flags], { deadline });
}
