import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Deadline } from '../../fixtures/deadline.ts';
import { imagesFolder } from '../cache/folder.ts';
import { withLock } from '../cache/lock.ts';
import { makeUefiDisk } from '../efi/disk.ts';
import { unifiedKernel } from '../efi/unified-kernel.ts';
import { archiveFor } from '../host/archive.ts';
import { run } from '../host/command.ts';

// A disk image as a distribution makes one, out of Debian's packages with all their maintainer scripts: systemd,
// cloud-init, a partition table, an EFI system partition with a unified kernel. It knows nothing of the lab.

const RELEASE = 'bookworm';
const PACKAGES = [
  ...['systemd', 'systemd-sysv', 'udev', 'dbus', 'libpam-systemd', 'sudo', 'kmod', 'procps'],
  ...['cloud-init', 'netplan.io', 'iproute2', 'iputils-ping', 'fio', 'iperf'],
  ...['linux-image-amd64', 'initramfs-tools', 'zstd', 'systemd-boot-efi'],
];
const LEFT_OUT = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/locale/*', '/usr/share/i18n/*'];
/** What the maker of an image sets up, and what is taken out of it; `$1` is the root, `$2` the folder to put it in. */
const FINISH = fileURLToPath(new URL('finish-distribution.sh', import.meta.url));
const OS_RELEASE = 'ID=debian\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\n';
const COMMAND_LINE = 'root=LABEL=root ro console=tty0 console=ttyS0';

/** Path of the disk (raw); it is built in about two minutes, and kept. Without root too, where user namespaces allow. */
export async function distributionDisk(deadline: Deadline): Promise<string> {
  const key = await keyOf();
  const disk = join(imagesFolder(), `distribution-${key}.img`);
  const lock = join(imagesFolder(), '.lock-distribution');
  await mkdir(imagesFolder(), { recursive: true });
  await withLock(lock, { deadline, onWait: () => {} }, async () => {
    if (await isThere(disk)) return;
    const work = join(imagesFolder(), '.building-distribution');
    await rm(work, { recursive: true, force: true });
    try {
      await mkdir(work);
      await build(work, deadline);
      await rename(join(work, 'disk.img'), disk);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  });
  return disk;
}

async function build(work: string, deadline: Deadline): Promise<void> {
  const { sources, aptOptions } = await archiveFor(RELEASE, deadline);
  const argv = [
    ...['mmdebstrap', '--variant=minbase', '--format=null', `--include=${PACKAGES.join(',')}`],
    // What a power cut would leave is thrown away anyway.
    '--dpkgopt=force-unsafe-io',
    ...LEFT_OUT.map((path) => `--dpkgopt=path-exclude=${path}`),
    ...aptOptions.map((option) => `--aptopt=${option}`),
    `--customize-hook=sh '${FINISH}' "$1" '${work}'`,
    ...[RELEASE, '/dev/null', ...sources],
  ];
  await run(argv, { deadline });
  const program = unifiedKernel(await readFile(join(work, 'stub')), {
    osRelease: OS_RELEASE,
    commandLine: COMMAND_LINE,
    kernel: await readFile(join(work, 'kernel')),
    initramfs: await readFile(join(work, 'initramfs')),
  });
  const disk = { root: join(work, 'root.img'), work, disk: join(work, 'disk.img') };
  await makeUefiDisk({ arch: 'amd64', program, ...disk, deadline });
}

/** Over all that decides what comes out, apart from the archive. */
async function keyOf(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [fileURLToPath(import.meta.url), FINISH]) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
