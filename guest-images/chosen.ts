import { findImage } from './find.ts';
import { findForeign } from './foreign/find.ts';
import { foreignReference, isForeign } from './foreign/reference.ts';
import type { BuiltImage, GuestImage } from './image.ts';

/**
 * The image that LAB_IMAGE names: one of the lab's own, or one of other people. Builds and fetches nothing.
 * @throws LabError `input` when there is none or it cannot be used; `environment` when it is not on this computer yet.
 */
export async function findChosen(image: string, arch: GuestImage['arch']): Promise<GuestImage> {
  return isForeign(image) ? findForeign(foreignReference(image), arch) : findImage({ name: image, arch });
}

/**
 * The image by whose kernel KVM is proved: one of the lab's own, since others hide theirs in their disks. Undefined when
 * none has been built.
 */
export async function provingImage(image: GuestImage): Promise<BuiltImage | undefined> {
  if (image.firmware === undefined) return image;
  return findImage({ name: 'debian-12', arch: image.arch }).catch(() => undefined);
}
