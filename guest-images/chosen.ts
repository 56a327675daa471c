import { findImage } from './find.ts';
import { findForeign } from './foreign/find.ts';
import { foreignReference, isForeign } from './foreign/reference.ts';
import type { GuestImage } from './image.ts';

/**
 * The image that LAB_IMAGE names: one of the lab's own, or one of other people. Builds and fetches nothing.
 * @throws LabError `input` when there is none or it cannot be used; `environment` when it is not on this computer yet.
 */
export async function findChosen(image: string, arch: GuestImage['arch']): Promise<GuestImage> {
  return isForeign(image) ? findForeign(foreignReference(image), arch) : findImage({ name: image, arch });
}

/** A kernel by which KVM can be proved; of one's own images when the one in use hides its kernel in a disk. */
export async function provingKernel(image: GuestImage): Promise<string | undefined> {
  if (image.firmware === undefined) return image.kernel;
  return findImage({ name: 'debian-12', arch: image.arch }).then(
    ({ kernel }) => kernel,
    () => undefined,
  );
}
