import { statfs } from 'node:fs/promises';
import { LabError } from '../../fixtures/errors.ts';

const MIB = 1024 * 1024;

/** @throws LabError `environment` when less than `needed` MiB are free where `folder` is. */
export async function requireRoom(folder: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = Math.floor((bavail * bsize) / MIB);
  if (free < needed) throw noRoom(folder, needed, free);
}

export function noRoom(folder: string, needed: number, free: number): LabError {
  return new LabError('environment', {
    what: `There is no room to build the guest image: it takes ${needed} MiB, and ${free} MiB are free.`,
    rows: { Folder: folder },
    remedy: 'make room there, or set XDG_CACHE_HOME to a folder on a larger disk',
  });
}
