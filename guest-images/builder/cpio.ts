/** A file of an initramfs. Folders are made as they are needed. */
export interface CpioFile {
  /** Without a leading slash. */
  readonly path: string;
  /** `secret` and `private folder`: their owner alone reads them. */
  readonly mode: keyof typeof MODES;
  /** User and group; root unless told. */
  readonly owner?: number;
  readonly content: Buffer;
}

const MODES = {
  file: 0o100644,
  program: 0o100755,
  secret: 0o100600,
  folder: 0o40755,
  'private folder': 0o40700,
} as const;
const TRAILER = 'TRAILER!!!';
const ROOT = 0;

/**
 * A `newc` archive, which the kernel unpacks into its first file system
 * (Documentation/driver-api/early-userspace/buffer-format.rst). Not compressed: unpacking costs more than reading.
 */
export function cpio(files: readonly CpioFile[]): Buffer {
  const given = new Set(files.map(({ path }) => path));
  const missing = new Set(files.flatMap(({ path }) => parents(path)).filter((path) => !given.has(path)));
  const folders = [...missing].map((path): CpioFile => ({ path, mode: 'folder', content: Buffer.alloc(0) }));
  const sorted = [...folders, ...files].sort((one, other) => depth(one.path) - depth(other.path));
  const entries = sorted.map(({ path, mode, owner = ROOT, content }, index) =>
    entry(index + 1, path, MODES[mode], owner, content),
  );
  return Buffer.concat([...entries, entry(0, TRAILER, 0, ROOT, Buffer.alloc(0))]);
}

/** The folders above a path, the outermost first. */
export function parents(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

function depth(path: string): number {
  return path.split('/').length;
}

function entry(inode: number, path: string, mode: number, owner: number, content: Buffer): Buffer {
  const name = Buffer.from(`${path}\0`);
  const links = 1;
  const numbers = [inode, mode, owner, owner, links, 0, content.length, 0, 0, 0, 0, name.length, 0];
  const header = Buffer.from(`070701${numbers.map((number) => number.toString(16).padStart(8, '0')).join('')}`);
  return Buffer.concat([padded(Buffer.concat([header, name])), padded(content)]);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
