import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deadlineAfter } from '../fixtures/deadline.ts';
import { buildImage } from './build.ts';
import { buildQemu } from './qemu/packaged.ts';
import { type BareTestbed, bootTestbed } from './testing/bare-testbed.ts';

/** Seconds; under TCG, on a busy computer. */
const LIMIT = 500;

describe('debian-12-testbed for amd64', () => {
  let testbed: BareTestbed;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lab-testbed-'));
    const options = { arch: 'amd64', deadline: deadlineAfter(LIMIT), progress: () => {} } as const;
    const qemu = await buildQemu(options);
    const image = await buildImage({ name: 'debian-12-testbed', ...options });
    const guest = await buildImage({ name: 'debian-12', ...options });
    testbed = await bootTestbed({ qemu, image, guest, folder, deadline: options.deadline });
  });

  afterAll(async () => {
    await testbed?.kill();
    await rm(folder, { recursive: true, force: true });
  });

  it('lets ubuntu in by key, a member of kvm, and root', async () => {
    expect(await testbed.ssh('ubuntu', 'id -un; id -Gn; hostname')).toBe('ubuntu\nubuntu sudo kvm\ntestbed');
    expect(await testbed.ssh('root', 'id -u')).toBe('0');
    expect(await testbed.ssh('ubuntu', 'sudo id -u')).toBe('0');
  });

  it('lets nobody else in', async () => {
    expect(await testbed.ssh('daemon', 'true')).toContain('Permission denied (publickey)');
  });

  it('keeps the keys to their owners', async () => {
    const files =
      '/etc/ssh/ssh_host_ed25519_key /root /root/.ssh/authorized_keys ~ubuntu/.ssh ~ubuntu/.ssh/authorized_keys';
    expect(await testbed.ssh('root', `stat -c '%U %a' ${files}`)).toBe(
      'root 600\nroot 700\nroot 600\nubuntu 700\nubuntu 600',
    );
  });

  it('has KVM, vhost and tap for the group kvm', async () => {
    expect(await testbed.ssh('root', "stat -c '%G %a' /dev/kvm /dev/vhost-net /dev/net/tun")).toBe(
      'kvm 660\nkvm 660\nroot 666',
    );
    expect(await testbed.ssh('ubuntu', 'cat /sys/module/kvm_amd/parameters/npt; : < /dev/kvm && echo opened')).toBe(
      'Y\nopened',
    );
  });

  it('has runc, and control groups of version 2 for it', async () => {
    const told = await testbed.ssh('root', 'runc --version | head -n 1; cat /sys/fs/cgroup/cgroup.controllers');
    expect(told).toMatch(/^runc version \d/);
    expect(told.split(/\s/)).toIncludeAllMembers(['cpu', 'cpuset', 'memory']);
  });

  it('makes user and network namespaces, with taps in them, for an ordinary user', async () => {
    const made = await testbed.ssh('ubuntu', 'unshare -Urn sh -c "ip tuntap add t0 mode tap && ip link show t0"');
    expect(made).toContain('t0: <BROADCAST,MULTICAST>');
  });

  it('has the guest disk mounted read-only, with its kernel, and as a device that everybody reads', async () => {
    expect(await testbed.ssh('ubuntu', 'grep /lab/image /proc/mounts')).toMatch(/ \/lab\/image ext4 ro,.*norecovery/);
    const check = 'sha256sum < /lab/image/boot/kernel > /dev/null && dd if=/lab/image.disk bs=512 count=4 | wc -c';
    expect(await testbed.ssh('ubuntu', `cd /lab/image/boot && ls kernel initramfs.img && ${check}`)).toMatch(
      /^initramfs\.img\nkernel\n(.*\n)*2048\n?/,
    );
  });

  it('boots an inner guest under KVM as far as its login', async () => {
    // Off the first processor, on which emulated SVM breaks guests (fixtures/testbeds/nested/nested.ts).
    const machine =
      'taskset --cpu-list 1 qemu-system-x86_64 -machine q35 -accel kvm -cpu host -smp 2 -m 256 -nodefaults -display none';
    const boot =
      '-kernel /lab/image/boot/kernel -initrd /lab/image/boot/initramfs.img -append lab.ip=off -serial stdio';
    const disk = '-drive file=/lab/image.disk,format=raw,if=none,id=d,snapshot=on -device virtio-blk-pci,drive=d';
    // Ends QEMU as soon as it has said what is waited for.
    const script = `exec 3< <(exec timeout 120 ${machine} ${boot} ${disk} 2>&1); grep -a -m 1 'Debian GNU' <&3; kill $!`;
    expect(await testbed.ssh('ubuntu', script)).toContain('Debian GNU/Linux 12 ubuntu /dev/ttyS0');
  });
});
