import { type ObtainOptions, obtain } from './cache/obtain.ts';
import { definitionOf, type ImageChoice, type ImageDefinition } from './definitions.ts';
import type { BuiltImage } from './image.ts';
import { guestImage, imageRecipe } from './recipe.ts';

/**
 * The image, built if it is not there yet. A damaged one is set aside and built anew. Safe to interrupt and to run
 * twice at once: the second waits for the first, and takes its image.
 * @throws LabError `input` for an unknown name; `environment` for a missing tool, a full disk, an unreachable archive.
 */
export async function buildImage({ name, arch, ...options }: ImageChoice & ObtainOptions): Promise<BuiltImage> {
  return buildDefined(definitionOf({ name, arch }), options);
}

/** The image of a definition that need not be one of those that the lab ships. */
export async function buildDefined(definition: ImageDefinition, options: ObtainOptions): Promise<BuiltImage> {
  return guestImage(definition, await obtain(await imageRecipe(definition), options));
}
