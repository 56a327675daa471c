/** A file of an initramfs. Folders are made as they are needed. */
export interface CpioFile {
  /** Without a leading slash. */
  readonly path: string;
  readonly mode: 'file' | 'program' | 'folder';
  readonly content: Buffer;
}

const MODES = { file: 0o100644, program: 0o100755, folder: 0o40755 } as const;
const TRAILER = 'TRAILER!!!';

/**
 * Pure. A `newc` archive, which the kernel unpacks into its first file system, owned by root
 * (Documentation/driver-api/early-userspace/buffer-format.rst). Not compressed: unpacking costs more than reading.
 */
export function cpio(files: readonly CpioFile[]): Buffer {
  const paths = new Set(files.flatMap(({ path }) => parents(path)));
  const folders = [...paths].map((path): CpioFile => ({ path, mode: 'folder', content: Buffer.alloc(0) }));
  const entries = [...folders, ...files].map(({ path, mode, content }, index) =>
    entry(index + 1, path, MODES[mode], content),
  );
  return Buffer.concat([...entries, entry(0, TRAILER, 0, Buffer.alloc(0))]);
}

function parents(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

function entry(inode: number, path: string, mode: number, content: Buffer): Buffer {
  const name = Buffer.from(`${path}\0`);
  const links = 1;
  const numbers = [inode, mode, 0, 0, links, 0, content.length, 0, 0, 0, 0, name.length, 0];
  const header = Buffer.from(`070701${numbers.map((number) => number.toString(16).padStart(8, '0')).join('')}`);
  return Buffer.concat([padded(Buffer.concat([header, name])), padded(content)]);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
