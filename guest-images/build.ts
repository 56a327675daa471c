import { chmod, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Deadline } from '../fixtures/deadline.ts';
import { assemble, FILES } from './builder/assemble.ts';
import { type Place, placeOf, remove, removeOutdated, setAside, touch } from './cache/folder.ts';
import { imageDigest, imageKey } from './cache/key.ts';
import { withLock } from './cache/lock.ts';
import { type Check, inspect, recordFile, writeManifest } from './cache/manifest.ts';
import { definitionOf, type ImageChoice, type ImageDefinition } from './definitions.ts';
import { findDefined, guestImage } from './find.ts';
import { requireRoom } from './host/room.ts';
import { requireTools } from './host/tools.ts';
import type { BuiltImage } from './image.ts';

export interface BuildOptions {
  readonly deadline: Deadline;
  /** Gets a line at each stage; none when there is nothing to build. */
  readonly progress: (line: string) => void;
  readonly check?: Check;
}

/** MiB at the height of a build: the unpacked packages and the disk that is made of them. */
const ROOM = 1700;

/**
 * The image, built if it is not there yet. A damaged one is set aside and built anew. Safe to interrupt and to run
 * twice at once: the second waits for the first, and takes its image.
 * @throws LabError `input` for an unknown name; `environment` for a missing tool, a full disk, an unreachable archive.
 */
export function buildImage({ name, arch, ...options }: ImageChoice & BuildOptions): Promise<BuiltImage> {
  return buildDefined(definitionOf({ name, arch }), options);
}

/** The image of a definition that need not be one of those that the lab ships. */
export async function buildDefined(definition: ImageDefinition, options: BuildOptions): Promise<BuiltImage> {
  const { deadline, check = 'quick' } = options;
  const key = await imageKey(definition);
  const place = placeOf(definition, key);
  const progress = (line: string) => options.progress(`${definition.name} ${definition.arch}: ${line}`);
  const found = await inspect(place.image, check);
  if (found.state === 'intact') {
    await touch(place);
    return guestImage(definition, place.image, found.manifest);
  }
  requireTools();
  await mkdir(place.images, { recursive: true });
  const onWait = () => progress('somebody else is building it; waiting for them');
  return withLock(place.lock, { deadline, onWait }, () =>
    buildUnlessThere({ definition, place, key, deadline, progress }, check),
  );
}

interface Build {
  readonly definition: ImageDefinition;
  readonly place: Place;
  readonly key: string;
  readonly deadline: Deadline;
  readonly progress: (line: string) => void;
}

async function buildUnlessThere(build: Build, check: Check): Promise<BuiltImage> {
  const { definition, place, progress } = build;
  const found = await inspect(place.image, check);
  if (found.state === 'intact') return guestImage(definition, place.image, found.manifest);
  if (found.state === 'damaged') {
    progress(`it is damaged (${found.damage.join('; ')}): set aside as ${place.damaged}`);
    await setAside(place);
  }
  await buildAnew(build);
  return findDefined(definition);
}

async function buildAnew({ definition, place, key, deadline, progress }: Build): Promise<void> {
  await remove(place.building);
  await requireRoom(place.images, ROOM);
  const start = performance.now();
  progress('building the guest image, which takes about a minute');
  const work = join(place.building, 'work');
  try {
    await mkdir(work, { recursive: true });
    const { packages, ...kernel } = await assemble({ definition, deadline, progress }, work);
    progress('checking it');
    const finished = join(place.building, 'image');
    await keep(work, finished);
    const files = await recordFiles(finished);
    await writeManifest(finished, { digest: imageDigest(key, packages), ...kernel, packages, files });
    await rename(finished, place.image);
    progress(`built in ${((performance.now() - start) / 1000).toFixed(0)} s: ${place.image}`);
  } finally {
    await remove(place.building);
  }
  await removeOutdated(place, definition);
}

async function keep(work: string, finished: string): Promise<void> {
  await mkdir(finished);
  for (const name of Object.values(FILES)) {
    await rename(join(work, name), join(finished, name));
    await chmod(join(finished, name), 0o444);
  }
}

async function recordFiles(folder: string) {
  const records = Object.values(FILES).map(async (name) => [name, await recordFile(join(folder, name))] as const);
  return Object.fromEntries(await Promise.all(records));
}
