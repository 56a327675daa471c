import { type FileHandle, mkdtemp, open, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { type Deadline, deadlineAfter } from '../../fixtures/deadline.ts';
import { LabError } from '../../fixtures/errors.ts';
import { definitionOf } from '../definitions.ts';
import { run } from '../host/command.ts';
import type { ForeignImage } from '../image.ts';
import { digestOf } from './digest.ts';
import { bootsByNothing, noSuchFile, notFetchedYet, unusableDisk, wrongDigest } from './errors.ts';
import { fetchedPlace } from './fetch.ts';
import { type DiskFormat, diskFormat, HEADER_BYTES } from './header.ts';
import { bootsBy, bootsByBios, TABLE_BYTES } from './partitions.ts';
import { type ForeignReference, referenceText } from './reference.ts';

/** Seconds for reading the beginning of a disk. */
const LOOK_LIMIT = 60;

/** Both serial ports that a guest of the lab has; the guest speaks on the first, and is told to use the second. */
const CONSOLES = {
  amd64: { login: 'ttyS0', kernel: 'ttyS1' },
  arm64: { login: 'ttyAMA0', kernel: 'ttyS0' },
} as const;

/**
 * An image of other people, looked at: its digest is the one that was asked for, its disk stands on no other file of
 * this computer, and there is something that firmware can boot. Fetches nothing.
 * @throws LabError `input` when it cannot be used; `environment` when it has not been fetched.
 */
export async function findForeign(reference: ForeignReference, arch: ForeignImage['arch']): Promise<ForeignImage> {
  const disk = reference.kind === 'path' ? resolve(reference.path) : fetchedPlace(reference);
  await requireFile(reference, disk);
  const digest = await digestOf(disk);
  const expected = reference.sha256 ?? digest;
  if (digest !== expected) throw wrongDigest(referenceText(reference), expected, digest);
  const format = diskFormat(await beginning(disk, HEADER_BYTES));
  if (typeof format !== 'string') throw unusableDisk(disk, format);
  const head = await tableOf(disk, format, deadlineAfter(LOOK_LIMIT));
  const boots = bootsBy(head);
  if (boots === 'nothing' || (arch === 'arm64' && boots === 'bios')) throw bootsByNothing(disk, arch);
  return {
    ...{ arch, digest, disk, diskFormat: format, consoles: CONSOLES[arch] },
    ...{ firmware: boots, bootsByBios: boots === 'bios' || bootsByBios(head) },
    name: basename(reference.kind === 'path' ? disk : new URL(reference.url).pathname),
    // The seed makes it, so it is the one of the lab's own images.
    login: definitionOf({ name: 'debian-12', arch }).login,
  };
}

async function requireFile(reference: ForeignReference, disk: string): Promise<void> {
  try {
    if (!(await stat(disk)).isFile()) throw new Error('it is not an ordinary file');
    await (await open(disk)).close();
  } catch (error) {
    if (reference.kind === 'url') throw notFetchedYet(reference.url, disk);
    throw error instanceof LabError ? error : noSuchFile(disk, error);
  }
}

/** The first bytes of what the guest sees as its disk. */
async function tableOf(disk: string, format: DiskFormat, deadline: Deadline): Promise<Buffer> {
  if (format === 'raw') return beginning(disk, TABLE_BYTES);
  const folder = await mkdtemp(join(tmpdir(), 'lab-table-'));
  try {
    const head = join(folder, 'head');
    const words = [`bs=${TABLE_BYTES}`, 'count=1', `if=${disk}`, `of=${head}`];
    await run(['qemu-img', 'dd', '-f', format, '-O', 'raw', ...words], { deadline });
    return await readFile(head);
  } catch {
    throw unusableDisk(disk, { why: 'qemu-img cannot read it', remedy: 'see what it says: qemu-img check IT' });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function beginning(file: string, bytes: number): Promise<Buffer> {
  const handle: FileHandle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
