import { describe, expect, it } from 'vitest';
import { cpio } from './builder/cpio.ts';
import { withFiles } from './with-files.ts';

const initramfs = cpio([{ path: 'init', mode: 'program', content: Buffer.from('echo') }]);
const whole = withFiles(initramfs, {
  'etc/hostname': 'testbed\n',
  'etc/ssh/ssh_host_ed25519_key': 'private',
  'root/.ssh/authorized_keys': 'public',
  'home/ubuntu/.ssh/authorized_keys': 'public',
});
const added = whole.subarray(initramfs.length);

/** Mode and owner of each entry, as `ls -ln` counts them. */
const entries = Object.fromEntries(
  [...added.toString('latin1').matchAll(/070701[0-9a-f]{8}([0-9a-f]{8})([0-9a-f]{8})[0-9a-f]{80}([^\0]+)\0/g)].map(
    ([, mode = '', owner = '', name = '']) => [
      name,
      `${Number.parseInt(mode, 16).toString(8)} ${Number.parseInt(owner, 16)}`,
    ],
  ),
);

describe('withFiles', () => {
  it('adds a second archive behind the first, on a multiple of four bytes', () => {
    expect(whole.subarray(0, initramfs.length)).toEqual(initramfs);
    expect(initramfs.length % 4).toBe(0);
    expect(added.toString('latin1', 0, 6)).toBe('070701');
  });

  it('keeps keys to their owner, and gives ubuntu what is in its home', () => {
    expect(entries).toMatchObject({
      'lab/etc': '40755 0',
      'lab/etc/hostname': '100644 0',
      'lab/etc/ssh/ssh_host_ed25519_key': '100600 0',
      'lab/root': '40700 0',
      'lab/root/.ssh': '40700 0',
      'lab/root/.ssh/authorized_keys': '100600 0',
      'lab/home': '40755 0',
      'lab/home/ubuntu': '40755 1000',
      'lab/home/ubuntu/.ssh': '40700 1000',
      'lab/home/ubuntu/.ssh/authorized_keys': '100600 1000',
    });
  });

  it('has each folder once, before what is in it', () => {
    const names = Object.keys(entries);
    const found = [...added.toString('latin1').matchAll(/lab\/home\/ubuntu\0/g)];
    expect(found).toHaveLength(1);
    expect(names.indexOf('lab/home/ubuntu')).toBeLessThan(names.indexOf('lab/home/ubuntu/.ssh'));
  });
});
