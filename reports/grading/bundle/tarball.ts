import { type TarHeader, unpackTar } from 'modern-tar';
import { type Container, type Entry, Listing, slashed } from './container.ts';

/**
 * Looks into a .tar. Its headers are read once to list them, and its contents when they are asked for.
 * @throws LabError (input) for names that could leave a folder; the library's own error for what is torn, or has wrong
 *   checksums.
 */
export async function openTar(tar: Buffer, source: string): Promise<Container> {
  const listing = new Listing<Entry>(source);
  const places: (Entry | undefined)[] = [];
  await eachHeader(tar, ({ name, size, type }) => {
    const folder = type === 'directory';
    const entry = { path: slashed(name), bytes: size, plainFile: type === 'file' };
    if (!folder) listing.add(entry);
    places.push(folder ? undefined : entry);
    return false;
  });
  return {
    entries: listing.entries,
    read: async (wanted) => {
      const asked = new Set<Entry>(listing.chosen(wanted));
      const kept = places.filter((entry) => entry !== undefined && asked.has(entry));
      let place = 0;
      const contents = await eachHeader(tar, () => {
        const entry = places[place];
        place += 1;
        return entry !== undefined && asked.has(entry);
      });
      return new Map(
        kept.flatMap((entry, index) =>
          entry === undefined ? [] : [[entry, Buffer.from(contents[index]?.data ?? [])]],
        ),
      );
    },
  };
}

const eachHeader = (tar: Buffer, filter: (header: TarHeader) => boolean) => unpackTar(tar, { strict: true, filter });
