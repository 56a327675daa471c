import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Deadline } from '../../fixtures/deadline.ts';
import { archiveFor } from '../host/archive.ts';
import { runAsFakeRoot } from '../host/fakeroot.ts';
import type { BuiltImage } from '../image.ts';
import { makeUefiDisk } from './disk.ts';
import { unifiedKernel } from './unified-kernel.ts';

interface Order {
  /** Of the Debian package that the boot stub is taken from. */
  readonly release: string;
  /** An empty folder. */
  readonly work: string;
  /** The disk that is made, a raw and sparse file. */
  readonly disk: string;
  readonly deadline: Deadline;
}

const STUBS = { amd64: 'linuxx64.efi.stub', arm64: 'linuxaa64.efi.stub' } as const;
const OS_RELEASE = 'ID=virtio-studio\nNAME="virtio-studio"\n';

/**
 * One of the lab's own images as a disk that UEFI boots by itself, as the handout's command line wants it: one console,
 * for kernel and login. Needs no root, and does it for foreign architectures too.
 * @throws RangeError for a kernel without an EFI stub of its own: amd64's, which is unpacked for another way to boot.
 */
export async function makeUefiImage(image: BuiltImage, { release, work, disk, deadline }: Order): Promise<void> {
  const kernel = await readFile(image.kernel);
  if (kernel.toString('latin1', 0, 2) !== 'MZ') throw new RangeError(`${image.kernel} cannot be started by UEFI`);
  const program = unifiedKernel(await bootStub(image.arch, release, work, deadline), {
    osRelease: OS_RELEASE,
    commandLine: [`console=${image.consoles.login}`, ...image.append].join(' '),
    kernel,
    ...(image.initramfs !== undefined && { initramfs: await readFile(image.initramfs) }),
  });
  await makeUefiDisk({ arch: image.arch, program, root: image.disk, work, disk, deadline });
}

/** systemd's, out of Debian's package for that architecture. */
async function bootStub(arch: BuiltImage['arch'], release: string, work: string, deadline: Deadline): Promise<Buffer> {
  const { sources, aptOptions } = await archiveFor(release, deadline);
  const root = join(work, 'stub');
  await mkdir(root);
  const argv = [
    ...['mmdebstrap', '--mode=chrootless', '--variant=extract', '--format=directory', '--skip=check/chrootless'],
    ...[`--architectures=${arch}`, '--include=systemd-boot-efi', ...aptOptions.map((option) => `--aptopt=${option}`)],
    ...[release, root, ...sources],
  ];
  await runAsFakeRoot(argv, { folder: work, book: 'owners' }, { deadline });
  return readFile(join(root, 'usr/lib/systemd/boot/efi', STUBS[arch]));
}
