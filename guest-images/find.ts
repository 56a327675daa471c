import type { Check } from './cache/manifest.ts';
import { lookUp } from './cache/obtain.ts';
import { definitionOf, type ImageChoice, type ImageDefinition } from './definitions.ts';
import type { BuiltImage } from './image.ts';
import { guestImage, imageRecipe } from './recipe.ts';

/**
 * The image, verified: the sizes and times of its files every time, their sha256 when those have changed or when
 * `check` is `full`. Builds nothing.
 * @throws LabError `input` for an unknown name, `environment` when it has not been built or is damaged.
 */
export async function findImage({ check, ...choice }: ImageChoice & { readonly check?: Check }): Promise<BuiltImage> {
  return findDefined(definitionOf(choice), check);
}

/** The image of a definition that need not be one of those that the lab ships. */
export async function findDefined(definition: ImageDefinition, check: Check = 'quick'): Promise<BuiltImage> {
  return guestImage(definition, await lookUp(await imageRecipe(definition), check));
}
