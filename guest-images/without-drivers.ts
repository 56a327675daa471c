import { cpio } from './builder/cpio.ts';

/** What init reads: a line for each driver, with the devices for which it loads it (builder/initramfs.ts). */
const TABLE = 'drivers';

/**
 * An initramfs whose init leaves devices of these drivers alone, so that somebody else may have them. Of two files of one
 * name the kernel takes the last.
 */
export function withoutDrivers(initramfs: Buffer, drivers: readonly string[]): Buffer {
  const ofThese = new RegExp(`modules='(?:[^']* )?(?:${drivers.join('|')})'`);
  const left = fileIn(initramfs, TABLE)
    .toString()
    .split('\n')
    .filter((line) => !ofThese.test(line));
  return Buffer.concat([initramfs, cpio([{ path: TABLE, mode: 'file', content: Buffer.from(left.join('\n')) }])]);
}

/** Of a `newc` header: the magic, then 13 numbers of eight digits each. */
const HEADER = 110;
const SIZE = 54;
const NAME_SIZE = 94;

const padded = (offset: number) => offset + (-offset & 3);

/** @throws RangeError where the first archive has no such file. */
function fileIn(initramfs: Buffer, wanted: string): Buffer {
  const digits = (at: number) => Number.parseInt(initramfs.toString('latin1', at, at + 8), 16);
  for (let at = 0; initramfs.toString('latin1', at, at + 6) === '070701'; ) {
    const [size, nameSize] = [digits(at + SIZE), digits(at + NAME_SIZE)];
    const content = padded(at + HEADER + nameSize);
    const name = initramfs.toString('latin1', at + HEADER, at + HEADER + nameSize - 1);
    if (name === wanted) return initramfs.subarray(content, content + size);
    at = padded(content + size);
  }
  throw new RangeError(`the initramfs has no ${wanted}`);
}
