/** What a unified kernel image holds besides its boot stub (UAPI Group Specifications, UKI). */
export interface KernelParts {
  /** As in /etc/os-release. */
  readonly osRelease: string;
  readonly commandLine: string;
  /** With the kernel's own EFI stub: bzImage on amd64, Image on arm64. */
  readonly kernel: Buffer;
  readonly initramfs?: Buffer;
}

// Offsets of the PE format (Microsoft's "PE Format"): in the DOS header, the COFF header, the optional header of PE32+.
const PE_HEADER_AT = 0x3c;
const COFF = { sections: 2, optionalHeaderSize: 16, size: 20 };
const OPTIONAL = { initializedData: 8, sectionAlignment: 32, fileAlignment: 36, imageSize: 56, headersSize: 60 };
const SECTION = { size: 40, virtualSize: 8, address: 12, rawSize: 16, rawAt: 20, flags: 36 };
const READABLE_DATA = 0x4000_0040;

/**
 * Puts kernel, initramfs and command line behind systemd's boot stub, as objcopy or ukify would: one file that UEFI
 * starts. Written out here, since the stub may be for another architecture than this computer's.
 * @throws RangeError when `stub` is not a PE file, or its header has no room for four sections more.
 */
export function unifiedKernel(stub: Buffer, { osRelease, commandLine, kernel, initramfs }: KernelParts): Buffer {
  const sections = [
    { name: '.osrel', bytes: Buffer.from(osRelease) },
    { name: '.cmdline', bytes: Buffer.from(commandLine) },
    { name: '.linux', bytes: kernel },
    ...(initramfs === undefined ? [] : [{ name: '.initrd', bytes: initramfs }]),
  ];
  const header = readHeader(stub);
  if (header.tableEnd + sections.length * SECTION.size > header.headersSize) {
    throw new RangeError('the boot stub has no room for more sections');
  }
  const file: Buffer[] = [padded(stub, header.fileAlignment)];
  const image = file[0] as Buffer;
  let length = image.length;
  let address = header.imageSize;
  for (const [index, { name, bytes }] of sections.entries()) {
    const raw = padded(bytes, header.fileAlignment);
    const entry = image.subarray(header.tableEnd + index * SECTION.size);
    entry.write(name, 0, 'latin1');
    entry.writeUInt32LE(bytes.length, SECTION.virtualSize);
    entry.writeUInt32LE(address, SECTION.address);
    entry.writeUInt32LE(raw.length, SECTION.rawSize);
    entry.writeUInt32LE(length, SECTION.rawAt);
    entry.writeUInt32LE(READABLE_DATA, SECTION.flags);
    file.push(raw);
    length += raw.length;
    address += roundUp(bytes.length, header.sectionAlignment);
  }
  image.writeUInt16LE(header.sections + sections.length, header.coff + COFF.sections);
  image.writeUInt32LE(header.initializedData + length - image.length, header.optional + OPTIONAL.initializedData);
  image.writeUInt32LE(address, header.optional + OPTIONAL.imageSize);
  return Buffer.concat(file);
}

function readHeader(stub: Buffer) {
  const pe = stub.toString('latin1', 0, 2) === 'MZ' ? stub.readUInt32LE(PE_HEADER_AT) : Number.NaN;
  if (stub.toString('latin1', pe, pe + 4) !== 'PE\0\0') throw new RangeError('the boot stub is no PE file');
  const coff = pe + 4;
  const optional = coff + COFF.size;
  const sections = stub.readUInt16LE(coff + COFF.sections);
  const table = optional + stub.readUInt16LE(coff + COFF.optionalHeaderSize);
  const sectionAlignment = stub.readUInt32LE(optional + OPTIONAL.sectionAlignment);
  return {
    coff,
    optional,
    sections,
    tableEnd: table + sections * SECTION.size,
    sectionAlignment,
    fileAlignment: stub.readUInt32LE(optional + OPTIONAL.fileAlignment),
    headersSize: stub.readUInt32LE(optional + OPTIONAL.headersSize),
    initializedData: stub.readUInt32LE(optional + OPTIONAL.initializedData),
    imageSize: roundUp(stub.readUInt32LE(optional + OPTIONAL.imageSize), sectionAlignment),
  };
}

/** A copy, filled up with zeros. */
function padded(bytes: Buffer, alignment: number): Buffer {
  const copy = Buffer.alloc(roundUp(bytes.length, alignment));
  bytes.copy(copy);
  return copy;
}

function roundUp(length: number, alignment: number): number {
  return Math.ceil(length / alignment) * alignment;
}
