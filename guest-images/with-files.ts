import { USER_ID } from './builder/accounts.ts';
import { type CpioFile, cpio, parents } from './builder/cpio.ts';

/** What init copies over the root file system before anything starts there. */
const LAID = 'lab';
const EMPTY = Buffer.alloc(0);

/**
 * An initramfs whose init lays `files` over the image's root: keys and the like, which are new at each boot. Names are
 * paths below the root, without a leading slash, as `root/.ssh/authorized_keys`. Private keys and what is in a `.ssh`
 * are readable by their owner alone; what is in the home of `ubuntu` belongs to ubuntu, all else to root. Further calls
 * add further files.
 */
export function withFiles(initramfs: Buffer, files: Readonly<Record<string, string>>): Buffer {
  const added = Object.entries(files).flatMap(([path, text]) => [...folders(path), laid(path, text)]);
  const once = new Map(added.map((file) => [file.path, file]));
  // The kernel unpacks one archive after another; each begins on a multiple of four bytes, which cpio() keeps.
  return Buffer.concat([initramfs, cpio([...once.values()])]);
}

function folders(path: string): CpioFile[] {
  return parents(path).map((folder) => ({
    path: `${LAID}/${folder}`,
    mode: /(^|\/)\.ssh$|^root$/.test(folder) ? 'private folder' : 'folder',
    owner: ownerOf(folder),
    content: EMPTY,
  }));
}

function laid(path: string, text: string): CpioFile {
  const secret = /(^|\/)\.ssh\//.test(path) || /_key$/.test(path);
  return {
    path: `${LAID}/${path}`,
    mode: secret ? 'secret' : 'file',
    owner: ownerOf(path),
    content: Buffer.from(text),
  };
}

function ownerOf(path: string): number {
  return path === 'home/ubuntu' || path.startsWith('home/ubuntu/') ? USER_ID : 0;
}
