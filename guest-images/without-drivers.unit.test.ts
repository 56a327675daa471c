import { expect, test } from 'vitest';
import { cpio } from './builder/cpio.ts';
import { withFiles } from './with-files.ts';
import { withoutDrivers } from './without-drivers.ts';

const TABLE = `modules_of() {
  case $1 in
  pci:v00008086d0000100E*) modules='e1000' ;;
  pci:v00008086d000010D3*) modules='ptp e1000e' ;;
  pci:v00008086d000010C9*) modules='igb' ;;
  *) modules= ;;
  esac
}
`;
const initramfs = cpio([
  { path: 'init', mode: 'program', content: Buffer.from('exec sh') },
  { path: 'drivers', mode: 'file', content: Buffer.from(TABLE) },
]);

test('init gets a table without them, and keeps the others', () => {
  const whole = withoutDrivers(initramfs, ['e1000e', 'igb']);
  expect(whole.subarray(0, initramfs.length)).toEqual(initramfs);
  const added = whole.subarray(initramfs.length).toString();
  expect(added).toContain("modules='e1000' ;;");
  expect(added).toContain('*) modules= ;;');
  expect(added).not.toMatch(/e1000e|igb/);
});

test('files that are added to it go on being added', () => {
  const whole = withFiles(withoutDrivers(initramfs, ['igb']), { 'etc/hostname': 'testbed\n' });
  expect(whole.toString()).toContain('lab/etc/hostname');
});

test('without a table nothing is booted', () => {
  expect(() => withoutDrivers(cpio([]), ['igb'])).toThrow('the initramfs has no drivers');
});
