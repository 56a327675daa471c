import type { GuestImage } from '../image.ts';

/** UEFI for virtual machines, where its Debian package puts it. Without the checks of secure boot. */
export interface UefiFirmware {
  /** Never written to. */
  readonly code: string;
  /** What each machine's own variables begin as. */
  readonly variables: string;
  readonly package: string;
  readonly reason: string;
}

const reason = 'boots your own guest image';

export const UEFI: Readonly<Record<GuestImage['arch'], UefiFirmware>> = {
  amd64: {
    ...{ code: '/usr/share/OVMF/OVMF_CODE_4M.fd', variables: '/usr/share/OVMF/OVMF_VARS_4M.fd' },
    ...{ package: 'ovmf', reason },
  },
  arm64: {
    ...{ code: '/usr/share/AAVMF/AAVMF_CODE.fd', variables: '/usr/share/AAVMF/AAVMF_VARS.fd' },
    ...{ package: 'qemu-efi-aarch64', reason },
  },
};
