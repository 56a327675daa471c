import { readFileSync, statSync } from 'node:fs';
import { isArchiveName, openArchive } from './archive.ts';
import type { Container, Entry } from './container.ts';
import { type BundleFiles, Intake, LIMITS, Unpacking, unreadable } from './files.ts';
import { openFolder } from './folder.ts';
import { withOwnLineEnds } from './line-ends.ts';
import { listedIn, MANIFEST, SIGNATURE } from './manifest.ts';

/** What was handed in: the one bundle in it, and what else there was. */
export interface FoundBundle {
  readonly files: BundleFiles;
  /** What was left out, for people. It is no reproach. */
  readonly leftOut: readonly string[];
}

/** Where a bundle stands: a folder of a container, by its path with a slash behind it; the top is nothing. */
interface Found {
  /** As a person would name it. */
  readonly name: string;
  readonly container: Container;
  readonly root: string;
}

/**
 * Finds the bundle in what honest people send: an archive or a folder, with the bundle at its top or up to three
 * folders below, or with the archive in it. Only what the bundle's own list names is read.
 * @throws LabError (input) when nothing can be read, or too much, and for two bundles, of which none is chosen.
 */
export async function findBundle(source: string, unpacking = new Unpacking()): Promise<FoundBundle> {
  const outer = await opened(source, unpacking);
  const found = await bundlesIn(outer, source, unpacking);
  if (found.length > 1) {
    const names = found.map(({ name }) => JSON.stringify(name)).join(', ');
    throw unreadable(source, `it holds ${found.length} bundles: ${names}`, undefined, 'hand in one of them');
  }
  const [only] = found;
  if (only === undefined) return { files: new Map(), leftOut: [] };
  const { files: sent, passedOver } = await taken(only, source, unpacking);
  const { files, changed } = withOwnLineEnds(sent);
  const around = only.container === outer ? [] : outer.entries.filter(({ path }) => path !== only.name);
  const all = [...around, ...passedOver].map(({ path }) => path);
  return { files, leftOut: [...leftOutTexts(all), ...lineEndsTexts(changed)] };
}

async function opened(source: string, unpacking: Unpacking): Promise<Container> {
  const state = statSync(source, { throwIfNoEntry: false });
  if (state === undefined) throw unreadable(source, 'there is no such file');
  if (state.isDirectory()) return openFolder(source);
  if (state.size > LIMITS.archiveBytes)
    throw unreadable(source, `it has ${state.size} bytes, and at most ${LIMITS.archiveBytes} are read`);
  return openArchive(readFileSync(source), source, unpacking);
}

/** Below the top: people pack a folder, and put it into another, as course systems do. */
const DEEPEST = 3;
/** More of them than one person hands in. */
const MOST_ARCHIVES = 8;

async function bundlesIn(container: Container, source: string, unpacking: Unpacking): Promise<Found[]> {
  const unpacked = rootsOf(container).map((root): Found => ({ name: root || './', container, root }));
  const archives = container.entries.filter(
    ({ path, plainFile }) => plainFile && isArchiveName(path) && !isLitter(path) && depthOf(path) <= DEEPEST,
  );
  if (archives.length > MOST_ARCHIVES)
    throw unreadable(source, `it holds ${archives.length} archives`, undefined, 'hand in one of them');
  const within: Found[] = [];
  const failures: unknown[] = [];
  for (const archive of archives) {
    try {
      const inner = await openWithin(container, archive, `${source}: ${archive.path}`, unpacking);
      within.push(...rootsOf(inner).map((root): Found => ({ name: archive.path, container: inner, root })));
    } catch (error) {
      failures.push(error);
    }
  }
  const found = [...unpacked, ...within];
  // A torn archive beside a bundle is a stray; alone it is what was handed in.
  if (found.length === 0 && failures.length > 0) throw failures[0];
  return found;
}

async function openWithin(container: Container, archive: Entry, source: string, unpacking: Unpacking) {
  if (archive.bytes > LIMITS.fileBytes || !unpacking.spend(archive.bytes))
    throw unreadable(source, `it has ${archive.bytes} bytes, and at most ${LIMITS.fileBytes} are read`);
  const bytes = (await container.read([archive])).get(archive) ?? Buffer.alloc(0);
  return openArchive(bytes, source, unpacking);
}

const RECORD = 'record.json';

/**
 * Folders with a digest list and a record; where there is none, with a list alone, so that what is missing is named.
 */
function rootsOf({ entries }: Container): string[] {
  const paths = new Set(entries.map(({ path }) => path));
  const listed = [...paths]
    .filter(
      (path) => (path === MANIFEST || path.endsWith(`/${MANIFEST}`)) && !isLitter(path) && depthOf(path) <= DEEPEST,
    )
    .map((path) => path.slice(0, path.length - MANIFEST.length));
  const whole = listed.filter((root) => paths.has(root + RECORD));
  return whole.length > 0 ? whole : listed.slice(0, 1);
}

const depthOf = (path: string): number => path.split('/').length - 1;

/** The list is read first: what it does not name is never looked at. */
async function taken({ container, root }: Found, source: string, unpacking: Unpacking) {
  const intake = new Intake(source, unpacking);
  const files = new Map<string, Buffer>();
  const take = async (entries: readonly Entry[]) => {
    for (const { path, bytes } of entries) intake.admit(path.slice(root.length), bytes);
    for (const [{ path }, content] of await container.read(entries)) files.set(path.slice(root.length), content);
  };
  await take(container.entries.filter(({ path }) => path === root + MANIFEST));
  const listed = new Set([SIGNATURE, ...listedIn(files.get(MANIFEST))].map((path) => path.toLowerCase()));
  const rest = container.entries.filter(({ path }) => path !== root + MANIFEST);
  // In lower case: a name that is another on this computer alone is refused as one that is there twice.
  const isWanted = ({ path }: Entry) => path.startsWith(root) && listed.has(path.slice(root.length).toLowerCase());
  await take(rest.filter(isWanted));
  return { files, passedOver: rest.filter((entry) => !isWanted(entry)) };
}

const lineEndsTexts = (changed: number): string[] =>
  changed === 0
    ? []
    : [`read with the line ends with which they were packed: ${changed} files; git or a transfer had changed them`];

/** Names of it that a person is told. */
const MOST_NAMES = 5;

function leftOutTexts(paths: readonly string[]): string[] {
  const [litter, strays] = [paths.filter(isLitter), paths.filter((path) => !isLitter(path))];
  return [
    ...(litter.length > 0 ? [`left out, added by a computer: ${namesText(litter)}`] : []),
    ...(strays.length > 0 ? [`left out and not read, in no list of the bundle: ${namesText(strays)}`] : []),
  ];
}

function namesText(paths: readonly string[]): string {
  const named = paths.slice(0, MOST_NAMES).map((path) => (path.length > 80 ? `${path.slice(0, 80)}…` : path));
  const rest = paths.length - named.length;
  return `${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Folders and files that computers leave behind wherever a person has looked or packed; in lower case. */
const LITTER = new Set([
  ...['__macosx', '.ds_store', '.appledouble', '.localized', '.fseventsd', '.spotlight-v100', '.temporaryitems'],
  ...['.trashes', 'icon\r', 'thumbs.db', 'ehthumbs.db', 'ehthumbs_vista.db', 'desktop.ini', '$recycle.bin'],
  'system volume information',
]);

/**
 * Whether a Mac or a Windows has added it (`._x` is what a Mac keeps beside `x`, `x:Zone.Identifier` what a Windows
 * does). It is nobody's work.
 */
export const isLitter = (path: string): boolean =>
  path
    .split('/')
    .some((part) => part.startsWith('._') || part.endsWith(':Zone.Identifier') || LITTER.has(part.toLowerCase()));
