import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Deadline } from '../../fixtures/deadline.ts';
import type { LabError } from '../../fixtures/errors.ts';
import { requireRoom } from '../host/room.ts';
import { requireTools } from '../host/tools.ts';
import { type Place, placeOf, remove, removeOutdated, setAside, touch } from './folder.ts';
import { withLock } from './lock.ts';
import { type Check, inspect, type Manifest, recordFiles, writeManifest } from './manifest.ts';

/** Something that is built once and kept in the cache. */
export interface Recipe<M extends Manifest> {
  readonly name: string;
  readonly arch: string;
  /** What is built, and how long it takes, for people. */
  readonly told: string;
  /** Over all that decides what comes out. */
  readonly key: string;
  readonly schema: z.ZodType<M>;
  /** MiB at the height of a build. */
  readonly room: number;
  /** Builds in `work`, and leaves what is kept in `finished`; both exist and are empty. */
  make(job: { work: string; finished: string; deadline: Deadline; progress: Progress }): Promise<Made<M>>;
  notBuilt(folder: string): LabError;
  damaged(folder: string, damage: readonly string[]): LabError;
}

type Made<M> = Omit<M, 'files'> & { readonly files: readonly string[] };
type Progress = (line: string) => void;

export interface ObtainOptions {
  readonly deadline: Deadline;
  /** Gets a line at each stage; none when there is nothing to build. */
  readonly progress: Progress;
  readonly check?: Check;
}

export interface Kept<M> {
  readonly folder: string;
  readonly manifest: M;
}

/**
 * What is in the cache, verified; built if it is not there yet. A damaged one is set aside and built anew. Safe to
 * interrupt and to run twice at once: the second waits for the first, and takes what it has built.
 * @throws LabError `environment` for a missing tool, a full disk, an unreachable archive.
 */
export async function obtain<M extends Manifest>(recipe: Recipe<M>, options: ObtainOptions): Promise<Kept<M>> {
  const { deadline, check = 'quick' } = options;
  const place = placeOf(recipe, recipe.key);
  const progress = (line: string) => options.progress(`${recipe.name} ${recipe.arch}: ${line}`);
  const found = await inspect(place.image, recipe.schema, check);
  if (found.state === 'intact') {
    await touch(place);
    return { folder: place.image, manifest: found.manifest };
  }
  requireTools();
  await mkdir(place.images, { recursive: true });
  const onWait = () => progress('somebody else is building it; waiting for them');
  return withLock(place.lock, { deadline, onWait }, () =>
    buildUnlessThere(recipe, place, { deadline, progress, check }),
  );
}

/** Builds nothing. */
export async function lookUp<M extends Manifest>(recipe: Recipe<M>, check: Check = 'quick'): Promise<Kept<M>> {
  const place = placeOf(recipe, recipe.key);
  const found = await inspect(place.image, recipe.schema, check);
  if (found.state === 'absent') throw recipe.notBuilt(place.image);
  if (found.state === 'damaged') throw recipe.damaged(place.image, found.damage);
  await touch(place);
  return { folder: place.image, manifest: found.manifest };
}

async function buildUnlessThere<M extends Manifest>(
  recipe: Recipe<M>,
  place: Place,
  options: Required<ObtainOptions>,
): Promise<Kept<M>> {
  const found = await inspect(place.image, recipe.schema, options.check);
  if (found.state === 'intact') return { folder: place.image, manifest: found.manifest };
  if (found.state === 'damaged') {
    options.progress(`it is damaged (${found.damage.join('; ')}): set aside as ${place.damaged}`);
    await setAside(place);
  }
  await buildAnew(recipe, place, options);
  return lookUp(recipe);
}

async function buildAnew<M extends Manifest>(
  recipe: Recipe<M>,
  place: Place,
  { deadline, progress }: ObtainOptions,
): Promise<void> {
  await remove(place.building);
  await requireRoom(place.images, recipe.room);
  const start = performance.now();
  progress(recipe.told);
  const work = join(place.building, 'work');
  const finished = join(place.building, 'finished');
  try {
    await mkdir(work, { recursive: true });
    await mkdir(finished);
    const made = await recipe.make({ work, finished, deadline, progress });
    progress('checking it');
    await writeManifest(finished, { ...made, files: await recordFiles(finished, made.files) });
    await rename(finished, place.image);
    progress(`built in ${((performance.now() - start) / 1000).toFixed(0)} s: ${place.image}`);
  } finally {
    await remove(place.building);
  }
  await removeOutdated(place, recipe);
}
