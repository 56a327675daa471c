import { constants, gunzipSync, zstdDecompressSync } from 'node:zlib';

export type Compression = 'none' | 'gzip' | 'xz' | 'zstd';

export interface Payload {
  readonly compression: Compression;
  readonly bytes: Buffer;
}

/** The kernel proper within a distribution's /boot/vmlinuz: bzImage, EFI zboot, or as it is. */
export function kernelPayload(image: Buffer): Payload {
  if (image.toString('latin1', 0x202, 0x206) === 'HdrS') return bzImagePayload(image);
  if (image.toString('latin1', 4, 8) === 'zimg') return zbootPayload(image);
  return { compression: compressionOf(image), bytes: image };
}

/** Documentation/arch/x86/boot.rst: payload_offset counts from the protected-mode code. */
function bzImagePayload(image: Buffer): Payload {
  const setupSectors = image.readUInt8(0x1f1) || 4;
  const start = (setupSectors + 1) * 512 + image.readUInt32LE(0x248);
  const payload = image.subarray(start, start + image.readUInt32LE(0x24c));
  const compression = compressionOf(payload);
  // The kernel's build appends the uncompressed size, for the formats that do not carry it.
  return { compression, bytes: compression === 'gzip' ? payload : payload.subarray(0, -4) };
}

/** drivers/firmware/efi/libstub/zboot-header.S: offset and size of the payload stand behind the magic. */
function zbootPayload(image: Buffer): Payload {
  const start = image.readUInt32LE(8);
  const payload = image.subarray(start, start + image.readUInt32LE(12));
  return { compression: compressionOf(payload), bytes: payload };
}

function compressionOf(bytes: Buffer): Compression {
  const magic = bytes.toString('hex', 0, 6);
  if (magic.startsWith('1f8b')) return 'gzip';
  if (magic === 'fd377a585a00') return 'xz';
  if (magic.startsWith('28b52ffd')) return 'zstd';
  return 'none';
}

/** Not xz, which Node cannot unpack. */
export function unpack({ compression, bytes }: Payload & { readonly compression: Exclude<Compression, 'xz'> }): Buffer {
  if (compression === 'gzip') return gunzipSync(bytes);
  // Kernels are packed with the largest window there is.
  if (compression === 'zstd') return zstdDecompressSync(bytes, { params: { [constants.ZSTD_d_windowLogMax]: 31 } });
  return bytes;
}
