import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { deadlineAfter } from '../../fixtures/deadline.ts';
import { buildImage } from '../build.ts';
import { buildQemu, findQemu, type PackagedQemu } from './packaged.ts';

/** Seconds; fetching the packages, and booting under TCG, on a busy computer. */
const LIMIT = 300;

describe.each([
  ['debian-12', /^7\.2\./],
  ['debian-13', /^10\.0\./],
])('the QEMU of %s for amd64', (release, version) => {
  let qemu: PackagedQemu;
  const choice = { arch: 'amd64', release } as const;

  beforeAll(async () => {
    qemu = await buildQemu({ ...choice, deadline: deadlineAfter(LIMIT), progress: () => {} });
  });

  it('is of the release’s version, and is found again', async () => {
    const { stdout } = await execa(qemu.program, ['--version']);
    expect(stdout).toContain(`QEMU emulator version ${qemu.version}`);
    expect(qemu.version).toMatch(version);
    expect(await findQemu(choice)).toEqual(qemu);
  });

  it('names its devices, and minds no installed QEMU of another build', async () => {
    const { stdout, stderr } = await execa(qemu.program, ['-machine', 'none', '-device', 'help']);
    expect(stdout).toContain('name "virtio-net-pci"');
    expect(stderr).toBe('');
  });

  it('boots a kernel as far as the missing root disk', async () => {
    const build = { deadline: deadlineAfter(LIMIT), progress: () => {} };
    const { kernel, append } = await buildImage({ name: 'debian-12', arch: 'amd64', ...build });
    const machine = ['-machine', 'q35', '-accel', 'tcg', '-nodefaults', '-no-user-config', '-display', 'none'];
    const boot = ['-kernel', kernel, '-append', ['console=ttyS0', 'panic=-1', ...append].join(' '), '-no-reboot'];
    const { stdout, exitCode } = await execa(qemu.program, [...machine, ...boot, '-serial', 'stdio'], {
      timeout: LIMIT * 1000,
    });
    expect(stdout).toContain('VFS: Unable to mount root fs');
    expect(exitCode).toBe(0);
  });
});
