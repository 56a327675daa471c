// What is compared: the computer itself, and one VM as it comes, with each treatment, and with all of them.

import {
  hugepages,
  lockedMemory,
  machine,
  mebibytes,
  native,
  pinned,
  realTime,
  type Treatment,
  virtioBlk,
  virtioNet,
} from '../../fixtures/lab.ts';
import { student } from './student.ts';

/** By the levels of the factor `tuning`. A vCPU goes before others only where it has a CPU to itself, so that both go together. */
export const TUNINGS: Readonly<Record<string, readonly Treatment[]>> = {
  none: [],
  'huge pages': [hugepages],
  pinned: [pinned, realTime],
  'locked memory': [lockedMemory],
  all: [hugepages, pinned, realTime, lockedMemory],
};

/** One vCPU: with QEMU's other threads beside it that is all that two CPUs can give. */
const vm = machine('vm', {
  memory: mebibytes(512),
  vcpus: 1,
  disk: virtioBlk(),
  nic: virtioNet({ mac: student.mac }),
  netdev: 'tap',
});

type At = Readonly<Record<string, number | string | boolean>>;

export const machines = {
  native,
  VM: (at: At) => vm.with({ name: `vm-${`${at['tuning']}`.replaceAll(' ', '-')}` }),
};
