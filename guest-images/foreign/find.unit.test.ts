import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deadlineAfter } from '../../fixtures/deadline.ts';
import { imagesFolder } from '../cache/folder.ts';
import { partitionTable } from '../efi/partition-table.ts';
import { run } from '../host/command.ts';
import { fetchImage } from './fetch.ts';
import { findForeign } from './find.ts';

const disk = diskWith('esp');
const sha256 = digest(disk);

/** In qcow2's header. */
const L1_TABLE_OFFSET = 40;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-foreign-'));
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

describe('an image by its path', () => {
  test('is looked at, and its digest is found', async () => {
    const path = await kept(disk);
    expect(await findForeign({ kind: 'path', path }, 'amd64')).toMatchObject({
      ...{ name: 'disk.img', arch: 'amd64', digest: sha256, disk: path, diskFormat: 'raw', firmware: 'uefi' },
      ...{ bootsByBios: false },
      ...{ consoles: { login: 'ttyS0', kernel: 'ttyS1' }, login: { user: 'ubuntu' } },
    });
  });

  test('is refused when its digest is another, then and later', async () => {
    const path = await kept(disk);
    const wrong = { kind: 'path', path, sha256: 'ab'.repeat(32) } as const;
    const words = [
      'The guest image is not the one that was asked for: its sha256 differs; nothing of it was used.',
      `  Image      ${path}#sha256=${wrong.sha256}`,
      `  Expected   ${wrong.sha256}`,
      `  Found      ${sha256}`,
    ].join('\n');
    await expect(findForeign(wrong, 'amd64')).rejects.toThrow(words);
    await expect(findForeign({ ...wrong, sha256 }, 'amd64')).resolves.toMatchObject({ digest: sha256 });
    await expect(findForeign(wrong, 'amd64')).rejects.toThrow(words);
  });

  test('is read again when it has changed, though its time of change was set back', async () => {
    const path = await kept(disk);
    const then = new Date('2020-01-01');
    await utimes(path, then, then);
    await findForeign({ kind: 'path', path }, 'amd64');
    const other = diskWith('esp', 'other');
    await writeFile(path, other);
    await utimes(path, then, then);
    expect(await findForeign({ kind: 'path', path }, 'amd64')).toHaveProperty('digest', digest(other));
  });

  test('may be qcow2, whose disk is looked into', async () => {
    const path = join(folder, 'disk.qcow2');
    const convert = ['qemu-img', 'convert', '-f', 'raw', '-O', 'qcow2', await kept(disk), path];
    await run(convert, { deadline: deadlineAfter(20) });
    expect(await findForeign({ kind: 'path', path }, 'arm64')).toMatchObject({ diskFormat: 'qcow2', firmware: 'uefi' });
    const broken = await readFile(path);
    broken.writeBigUInt64BE(1n, L1_TABLE_OFFSET);
    await writeFile(path, broken);
    await expect(findForeign({ kind: 'path', path }, 'arm64')).rejects.toThrow(
      'The guest image cannot be used: qemu-img cannot read it.',
    );
  });

  test('must have what the architecture boots by', async () => {
    const path = await kept(diskWith('linux'));
    expect(await findForeign({ kind: 'path', path }, 'amd64')).toHaveProperty('firmware', 'bios');
    await expect(findForeign({ kind: 'path', path }, 'arm64')).rejects.toThrow(
      [
        'The guest image holds nothing that firmware could boot on arm64.',
        `  Path       ${path}`,
        '  Found      no EFI system partition, by which every arm64 machine boots',
        '  Try        take the disk image (not the kernel, the root file system or the installer), for this architecture',
      ].join('\n'),
    );
  });

  test('must be a disk that stands on its own', async () => {
    const header = Buffer.alloc(512);
    header.write('QFI\xfb', 0, 'latin1');
    header.writeUInt32BE(3, 4);
    header.writeBigUInt64BE(104n, 8);
    header.writeUInt32BE(11, 16);
    header.write('/etc/shadow', 104);
    const path = await kept(header);
    await expect(findForeign({ kind: 'path', path }, 'amd64')).rejects.toThrow(
      [
        'The guest image cannot be used: it is a qcow2 disk on top of another file.',
        `  Path       ${path}`,
        '  Try        have its maker flatten it: qemu-img convert -O qcow2 IT disk.qcow2',
      ]
        .join('\n')
        .replace('IT', path),
    );
  });

  test.each(['nothing/there', ''])('must be a file: %j', async (name) => {
    await expect(findForeign({ kind: 'path', path: join(folder, name) }, 'amd64')).rejects.toThrow(
      'The guest image that was asked for cannot be read.',
    );
  });
});

describe('an image by its URL', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  test('is fetched once', async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      response.end(disk);
    });
    const remote = { kind: 'url', url: `${url}/cloud/debian.raw`, sha256 } as const;
    await expect(findForeign(remote, 'amd64')).rejects.toThrow(
      'The guest image has not been fetched to this computer.',
    );
    await Promise.all([fetched(remote), fetched(remote)]);
    await fetched(remote);
    expect(asked).toBe(1);
    expect(await findForeign(remote, 'amd64')).toMatchObject({ name: 'debian.raw', digest: sha256, firmware: 'uefi' });
  });

  test('tells how it gets on', async () => {
    const url = await serve((_, response) => response.end(disk));
    const told: string[] = [];
    await fetchImage(
      { kind: 'url', url, sha256 },
      { deadline: deadlineAfter(20), progress: (line) => told.push(line) },
    );
    expect(told[0]).toBe(`fetching the image, 1 MiB: ${url}`);
    expect(told.at(-1)).toBe('100 % of the image');
  });

  test('is fetched anew when what is kept of it has been damaged', async () => {
    const url = await serve((_, response) => response.end(disk));
    const remote = { kind: 'url', url, sha256 } as const;
    await fetched(remote);
    await writeFile(join(imagesFolder(), `foreign-${sha256}`), 'damaged');
    await expect(findForeign(remote, 'amd64')).rejects.toThrow('its sha256 differs');
    await fetched(remote);
    await expect(findForeign(remote, 'amd64')).resolves.toHaveProperty('digest', sha256);
  });

  test('is refused when it is another one, and nothing of it is kept', async () => {
    const other = diskWith('esp', 'other');
    const url = await serve((_, response) => response.end(other));
    await expect(fetched({ kind: 'url', url, sha256 })).rejects.toThrow(
      [`  Expected   ${sha256}`, `  Found      ${digest(other)}`].join('\n'),
    );
    expect(await left()).toEqual([]);
  });

  test('is not there: the server’s answer is told', async () => {
    const url = await serve((_, response) => response.writeHead(404).end('no such file'));
    await expect(fetched({ kind: 'url', url, sha256 })).rejects.toThrow(
      [
        'The guest image could not be fetched; nothing of it is kept.',
        `  URL        ${url}`,
        '  Happened   the server answered 404 Not Found',
        '  Try        see whether the address is right and this computer reaches it; a file fetched by other means does as well: LAB_IMAGE=/path/of/it',
      ].join('\n'),
    );
    expect(await left()).toEqual([]);
  });

  test('comes by a connection that is cut: nothing half is kept', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': disk.length });
      response.write(disk.subarray(0, 1000), () => response.destroy());
    });
    await expect(fetched({ kind: 'url', url, sha256 })).rejects.toThrow(
      /could not be fetched[\s\S]*Happened +terminated/,
    );
    expect(await left()).toEqual([]);
  });

  test('comes too slowly: the deadline ends it, and nothing half is kept', async () => {
    const url = await serve((_, response) => void response.write(disk.subarray(0, 1000)));
    const late = fetchImage({ kind: 'url', url, sha256 }, { deadline: deadlineAfter(0.5), progress: () => {} });
    await expect(late).rejects.toThrow('could not be fetched');
    expect(await left()).toEqual([]);
  });

  async function serve(answer: RequestListener): Promise<string> {
    const started = createServer(answer);
    server = started;
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
  }
});

async function fetched(remote: Parameters<typeof fetchImage>[0]): Promise<void> {
  await fetchImage(remote, { deadline: deadlineAfter(20), progress: () => {} });
}

/** What stands in the cache, but for locks and remembered digests. */
async function left(): Promise<string[]> {
  return (await readdir(imagesFolder())).filter((name) => !/^\.(?:lock|digest)-/.test(name));
}

async function kept(bytes: Buffer): Promise<string> {
  const path = join(folder, 'disk.img');
  await writeFile(path, bytes);
  return path;
}

function diskWith(type: 'esp' | 'linux', name = 'one'): Buffer {
  const guid = 'a1b2c3d4-0000-4000-8000-000000000001';
  const partitions = [{ type, name, guid, firstSector: 2048, sectors: 64 }];
  const disk = Buffer.alloc(3000 * 512);
  partitionTable({ guid, sectors: 3000, partitions }).head.copy(disk);
  return disk;
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
