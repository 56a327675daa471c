import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LabError } from '../../fixtures/errors.ts';
import { imageDigest, keyOf } from '../cache/key.ts';
import { type QemuManifest, qemuManifest } from '../cache/manifest.ts';
import { type Kept, lookUp, type ObtainOptions, obtain, type Recipe } from '../cache/obtain.ts';
import { definitionOf } from '../definitions.ts';
import type { GuestImage } from '../image.ts';
import { hostOf, plans } from './plan.ts';
import { unpackQemu } from './unpack.ts';

type Arch = GuestImage['arch'];

/** A Debian release's QEMU, not installed: the same on every computer, whatever that has itself. */
export interface PackagedQemu {
  /** `debian-13`. */
  readonly release: string;
  /** Whose processors it runs on. */
  readonly host: Arch;
  /** Its own loader, libraries and firmware lie in this folder too, which may be moved as a whole. */
  readonly folder: string;
  /** In the folder; it takes QEMU's own arguments. */
  readonly program: string;
  /** `10.0.13`. */
  readonly version: string;
  /** sha256 over its packages' versions and what unpacked them. */
  readonly digest: string;
}

interface Chosen {
  /** Of the machine that it emulates; it runs on this computer's own architecture. */
  readonly arch: Arch;
  readonly release: string;
}
/** By default the release whose QEMU boots testbed images. */
type Choice = Pick<Chosen, 'arch'> & Partial<Chosen>;

/**
 * What boots testbed images: Debian 13 has QEMU 10. Emulated SVM of 7.2 corrupts nested guests when the outer VM has two
 * vCPUs.
 */
const OUTER = 'debian-13';
const SOURCE = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');
/** MiB: the packages, and what is kept of them. */
const ROOM = 600;

/**
 * A release's QEMU, unpacked from Debian packages if it is not there yet; nothing is installed, and nothing needs root.
 * @throws LabError `environment` for a missing tool, a full disk, an unreachable archive, another processor.
 */
export async function buildQemu({ arch, release = OUTER, ...options }: Choice & ObtainOptions): Promise<PackagedQemu> {
  return packagedQemu({ arch, release }, await obtain(await recipe({ arch, release }), options));
}

/**
 * A release's QEMU, verified as guest images are. Fetches nothing.
 * @throws LabError `environment` when it has not been unpacked or is damaged.
 */
export async function findQemu({ arch, release = OUTER }: Choice): Promise<PackagedQemu> {
  return packagedQemu({ arch, release }, await lookUp(await recipe({ arch, release })));
}

function packagedQemu({ arch, release }: Chosen, { folder, manifest }: Kept<QemuManifest>): PackagedQemu {
  const program = join(folder, plans[arch].program);
  const { qemuVersion: version, digest } = manifest;
  return { release, host: hostOf(process.arch).arch, folder, program, version, digest };
}

async function recipe({ arch, release }: Chosen): Promise<Recipe<QemuManifest>> {
  const host = hostOf(process.arch);
  const plan = plans[arch];
  const codename = definitionOf({ name: release, arch }).release;
  const key = await keyOf({ codename, plan, host }, SOURCE);
  return {
    ...{ name: `qemu-${release}`, arch, key, room: ROOM, schema: qemuManifest },
    told: `unpacking the QEMU of ${release}, which takes some seconds`,
    async make(job) {
      const unpacked = await unpackQemu({ ...job, plan, host, release: codename });
      const digest = imageDigest(key, unpacked.packages);
      return { schema: 'virtio-studio/packaged-qemu', version: 1, digest, ...unpacked };
    },
    notBuilt: (folder) => notUnpacked(release, arch, folder),
    damaged: (folder, damage) => damagedQemu(release, arch, folder, damage),
  };
}

export function notUnpacked(release: string, arch: Arch, folder: string): LabError {
  return new LabError('environment', {
    what: `The QEMU of ${release} for ${arch} machines has not been unpacked on this computer.`,
    rows: { Expected: folder },
    remedy: 'npm run lab, which fetches it',
  });
}

export function damagedQemu(release: string, arch: Arch, folder: string, damage: readonly string[]): LabError {
  return new LabError('environment', {
    what: `The QEMU of ${release} for ${arch} machines is not as it was unpacked.`,
    rows: { Folder: folder, Found: damage.join('\n') },
    remedy: 'npm run lab, which sets it aside and unpacks it again',
  });
}
