import { fileURLToPath } from 'node:url';
import { LabError } from '../../fixtures/errors.ts';
import { imageDigest, keyOf } from '../cache/key.ts';
import { type QemuManifest, qemuManifest } from '../cache/manifest.ts';
import { type Kept, lookUp, type ObtainOptions, obtain, type Recipe } from '../cache/obtain.ts';
import type { GuestImage } from '../image.ts';
import { argvOf, hostOf, plans, RELEASE } from './plan.ts';
import { unpackQemu } from './unpack.ts';

/** The QEMU that boots testbed images, the same on every computer. */
export interface OuterQemu {
  /** The program and the arguments that come first: its own loader, libraries and firmware. */
  readonly argv: readonly string[];
  /** `10.0.13`. */
  readonly version: string;
  /** sha256 over its packages' versions and what unpacked them. */
  readonly digest: string;
}

interface Choice {
  /** Of the machine that it emulates; it runs on this computer's own architecture. */
  readonly arch: GuestImage['arch'];
}

const SOURCE = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');
/** MiB: the packages, and what is kept of them. */
const ROOM = 600;

/**
 * The outer QEMU, unpacked from Debian packages if it is not there yet; nothing is installed, and nothing needs root.
 * @throws LabError `environment` for a missing tool, a full disk, an unreachable archive, another processor.
 */
export async function buildQemu({ arch, ...options }: Choice & ObtainOptions): Promise<OuterQemu> {
  return outerQemu(arch, await obtain(await recipe(arch), options));
}

/**
 * The outer QEMU, verified as guest images are. Fetches nothing.
 * @throws LabError `environment` when it has not been unpacked or is damaged.
 */
export async function findQemu({ arch }: Choice): Promise<OuterQemu> {
  return outerQemu(arch, await lookUp(await recipe(arch)));
}

function outerQemu(arch: Choice['arch'], { folder, manifest }: Kept<QemuManifest>): OuterQemu {
  return { argv: argvOf(folder, plans[arch]), version: manifest.qemuVersion, digest: manifest.digest };
}

async function recipe(arch: Choice['arch']): Promise<Recipe<QemuManifest>> {
  const host = hostOf(process.arch);
  const plan = plans[arch];
  const key = await keyOf({ RELEASE, plan, host }, SOURCE);
  return {
    ...{ name: 'outer-qemu', arch, key, room: ROOM, schema: qemuManifest },
    told: "unpacking Debian 13's QEMU, which takes some seconds",
    async make(job) {
      const unpacked = await unpackQemu({ ...job, plan, host });
      const digest = imageDigest(key, unpacked.packages);
      return { schema: 'virtio-studio/outer-qemu', version: 1, digest, ...unpacked };
    },
    notBuilt: (folder) => notUnpacked(arch, folder),
    damaged: (folder, damage) => damagedQemu(arch, folder, damage),
  };
}

/** Exported for its wording. */
export function notUnpacked(arch: Choice['arch'], folder: string): LabError {
  return new LabError('environment', {
    what: `The QEMU that boots the ${arch} testbed has not been unpacked on this computer.`,
    rows: { Expected: folder },
    remedy: 'npm run lab, which fetches it',
  });
}

/** Exported for its wording. */
export function damagedQemu(arch: Choice['arch'], folder: string, damage: readonly string[]): LabError {
  return new LabError('environment', {
    what: `The QEMU that boots the ${arch} testbed is not as it was unpacked.`,
    rows: { Folder: folder, Found: damage.join('\n') },
    remedy: 'npm run lab, which sets it aside and unpacks it anew',
  });
}
