import { LIMITS, shownName, unreadable } from './files.ts';

/** A file of a container, by its name there: with slashes, and without a `./` before it. */
export interface Entry {
  readonly path: string;
  /** What it takes unpacked. */
  readonly bytes: number;
  /** No link, device, pipe or socket: those may lie beside a bundle, and nobody reads them. */
  readonly plainFile: boolean;
}

/** Whatever people hand a bundle in as: a zip, a .tar.gz, a folder. Nothing of it is read before it is asked for. */
export interface Container {
  readonly entries: readonly Entry[];
  /** The content of these of its entries. @throws LabError (input) for what is damaged, or no plain file. */
  read(wanted: readonly Entry[]): Promise<ReadonlyMap<Entry, Buffer>>;
}

/** Names are listed as they come, and each is looked at before anything is read. */
export class Listing<E extends Entry> {
  readonly entries: E[] = [];
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  /** @throws LabError (input) for a name that could leave a folder, and for too many names. */
  add(entry: E): void {
    const { path } = entry;
    if (isHostile(path)) throw unreadable(this.#source, `${shownName(path)} is no name that a bundle may hold`);
    if (this.entries.length >= LIMITS.names) throw unreadable(this.#source, `it holds more than ${LIMITS.names} names`);
    this.entries.push(entry);
  }

  /** Those of its entries, in its own order. @throws LabError (input) when one is no plain file. */
  chosen(wanted: readonly Entry[]): E[] {
    const asked = new Set(wanted);
    const some = this.entries.filter((entry) => asked.has(entry));
    const other = some.find(({ plainFile }) => !plainFile);
    if (other !== undefined) throw unreadable(this.#source, `${shownName(other.path)} is no plain file`);
    return some;
  }
}

/** Archives of Windows have back-slashes, tar writes `./` before each name. */
export function slashed(name: string): string {
  let path = name.replaceAll('\\', '/');
  while (path.startsWith('./')) path = path.slice(2);
  return path;
}

/**
 * No honest archive has such a name, whatever it stands for. (`a:Zone.Identifier` is what Windows keeps beside `a`.)
 */
function isHostile(path: string): boolean {
  return path === '' || /^(?:\/|[A-Za-z]:\/)/.test(path) || path.includes('\0') || path.split('/').includes('..');
}
