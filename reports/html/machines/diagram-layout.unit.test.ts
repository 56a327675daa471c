import { expect, test } from 'vitest';
import { attachments } from './diagram-layout.ts';

const ARGV = [
  ...['qemu-system-x86_64', '-nodefaults', '-drive', 'if=none,id=drive0,file=/var/a,,b/disk.qcow2,format=qcow2'],
  ...['-device', 'virtio-blk-pci,id=disk0,drive=drive0', '-netdev', 'tap,id=net0,ifname=tap0,vhost=on'],
  ...['-device', 'e1000,id=nic0,netdev=net0,mac=52:54:00:12:34:56', '-device', 'pcie-root-port,id=port'],
];

const witnessed = (device: string, driver: string, sysfs: string, argv: string) => ({
  device,
  driver,
  agrees: true,
  witnesses: [
    { witness: 'sysfs', expected: '', found: sysfs, agrees: true },
    { witness: 'command line', expected: '', found: argv, agrees: true },
  ],
});

test('disks and cards, from the guest’s name for them to what is behind them', () => {
  const evidence = [
    witnessed('virtio-blk', 'virtio_blk', 'vda < virtio0 (virtio_blk)', `-device ${ARGV[5]}`),
    witnessed('e1000', 'e1000', 'no interface', 'none'),
  ];
  expect(attachments({ argv: ARGV, evidence })).toEqual([
    {
      kind: 'disk',
      device: 'virtio-blk-pci',
      driver: 'virtio_blk',
      name: 'vda',
      speech: 'shared rings',
      backend: 'disk.qcow2',
    },
    {
      ...{ kind: 'network', device: 'e1000', driver: 'e1000', speech: 'device registers' },
      ...{ backend: 'tap with vhost', kernel: 'vhost' },
    },
  ]);
});

test('before there was any evidence, and behind nothing that is declared', () => {
  const argv = ['qemu', '-device', 'nvme,drive=gone', '-device', 'rtl8139,netdev=n', '-netdev', 'user,id=n', '-device'];
  expect(attachments({ argv, evidence: [] })).toEqual([
    { kind: 'disk', device: 'nvme', speech: 'device registers', backend: 'a drive' },
    { kind: 'network', device: 'rtl8139', speech: 'device registers', backend: 'user (SLIRP)' },
  ]);
});

test('cards that a hub joins', () => {
  const argv = ['qemu', '-device', 'e1000,netdev=n', '-netdev', 'hubport,id=n,hubid=1'];
  expect(attachments({ argv, evidence: [] })).toMatchObject([{ device: 'e1000', backend: 'hub in QEMU' }]);
});
