import { describe, expect, it } from 'vitest';
import { damagedQemu, notUnpacked } from './outer.ts';
import { argvOf, hostOf, libraryFiles, plans, versionIn } from './plan.ts';

describe('argvOf', () => {
  it('runs the program by its own loader, with its own libraries and firmware', () => {
    expect(argvOf('/cache/outer-qemu', plans.arm64)).toEqual([
      ...['/cache/outer-qemu/lib/ld.so', '--library-path', '/cache/outer-qemu/lib'],
      ...['/cache/outer-qemu/bin/qemu-system-aarch64', '-L', '/cache/outer-qemu/share'],
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
    expect(notUnpacked('amd64', '/cache/outer-qemu-amd64-0').message).toBe(
      [
        'The QEMU that boots the amd64 testbed has not been unpacked on this computer.',
        '  Expected   /cache/outer-qemu-amd64-0',
        '  Try        npm run lab, which fetches it',
      ].join('\n'),
    );
  });

  it('a damaged one says what is wrong with it', () => {
    expect(damagedQemu('arm64', '/cache/outer-qemu-arm64-0', ['lib/libz.so.1: is not there']).message).toBe(
      [
        'The QEMU that boots the arm64 testbed is not as it was unpacked.',
        '  Folder     /cache/outer-qemu-arm64-0',
        '  Found      lib/libz.so.1: is not there',
        '  Try        npm run lab, which sets it aside and unpacks it anew',
      ].join('\n'),
    );
  });
});
