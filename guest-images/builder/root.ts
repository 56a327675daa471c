import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Deadline } from '../../fixtures/deadline.ts';
import type { ImageDefinition } from '../definitions.ts';
import { archiveFor } from '../host/archive.ts';
import { run } from '../host/command.ts';
import { type FakeRoot, runAsFakeRoot } from '../host/fakeroot.ts';
import { accounts, PASSWORD_SETTING } from './accounts.ts';

/** Folders and files of one build. */
export interface Workplace {
  /** The unpacked root file system. */
  readonly root: string;
  /** What is laid over it. */
  readonly overlay: string;
  readonly owners: FakeRoot;
  /** Copies of the modules that go into the initramfs. */
  readonly modules: string;
  /** `package<tab>version` in lines. */
  readonly packages: string;
  /** The image's files, which machines are given. */
  readonly disk: string;
  readonly kernel: string;
  readonly initramfs: string;
}

export interface Job {
  readonly definition: ImageDefinition;
  readonly place: Workplace;
  readonly deadline: Deadline;
  readonly progress: (line: string) => void;
}

/** Packages of a Debian release, and where they go. */
export interface Unpacking extends Omit<Job, 'definition' | 'place'> {
  readonly release: string;
  readonly arch: ImageDefinition['arch'];
  readonly packages: readonly string[];
  readonly place: Pick<Workplace, 'root' | 'owners' | 'packages'>;
}

/** Debian 12's packages hold /bin and /lib as folders of their own, where an installed system has links. */
const MERGE_USR = `for name in bin sbin lib; do mkdir -p "$1/usr/$name"; ln -s "usr/$name" "$1/$name"; done`;
const MERGE_LIB64 = `mkdir -p "$1/usr/lib64"; ln -s usr/lib64 "$1/lib64"`;

/**
 * No maintainer script runs, so the architecture may be a foreign one, and nothing needs root: fakeroot remembers the
 * owner of each file.
 */
export async function unpackPackages({ release, arch, packages, place, deadline, progress }: Unpacking): Promise<void> {
  const { sources, aptOptions } = await archiveFor(release, deadline);
  const listVersions = `for deb in "$1"/var/cache/apt/archives/*.deb; do dpkg-deb --show "$deb"; done > '${place.packages}'`;
  const argv = [
    ...['mmdebstrap', '--mode=chrootless', '--variant=extract', '--format=directory'],
    '--skip=check/chrootless',
    `--architectures=${arch}`,
    `--include=${packages.join(',')}`,
    ...aptOptions.map((option) => `--aptopt=${option}`),
    `--setup-hook=${MERGE_USR}`,
    ...(arch === 'amd64' ? [`--setup-hook=${MERGE_LIB64}`] : []),
    `--extract-hook=${listVersions}`,
    ...[release, place.root, ...sources],
  ];
  await runAsFakeRoot(argv, place.owners, { deadline, onLine: (line) => tellStage(line, progress) });
}

/** mmdebstrap's `I: downloading packages with apt...`; its warnings are about root, which is a fake here. */
function tellStage(line: string, progress: Job['progress']): void {
  const stage = /^I: (running apt-get update|downloading packages|extracting archives)/.exec(line)?.[1];
  if (stage !== undefined) progress(stage);
}

export async function layRoot({ definition, place, deadline }: Job, kernelRelease: string): Promise<void> {
  await writeOverlay(definition, place, deadline);
  const words = [place.root, place.overlay, kernelRelease];
  await runAsFakeRoot(['sh', own('lay-root.sh'), ...words, ...definition.leaveOut], place.owners, { deadline });
}

/** Kernel and initramfs stand in its /boot, so that the disk alone is enough to boot from. */
export async function writeDisk({ definition, place, deadline, progress }: Job): Promise<void> {
  progress('writing the root disk');
  const { root, kernel, initramfs, disk, owners } = place;
  const words = [root, kernel, initramfs, disk, `${definition.diskMiB}M`, definition.label];
  await runAsFakeRoot(['sh', own('write-disk.sh'), ...words], owners, { deadline });
}

async function writeOverlay(definition: ImageDefinition, place: Workplace, deadline: Deadline): Promise<void> {
  const { consoles, label, login, role } = definition;
  await cp(own('guest/root'), place.overlay, { recursive: true });
  if (role === 'testbed') {
    await cp(own('guest/testbed'), place.overlay, { recursive: true });
    await mkdir(join(place.overlay, 'lab/image'), { recursive: true });
  }
  const etc = join(place.overlay, 'etc');
  await mkdir(etc, { recursive: true });
  const masters = join(place.root, 'usr/share/base-passwd');
  const { passwd, group, shadow } = accounts(
    {
      passwd: await readFile(join(masters, 'passwd.master'), 'utf8'),
      group: await readFile(join(masters, 'group.master'), 'utf8'),
    },
    definition,
    await hashed(login.password, deadline),
  );
  await writeFile(join(etc, 'passwd'), passwd);
  await writeFile(join(etc, 'group'), group);
  await writeFile(join(etc, 'shadow'), shadow);
  await writeFile(join(etc, 'inittab'), inittab(consoles.login, role));
  await writeFile(join(etc, 'fstab'), `LABEL=${label} / ext4 defaults 0 1\n`);
}

/** crypt(3) itself, by way of Perl, which every Debian has. */
async function hashed(password: string, deadline: Deadline): Promise<string> {
  const hash = await run(['perl', '-e', 'print crypt($ARGV[0], $ARGV[1])', password, PASSWORD_SETTING], { deadline });
  return hash.trim();
}

/** busybox's init: a getty on the login console, again and again. It has no runlevels. */
export function inittab(console: string, role: ImageDefinition['role']): string {
  return [
    role === 'testbed' ? '::once:/usr/lib/lab/start-testbed' : '::wait:/usr/lib/lab/heart',
    `${console}::respawn:/bin/busybox getty -L -l /usr/lib/lab/login 0 ${console} vt220`,
    '::ctrlaltdel:/usr/sbin/shutdown -r now',
    '::shutdown:/bin/busybox umount -a -r',
    '::restart:/usr/sbin/init',
    '',
  ].join('\n');
}

function own(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
