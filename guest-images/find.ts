import { join } from 'node:path';
import { LabError } from '../fixtures/errors.ts';
import { FILES } from './builder/assemble.ts';
import { placeOf, touch } from './cache/folder.ts';
import { imageKey } from './cache/key.ts';
import { type Check, inspect, type Manifest } from './cache/manifest.ts';
import { definitionOf, type ImageChoice, type ImageDefinition } from './definitions.ts';
import type { BuiltImage } from './image.ts';

/**
 * The image, verified: the sizes and times of its files every time, their sha256 when those have changed or when
 * `check` is `full`. Builds nothing.
 * @throws LabError `input` for an unknown name, `environment` when it has not been built or is damaged.
 */
export function findImage({ check, ...choice }: ImageChoice & { readonly check?: Check }): Promise<BuiltImage> {
  return findDefined(definitionOf(choice), check);
}

/** The image of a definition that need not be one of those that the lab ships. */
export async function findDefined(definition: ImageDefinition, check: Check = 'quick'): Promise<BuiltImage> {
  const place = placeOf(definition, await imageKey(definition));
  const found = await inspect(place.image, check);
  if (found.state === 'absent') throw notBuilt(definition, place.image);
  if (found.state === 'damaged') throw damaged(definition, place.image, found.damage);
  await touch(place);
  return guestImage(definition, place.image, found.manifest);
}

/** Pure. */
export function guestImage(definition: ImageDefinition, folder: string, manifest: Manifest): BuiltImage {
  const { name, arch, append, appendUnderTcg, consoles, login } = definition;
  const { digest, kernelRelease, builtinModules, packages } = manifest;
  return {
    ...{ name, arch, digest, append, appendUnderTcg, consoles, login, kernelRelease, builtinModules, packages },
    disk: join(folder, FILES.disk),
    kernel: join(folder, FILES.kernel),
    initramfs: join(folder, FILES.initramfs),
  };
}

/** Exported for its wording. */
export function notBuilt({ name, arch }: ImageChoice, folder: string): LabError {
  return new LabError('environment', {
    what: `The guest image ${name} for ${arch} has not been built on this computer.`,
    rows: { Expected: folder },
    remedy: 'npm run lab, which builds it',
  });
}

/** Exported for its wording. */
export function damaged({ name, arch }: ImageChoice, folder: string, damage: readonly string[]): LabError {
  return new LabError('environment', {
    what: `The guest image ${name} for ${arch} is not as it was built.`,
    rows: { Folder: folder, Found: damage.join('\n') },
    remedy: 'npm run lab, which sets it aside and builds it anew',
  });
}
