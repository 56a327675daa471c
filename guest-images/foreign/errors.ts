// The wording of what is wrong with an image of other people: pure functions of facts.
import { LabError } from '../../fixtures/errors.ts';

export function noSuchFile(path: string, cause: unknown): LabError {
  return new LabError('input', {
    what: 'The guest image that was asked for cannot be read.',
    rows: { Path: path, Happened: cause instanceof Error ? cause.message : String(cause) },
    remedy:
      'correct LAB_IMAGE (of an upgrade, LAB_BEFORE or LAB_AFTER): the path of a disk file (raw or qcow2) that you may read',
  });
}

export function wrongDigest(place: string, expected: string, found: string): LabError {
  return new LabError('input', {
    what: 'The guest image is not the one that was asked for: its sha256 differs; nothing of it was used.',
    rows: { Image: place, Expected: expected, Found: found },
    remedy:
      'get the image again, or correct the digest where it is named (LAB_IMAGE, LAB_BEFORE or LAB_AFTER) by what its maker publishes',
  });
}

export function unusableDisk(
  path: string,
  { why, remedy }: { readonly why: string; readonly remedy: string },
): LabError {
  return new LabError('input', {
    what: `The guest image cannot be used: ${why}.`,
    rows: { Path: path },
    remedy: remedy.replace('IT', path),
  });
}

export function bootsByNothing(path: string, arch: string): LabError {
  return new LabError('input', {
    what: `The guest image holds nothing that firmware could boot on ${arch}.`,
    rows: {
      Path: path,
      Found:
        arch === 'arm64'
          ? 'no EFI system partition, by which every arm64 machine boots'
          : 'neither an EFI system partition nor a boot sector',
    },
    remedy: 'take the disk image (not the kernel, the root file system or the installer), for this architecture',
  });
}

export function notFetched(url: string, happened: string, cause?: unknown): LabError {
  return new LabError('environment', {
    what: 'The guest image could not be fetched; nothing of it is kept.',
    rows: { URL: url, Happened: happened },
    remedy: /ENOSPC|no space/i.test(happened)
      ? 'make room on the disk, or set XDG_CACHE_HOME to a folder on a larger one, then run it again'
      : 'see whether the address is right and this computer reaches it; a file fetched by other means does as well: LAB_IMAGE=/path/of/it',
    ...(cause !== undefined && { cause }),
  });
}

export function notFetchedYet(url: string, file: string): LabError {
  return new LabError('environment', {
    what: 'The guest image has not been fetched to this computer.',
    rows: { URL: url, Expected: file },
    remedy: 'npm run lab, which fetches it',
  });
}
