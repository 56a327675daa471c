import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deadlineAfter } from '../fixtures/deadline.ts';
import { buildImage } from './build.ts';
import type { BuiltImage } from './image.ts';
import { type BareGuest, bootBare } from './testing/bare-guest.ts';

/** Seconds; under TCG, on a busy computer. */
const LIMIT = 300;

describe('debian-12 for amd64', () => {
  let guest: BareGuest;
  let image: BuiltImage;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lab-boot-'));
    image = await buildImage({ name: 'debian-12', arch: 'amd64', deadline: deadlineAfter(LIMIT), progress: () => {} });
    guest = await bootBare(image, join(folder, 'kernel.log'), deadlineAfter(LIMIT));
  });

  afterAll(async () => {
    await guest?.kill();
    await rm(folder, { recursive: true, force: true });
  });

  it('logs ubuntu in at a real prompt, to bash', async () => {
    expect(await guest.run('id -un; echo $0; tty')).toBe('ubuntu\n-bash\n/dev/ttyS0\n');
  });

  it('has loaded the drivers of its devices and no other', async () => {
    const modules = (await guest.run("lsmod | awk 'NR > 1 { print $1 }' | sort | xargs")).trim().split(' ');
    expect(modules).toEqual([
      ...['crc16', 'crc32c_generic', 'ext4', 'failover', 'jbd2', 'mbcache', 'net_failover', 'virtio', 'virtio_blk'],
      ...['virtio_net', 'virtio_pci', 'virtio_pci_legacy_dev', 'virtio_pci_modern_dev', 'virtio_ring'],
    ]);
  });

  it("runs the handout's commands as they are printed", async () => {
    const fio = 'fio --thread --name=read --rw=read --size=256M --filename=file.dat && rm file.dat';
    expect(await guest.run(`sudo echo 3 | sudo tee /proc/sys/vm/drop_caches && ${fio}`)).toMatch(/READ: bw=\d+/);
    expect(await guest.run('lsmod | grep virtio')).toContain('virtio_net');
    expect(await guest.run('ifconfig eth0')).toContain('inet 10.0.2.15  netmask 255.255.255.0  broadcast 10.0.2.255');
    expect(await guest.run('ip route show default')).toContain('default via 10.0.2.2 dev eth0');
  });

  it.each([
    ...['iperf --help', 'iperf3 --version', 'nuttcp -V', 'sysbench --version', 'bonnie++ -h', 'cyclictest --help'],
    ...['ping -c 1 10.0.2.2', 'ethtool --version', 'lspci', 'ps', 'sudo modinfo e1000', 'awk 1 /dev/null', 'which fio'],
  ])('has %s', async (command) => {
    expect(await guest.run(`${command} > /dev/null 2>&1; echo $?`)).toMatch(/^[01]\n$/);
  });

  it('has no compiler', async () => {
    expect(await guest.run('ls /usr/bin/{cc,gcc,c++,g++,clang,tcc} 2> /dev/null | wc -l')).toBe('0\n');
  });

  it('mounts what people expect, and 16 MiB for the harness', async () => {
    const mounts = await guest.run("awk '{ print $2, $3 }' /proc/mounts | sort");
    expect(mounts).toBe(
      [
        '/ ext4',
        '/dev devtmpfs',
        '/dev/pts devpts',
        '/dev/shm tmpfs',
        '/proc proc',
        '/run tmpfs',
        '/run/lab tmpfs',
        '/sys sysfs',
      ]
        .map((line) => `${line}\n`)
        .join(''),
    );
    expect(await guest.run('stat -c "%U %a" /run/lab; stat -fc "%b %S" /run/lab; stat -c "%U %a" /tmp')).toBe(
      'ubuntu 755\n4096 4096\nroot 1777\n',
    );
  });

  it('leaves room for a gibibyte at home', async () => {
    expect(Number(await guest.run('df --output=avail -B MiB ~ | tail -n 1 | tr -dc 0-9'))).toBeGreaterThanOrEqual(1024);
  });

  it('keeps kernel messages off the login console', async () => {
    await guest.run('echo "<2>a kernel message for the test" | sudo tee /dev/kmsg > /dev/null');
    expect(await readFile(join(folder, 'kernel.log'), 'utf8')).toContain('a kernel message for the test');
    expect(guest.seen()).not.toMatch(/\] a kernel message for the test/);
  });

  // The last: it ends the guest.
  it('powers off by sudo shutdown -h now', async () => {
    expect(await guest.runLast('sudo shutdown -h now')).toBe(0);
  });
});
