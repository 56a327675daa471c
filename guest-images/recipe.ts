import { chmod, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../fixtures/errors.ts';
import { assemble, FILES } from './builder/assemble.ts';
import { imageDigest, imageKey } from './cache/key.ts';
import { type ImageManifest, imageManifest } from './cache/manifest.ts';
import type { Kept, Recipe } from './cache/obtain.ts';
import type { ImageChoice, ImageDefinition } from './definitions.ts';
import type { BuiltImage } from './image.ts';

/** MiB at the height of a build: the unpacked packages and the disk that is made of them. */
const ROOM = 1700;

/** How the cache gets the image of a definition. */
export async function imageRecipe(definition: ImageDefinition): Promise<Recipe<ImageManifest>> {
  const { name, arch } = definition;
  const key = await imageKey(definition);
  return {
    ...{ name, arch, key, room: ROOM, schema: imageManifest },
    told: 'building the guest image, which takes about a minute',
    async make({ work, finished, deadline, progress }) {
      const { packages, ...kernel } = await assemble({ definition, deadline, progress }, work);
      const files = Object.values(FILES);
      for (const file of files) {
        await rename(join(work, file), join(finished, file));
        await chmod(join(finished, file), 0o444);
      }
      const digest = imageDigest(key, packages);
      return { schema: 'virtio-studio/guest-image', version: 1, digest, ...kernel, packages, files };
    },
    notBuilt: (folder) => notBuilt(definition, folder),
    damaged: (folder, damage) => damaged(definition, folder, damage),
  };
}

export function guestImage(definition: ImageDefinition, { folder, manifest }: Kept<ImageManifest>): BuiltImage {
  const { name, arch, append, appendUnderTcg, consoles, login } = definition;
  const { digest, kernelRelease, builtinModules, packages } = manifest;
  return {
    ...{ name, arch, digest, append, appendUnderTcg, consoles, login, kernelRelease, builtinModules, packages },
    disk: join(folder, FILES.disk),
    kernel: join(folder, FILES.kernel),
    initramfs: join(folder, FILES.initramfs),
  };
}

export function notBuilt({ name, arch }: ImageChoice, folder: string): LabError {
  return new LabError('environment', {
    what: `The guest image ${name} for ${arch} has not been built on this computer.`,
    rows: { Expected: folder },
    remedy: 'npm run lab, which builds it',
  });
}

export function damaged({ name, arch }: ImageChoice, folder: string, damage: readonly string[]): LabError {
  return new LabError('environment', {
    what: `The guest image ${name} for ${arch} is not as it was built.`,
    rows: { Folder: folder, Found: damage.join('\n') },
    remedy: 'npm run lab, which sets it aside and builds it again',
  });
}
