import { describe, expect, it } from 'vitest';
import type { Driver } from '../drivers.ts';
import { driverTable, imageSettings } from './initramfs.ts';
import { builtinModules, planModules } from './modules.ts';

const dep = [
  'kernel/drivers/virtio/virtio.ko.xz:',
  'kernel/drivers/virtio/virtio_ring.ko.xz:',
  'kernel/drivers/block/virtio_blk.ko.xz: kernel/drivers/virtio/virtio.ko.xz kernel/drivers/virtio/virtio_ring.ko.xz',
  'kernel/drivers/usb/storage/usb-storage.ko:',
  'kernel/fs/mbcache.ko:',
  'kernel/fs/ext4/ext4.ko: kernel/fs/mbcache.ko',
  'kernel/crypto/crc32c_generic.ko:',
].join('\n');

const alias = [
  '# Aliases extracted from modules themselves.',
  'alias virtio:d00000002v* virtio_blk',
  'alias usb:v0421p0019d*dc*dsc*dp*ic*isc*ip*in* usb_storage',
  'alias usb:v*p*d*dc*dsc*dp*ic08isc06ip50in* usb_storage',
].join('\n');

const tables = { dep, alias, builtin: '' };
const virtioBlk = { module: 'virtio_blk', modaliases: ['virtio:d00000002v00001AF4'] };
const usbStorage = { module: 'usb_storage', modaliases: ['usb:v46F4p0001d0000dc00dsc00dp00ic08isc06ip50in00'] };

const wanted = (...drivers: Driver[]) => ({ drivers, modules: [] });

describe('planModules', () => {
  it('puts what a driver needs before it', () => {
    expect(planModules(wanted(virtioBlk), tables).rules).toEqual([
      { patterns: ['virtio:d00000002v*'], modules: ['virtio_ring', 'virtio', 'virtio_blk'] },
    ]);
  });

  it('takes only the patterns that match the devices of QEMU', () => {
    expect(planModules(wanted(usbStorage), tables).rules[0]?.patterns).toEqual([
      'usb:v*p*d*dc*dsc*dp*ic08isc06ip50in*',
    ]);
  });

  it('leaves out a driver that the kernel has built in or has not at all', () => {
    expect(planModules(wanted({ module: 'virtio_pci', modaliases: ['pci:v1'] }), tables).rules).toEqual([]);
  });

  it('rejects a driver that does not drive what the definition says', () => {
    const wrong = { module: 'virtio_blk', modaliases: ['virtio:d00000001v00001AF4'] };
    expect(() => planModules(wanted(wrong), tables)).toThrow(
      'module virtio_blk does not claim virtio:d00000001v00001AF4',
    );
  });

  it('loads the file system of the root disk with its checksum', () => {
    const plan = planModules(wanted(virtioBlk), tables);
    expect(plan.root).toEqual(['mbcache', 'ext4', 'crc32c_generic']);
    expect([...plan.files.keys()].sort()).toEqual([
      'crc32c_generic',
      'ext4',
      'mbcache',
      'virtio',
      'virtio_blk',
      'virtio_ring',
    ]);
    expect(plan.files.get('virtio_blk')).toBe('kernel/drivers/block/virtio_blk.ko.xz');
  });
});

describe('modules without a device', () => {
  it('come with what they need, and none when the kernel has them built in', () => {
    const plan = planModules({ drivers: [], modules: ['virtio_blk', 'kvm'] }, tables);
    expect(plan.always).toEqual(['virtio_ring', 'virtio', 'virtio_blk']);
    expect(plan.files.has('virtio_ring')).toBe(true);
    expect(plan.rules).toEqual([]);
  });
});

describe('builtinModules', () => {
  it('gives names as lsmod writes them', () => {
    expect(builtinModules('kernel/drivers/virtio/virtio_ring.ko\nkernel/crypto/xts-aes.ko\n')).toEqual([
      'virtio_ring',
      'xts_aes',
    ]);
  });
});

describe('what init reads', () => {
  it('is a shell function from modalias to modules', () => {
    expect(driverTable(planModules(wanted(virtioBlk), tables))).toBe(
      [
        'modules_of() {',
        '  case $1 in',
        "  virtio:d00000002v*) modules='virtio_ring virtio virtio_blk' ;;",
        '  *) modules= ;;',
        '  esac',
        '}',
        '',
      ].join('\n'),
    );
  });

  it("quotes the shell's own characters in a pattern", () => {
    const rules = [{ patterns: ['of:NxT(null)Cvirtio,mmio*'], modules: ['virtio_mmio'] }];
    expect(driverTable({ files: new Map(), root: [], always: [], rules })).toContain('of:NxT\\(null\\)Cvirtio,mmio*)');
  });

  it('is the label of the root disk, its modules, and what is loaded in any case', () => {
    const settings = imageSettings('lab-root', planModules({ drivers: [], modules: ['virtio_blk'] }, tables));
    expect(settings).toBe(
      "root_label=lab-root\nroot_modules='mbcache ext4 crc32c_generic'\nmore_modules='virtio_ring virtio virtio_blk'\n",
    );
  });
});
