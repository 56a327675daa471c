import { readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where one image is, and what belongs to it. All in one folder, so that renaming is atomic. */
export interface Place {
  readonly images: string;
  /** The finished image: there whole or not at all. */
  readonly image: string;
  /** A build under way, or what is left of one that was killed; only the lock's holder touches it. */
  readonly building: string;
  readonly damaged: string;
  readonly lock: string;
}

interface Named {
  readonly name: string;
  readonly arch: string;
}

/** Characters of the key that stand in the folder's name. */
const SHOWN = 16;
/** An image of an older builder, or of another checkout, that nobody used for so long is removed. */
const KEPT_MS = 14 * 24 * 3600 * 1000;

export function imagesFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'virtio-studio', 'images');
}

export function placeOf({ name, arch }: Named, key: string): Place {
  const images = imagesFolder();
  const kind = `${name}-${arch}`;
  return {
    images,
    image: join(images, `${kind}-${key.slice(0, SHOWN)}`),
    building: join(images, `.building-${kind}`),
    damaged: join(images, `.damaged-${kind}`),
    lock: join(images, `.lock-${kind}`),
  };
}

export async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Keeps a damaged image for a person to look at, until the next damaged one. */
export async function setAside({ image, damaged }: Place): Promise<void> {
  await remove(damaged);
  await rename(image, damaged);
}

/** Marks the image as used. Another user's image cannot be marked, and need not be: only its owner removes it. */
export async function touch({ image }: Place): Promise<void> {
  const now = new Date();
  await utimes(image, now, now).catch(() => {});
}

/** Removes what older builders left of the same image, once nobody has used it for long. */
export async function removeOutdated({ images, image }: Place, { name, arch }: Named): Promise<void> {
  const entries = await readdir(images);
  const siblings = entries.map((entry) => join(images, entry)).filter((path) => path !== image);
  for (const sibling of siblings.filter((path) => path.startsWith(join(images, `${name}-${arch}-`)))) {
    if (Date.now() - (await stat(sibling)).mtimeMs > KEPT_MS) await remove(sibling);
  }
}
