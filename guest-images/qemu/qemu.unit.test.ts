import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it, onTestFinished } from 'vitest';
import { damagedQemu, notUnpacked } from './packaged.ts';
import { hostOf, launcher, libraryFiles, plans, versionIn } from './plan.ts';

describe('the launcher', () => {
  it('runs the program by its own loader, with its own libraries and firmware, wherever its folder is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'a qemu-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await mkdir(join(folder, 'lib'));
    // In the loader's place, what tells how it was called.
    await writeFile(join(folder, 'lib/ld.so'), '#!/bin/sh\nprintf "%s\\n" "$@"\n', { mode: 0o755 });
    const program = join(folder, plans.arm64.program);
    await writeFile(program, launcher(plans.arm64), { mode: 0o755 });
    const { stdout } = await execa(program, ['-name', 'two words']);
    expect(stdout.replaceAll(folder, 'HERE').split('\n')).toEqual([
      ...['--library-path', 'HERE/lib', 'HERE/bin/qemu-system-aarch64', '-L', 'HERE/share'],
      ...['-name', 'two words'],
    ]);
  });
});

describe('hostOf', () => {
  it('knows the processors of Debian’s QEMU packages that the lab knows', () => {
    expect(hostOf('x64').arch).toBe('amd64');
    expect(hostOf('arm64').arch).toBe('arm64');
  });

  it('says what else can be done on another processor', () => {
    expect(() => hostOf('riscv64')).toThrow(
      [
        'The nested testbed needs a computer with an x86-64 or arm64 processor; this one has riscv64.',
        '  Try        LAB_TESTBED=local, or LAB_TESTBED=ssh:USER@HOST with another computer',
      ].join('\n'),
    );
  });
});

describe('libraryFiles', () => {
  it("takes the files out of the loader's list, and not the kernel's own library", () => {
    const listed = [
      '\tlinux-vdso.so.1 (0x00007ffd2a5f2000)',
      '\tlibz.so.1 => /build/my root/usr/lib/x86_64-linux-gnu/libz.so.1 (0x00007f4f9d3e9000)',
      '\t/lib64/ld-linux-x86-64.so.2 => /build/my root/usr/lib64/ld-linux-x86-64.so.2 (0x00007f4f9f2aa000)',
    ];
    expect(libraryFiles(listed.join('\n'))).toEqual([
      '/build/my root/usr/lib/x86_64-linux-gnu/libz.so.1',
      '/build/my root/usr/lib64/ld-linux-x86-64.so.2',
    ]);
  });
});

describe('versionIn', () => {
  it("reads QEMU's own words", () => {
    expect(versionIn('QEMU emulator version 10.0.13 (Debian 1:10.0.13+ds-0+deb13u1)\nCopyright')).toBe('10.0.13');
  });

  it('rejects anything else', () => {
    expect(() => versionIn('error while loading shared libraries')).toThrow("not QEMU's version");
  });
});

describe('errors', () => {
  it('a QEMU that is not there says what fetches it', () => {
    expect(notUnpacked('debian-13', 'amd64', '/cache/qemu-debian-13-amd64-0').message).toBe(
      [
        'The QEMU of debian-13 for amd64 machines has not been unpacked on this computer.',
        '  Expected   /cache/qemu-debian-13-amd64-0',
        '  Try        npm run lab, which fetches it',
      ].join('\n'),
    );
  });

  it('a damaged one says what is wrong with it', () => {
    expect(
      damagedQemu('debian-13', 'arm64', '/cache/qemu-debian-13-arm64-0', ['lib/libz.so.1: is not there']).message,
    ).toBe(
      [
        'The QEMU of debian-13 for arm64 machines is not as it was unpacked.',
        '  Folder     /cache/qemu-debian-13-arm64-0',
        '  Found      lib/libz.so.1: is not there',
        '  Try        npm run lab, which sets it aside and unpacks it again',
      ].join('\n'),
    );
  });
});
