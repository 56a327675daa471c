import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { deadlineAfter } from '../../fixtures/deadline.ts';
import { buildImage } from '../build.ts';
import { buildQemu, findQemu, type OuterQemu } from './outer.ts';

/** Seconds; fetching the packages, and booting under TCG, on a busy computer. */
const LIMIT = 300;

describe('the QEMU for amd64', () => {
  let qemu: OuterQemu;

  beforeAll(async () => {
    qemu = await buildQemu({ arch: 'amd64', deadline: deadlineAfter(LIMIT), progress: () => {} });
  });

  it('is version 10, and is found again', async () => {
    const [program = '', ...args] = qemu.argv;
    const { stdout } = await execa(program, [...args, '--version']);
    expect(stdout).toMatch(/^QEMU emulator version 10\./);
    expect(qemu.version).toMatch(/^10\./);
    expect(await findQemu({ arch: 'amd64' })).toEqual(qemu);
  });

  it('boots a kernel as far as the missing root disk', async () => {
    const build = { deadline: deadlineAfter(LIMIT), progress: () => {} };
    const { kernel, append } = await buildImage({ name: 'debian-12', arch: 'amd64', ...build });
    const [program = '', ...args] = qemu.argv;
    const machine = ['-machine', 'q35', '-accel', 'tcg', '-nodefaults', '-no-user-config', '-display', 'none'];
    const boot = ['-kernel', kernel, '-append', ['console=ttyS0', 'panic=-1', ...append].join(' '), '-no-reboot'];
    const { stdout, exitCode } = await execa(program, [...args, ...machine, ...boot, '-serial', 'stdio'], {
      timeout: LIMIT * 1000,
    });
    expect(stdout).toContain('VFS: Unable to mount root fs');
    expect(exitCode).toBe(0);
  });
});
