import { gunzipSync } from 'node:zlib';
import { type TarHeader, unpackTar } from 'modern-tar';
import { type Container, type Entry, Listing, slashed } from './container.ts';
import { TOO_MUCH, Unpacking, unreadable } from './files.ts';

/**
 * Looks into a .tar.gz. Its headers are read once to list them, and its contents when they are asked for.
 * @throws LabError (input) for links and devices, names that could leave a folder, and a bomb; the library's own error
 *   for what is torn, or has wrong checksums.
 */
export async function openTarball(bytes: Buffer, source: string, unpacking = new Unpacking()): Promise<Container> {
  const tar = inflated(bytes, source, unpacking.left);
  unpacking.spend(tar.length);
  const listing = new Listing<Entry>(source);
  const places: (Entry | undefined)[] = [];
  await eachHeader(tar, ({ name, size, type }) => {
    const folder = type === 'directory';
    const entry = { path: slashed(name), bytes: size };
    if (!folder) listing.add(entry, type === 'file');
    places.push(folder ? undefined : entry);
    return false;
  });
  return {
    entries: listing.entries,
    read: async (wanted) => {
      const asked = new Set(wanted);
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

function inflated(bytes: Buffer, source: string, maxOutputLength: number): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength });
  } catch (error) {
    if (error instanceof RangeError) throw unreadable(source, TOO_MUCH, error);
    throw error;
  }
}
