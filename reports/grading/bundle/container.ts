import { LIMITS, shownName, unreadable } from './files.ts';

/** A file of a container, by its name there: with slashes, and without a `./` before it. */
export interface Entry {
  readonly path: string;
  /** What it takes unpacked. */
  readonly bytes: number;
}

/** Whatever people hand a bundle in as: a zip, a .tar.gz, a folder. Nothing of it is read before it is asked for. */
export interface Container {
  readonly entries: readonly Entry[];
  /** The content of these of its entries. @throws LabError (input) for what is damaged. */
  read(wanted: readonly Entry[]): Promise<ReadonlyMap<Entry, Buffer>>;
}

/** Names are listed as they come, and each is looked at before anything is read. */
export class Listing<E extends Entry> {
  readonly entries: E[] = [];
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  /** @throws LabError (input) for a name that could leave a folder, for what is no plain file, for too many names. */
  add(entry: E, plainFile: boolean): void {
    const { path } = entry;
    if (isHostile(path)) throw unreadable(this.#source, `${shownName(path)} is no name that a bundle may hold`);
    if (!plainFile) throw unreadable(this.#source, `${shownName(path)} is no plain file`);
    if (this.entries.length >= LIMITS.names) throw unreadable(this.#source, `it holds more than ${LIMITS.names} names`);
    this.entries.push(entry);
  }
}

/** Archives of Windows have back-slashes, tar writes `./` before each name. */
export function slashed(name: string): string {
  let path = name.replaceAll('\\', '/');
  while (path.startsWith('./')) path = path.slice(2);
  return path;
}

/** No honest archive has such a name, whatever it stands for. */
function isHostile(path: string): boolean {
  return path === '' || /^(?:\/|[A-Za-z]:)/.test(path) || path.includes('\0') || path.split('/').includes('..');
}
