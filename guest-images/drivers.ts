/** A kernel driver, and the devices for which the guest's init loads it. */
export interface Driver {
  /** As lsmod writes it, with underscores. */
  readonly module: string;
  /** What /sys/bus/…/modalias reads for a device of QEMU's that the driver drives. */
  readonly modaliases: readonly string[];
}

/**
 * Every NIC and disk that QEMU's stock build has and Linux drives, the buses on which they sit, and the watchdog that
 * each machine of the lab has (fixtures/machines/health/watchdog.ts). The modaliases
 * were read in guests; the builder looks up in the kernel's own table (modules.alias) which patterns match them.
 */
export const drivers: readonly Driver[] = [
  { module: 'virtio_pci', modaliases: ['pci:v00001AF4d00001000sv00001AF4sd00000001bc02sc00i00'] },
  { module: 'virtio_mmio', modaliases: ['of:Nvirtio_mmioT(null)Cvirtio,mmio', 'acpi:LNRO0005:'] },

  { module: 'virtio_net', modaliases: ['virtio:d00000001v00001AF4'] },
  {
    module: 'e1000',
    modaliases: [
      'pci:v00008086d0000100Esv00001AF4sd00001100bc02sc00i00',
      'pci:v00008086d0000100Csv00001AF4sd00001100bc02sc00i00',
      'pci:v00008086d0000100Fsv00001AF4sd00001100bc02sc00i00',
    ],
  },
  { module: 'e1000e', modaliases: ['pci:v00008086d000010D3sv00008086sd00000000bc02sc00i00'] },
  { module: 'igb', modaliases: ['pci:v00008086d000010C9sv00008086sd0000A03Cbc02sc00i00'] },
  { module: '8139cp', modaliases: ['pci:v000010ECd00008139sv00001AF4sd00001100bc02sc00i00'] },
  { module: 'vmxnet3', modaliases: ['pci:v000015ADd000007B0sv000015ADsd000007B0bc02sc00i00'] },
  { module: 'pcnet32', modaliases: ['pci:v00001022d00002000sv00000000sd00000000bc02sc00i00'] },
  { module: 'ne2k_pci', modaliases: ['pci:v000010ECd00008029sv00001AF4sd00001100bc02sc00i00'] },
  { module: 'tulip', modaliases: ['pci:v00001011d00000019sv0000103Csd0000104Fbc02sc00i00'] },

  { module: 'virtio_blk', modaliases: ['virtio:d00000002v00001AF4'] },
  { module: 'virtio_scsi', modaliases: ['virtio:d00000008v00001AF4'] },
  { module: 'nvme', modaliases: ['pci:v00001B36d00000010sv00001AF4sd00001100bc01sc08i02'] },
  { module: 'ahci', modaliases: ['pci:v00008086d00002922sv00001AF4sd00001100bc01sc06i01'] },
  {
    module: 'ata_piix',
    modaliases: [
      'pci:v00008086d00007010sv00001AF4sd00001100bc01sc01i80',
      'pci:v00008086d00007111sv00001AF4sd00001100bc01sc01i80',
    ],
  },
  {
    module: 'sym53c8xx',
    modaliases: [
      'pci:v00001000d00000012sv00000000sd00001000bc01sc00i00',
      'pci:v00001000d00000001sv00000000sd00001000bc01sc00i00',
    ],
  },
  {
    module: 'megaraid_sas',
    modaliases: [
      'pci:v00001000d00000060sv00001000sd00001013bc01sc04i00',
      'pci:v00001000d00000079sv00001000sd00009261bc01sc04i00',
    ],
  },
  { module: 'vmw_pvscsi', modaliases: ['pci:v000015ADd000007C0sv000015ADsd000007C0bc01sc00i00'] },

  { module: 'xhci_pci', modaliases: ['pci:v00001B36d0000000Dsv00001AF4sd00001100bc0Csc03i30'] },
  { module: 'ehci_pci', modaliases: ['pci:v00008086d000024CDsv00001AF4sd00001100bc0Csc03i20'] },
  { module: 'uhci_hcd', modaliases: ['pci:v00008086d00007020sv00001AF4sd00001100bc0Csc03i00'] },
  { module: 'usb_storage', modaliases: ['usb:v46F4p0001d0000dc00dsc00dp00ic08isc06ip50in00'] },
  { module: 'uas', modaliases: ['usb:v46F4p0003d0000dc00dsc00dp00ic08isc06ip62in00'] },
  { module: 'sd_mod', modaliases: ['scsi:t-0x00'] },

  { module: 'i6300esb', modaliases: ['pci:v00008086d000025ABsv00001AF4sd00001100bc08sc80i00'] },
];
