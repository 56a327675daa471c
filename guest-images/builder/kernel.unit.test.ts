import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { kernelPayload, unpack } from './kernel.ts';

const kernel = Buffer.from('the kernel proper');

describe('kernelPayload', () => {
  it('finds the payload of a bzImage where its header says', () => {
    const { compression, bytes } = kernelPayload(bzImage(gzipSync(kernel)));
    expect(compression).toBe('gzip');
    expect(unpack({ compression: 'gzip', bytes })).toEqual(kernel);
  });

  it('drops the size that the kernel build appends to formats that carry none', () => {
    const size = Buffer.alloc(4, 0xff);
    const { compression, bytes } = kernelPayload(bzImage(Buffer.concat([zstdCompressSync(kernel), size])));
    expect(compression).toBe('zstd');
    expect(unpack({ compression: 'zstd', bytes })).toEqual(kernel);
  });

  it('names xz, which it leaves to xz', () => {
    const xz = Buffer.concat([Buffer.from('fd377a585a00', 'hex'), Buffer.from('more'), Buffer.alloc(4)]);
    expect(kernelPayload(bzImage(xz))).toEqual({ compression: 'xz', bytes: xz.subarray(0, -4) });
  });

  it('reads an EFI zboot image', () => {
    const packed = gzipSync(kernel);
    const image = Buffer.alloc(64 + packed.length + 9);
    image.write('MZ');
    image.write('zimg', 4);
    image.writeUInt32LE(64, 8);
    image.writeUInt32LE(packed.length, 12);
    packed.copy(image, 64);
    expect(kernelPayload(image)).toEqual({ compression: 'gzip', bytes: packed });
  });

  it('takes an arm64 Image as it is', () => {
    const image = Buffer.concat([Buffer.from('4d5a40fa', 'hex'), Buffer.alloc(1024)]);
    expect(kernelPayload(image)).toEqual({ compression: 'none', bytes: image });
  });
});

function bzImage(payload: Buffer): Buffer {
  const setupSectors = 3;
  const offset = 100;
  const image = Buffer.alloc((setupSectors + 1) * 512 + offset + payload.length + 50);
  image.writeUInt8(setupSectors, 0x1f1);
  image.write('HdrS', 0x202);
  image.writeUInt32LE(offset, 0x248);
  image.writeUInt32LE(payload.length, 0x24c);
  payload.copy(image, (setupSectors + 1) * 512 + offset);
  return image;
}
