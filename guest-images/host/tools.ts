import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { LabError } from '../../fixtures/errors.ts';

/** A program that building an image needs, its Debian package (the same on Ubuntu and Raspberry Pi OS), and why. */
export interface ImageTool {
  readonly program: string;
  readonly package: string;
  readonly reason: string;
}

export const imageTools: readonly ImageTool[] = [
  { program: 'mmdebstrap', package: 'mmdebstrap', reason: 'fetches and unpacks the packages of the guest image' },
  {
    program: 'gpg',
    package: 'gpg',
    reason: 'reads the keys of the archive that mmdebstrap takes the packages from',
  },
  {
    program: 'fakeroot-sysv',
    package: 'fakeroot',
    reason: 'lets an ordinary user make files that are root’s in the guest',
  },
  { program: 'mke2fs', package: 'e2fsprogs', reason: 'writes the root disk of the guest image' },
  { program: 'depmod', package: 'kmod', reason: 'tells which driver of the guest drives which device' },
  { program: 'xz', package: 'xz-utils', reason: "unpacks the guest's kernel" },
  { program: 'perl', package: 'perl-base', reason: "hashes the password of the guest's user" },
  { program: 'flock', package: 'util-linux', reason: 'keeps two builds of one image apart' },
];

/** The public keys by which packages are verified; Debian has them, Ubuntu does not. */
export const archiveKeys = {
  file: '/usr/share/keyrings/debian-archive-keyring.gpg',
  package: 'debian-archive-keyring',
  reason: "verifies the guest image's packages",
} as const;

/** Debian keeps mke2fs and depmod here, which is not in an ordinary user's PATH. */
export const ADMINISTRATION = '/usr/local/sbin:/usr/sbin:/sbin';

/** @throws LabError `environment` that names every package that is missing. */
export function requireTools(path: string = process.env['PATH'] ?? ''): void {
  const missing = missingFrom(`${path}${delimiter}${ADMINISTRATION}`);
  if (missing.length > 0) throw toolsMissing(missing);
}

/** Whether this computer has a program where programs are looked for. */
export const isProgramHere = (program: string, path: string = process.env['PATH'] ?? ''): boolean =>
  path.split(delimiter).some((folder) => runs(join(folder, program)));

function missingFrom(path: string): (typeof archiveKeys | ImageTool)[] {
  const programs = imageTools.filter(({ program }) => !isProgramHere(program, path));
  return isThere(archiveKeys.file, constants.R_OK) ? programs : [...programs, archiveKeys];
}

function runs(file: string): boolean {
  return isThere(file, constants.X_OK);
}

function isThere(file: string, mode: number): boolean {
  try {
    accessSync(file, mode);
    return true;
  } catch {
    return false;
  }
}

export function toolsMissing(missing: readonly Pick<ImageTool, 'package' | 'reason'>[]): LabError {
  const packages = missing.map((tool) => tool.package);
  return new LabError('environment', {
    what: `The guest image cannot be built: this computer lacks ${packages.join(', ')}.`,
    rows: { Needed: missing.map((tool) => `${tool.package} ${tool.reason}`).join('\n') },
    remedy: `npm run lab, which installs what it needs, or: sudo apt-get install ${packages.join(' ')}`,
  });
}
