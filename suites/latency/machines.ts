// What is compared: the computer itself, and one VM as it comes, with each treatment, and with all of them.

import {
  e1000e,
  givenCard,
  givenFunction,
  haltPolling,
  hugepages,
  lockedMemory,
  machine,
  mebibytes,
  native,
  noTransparentHugepages,
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
  'halt polling': [haltPolling],
  'no THP': [noTransparentHugepages],
  all: [hugepages, pinned, realTime, lockedMemory, haltPolling, noTransparentHugepages],
};

/** One vCPU: with QEMU's other threads beside it that is all that two CPUs can give. */
const vm = machine('vm', {
  memory: mebibytes(512),
  vcpus: 1,
  disk: virtioBlk(),
  nic: virtioNet({ mac: student.mac }),
  netdev: 'tap',
});

/** Its disk served by QEMU's main loop, or by a thread of its own. */
export const served = { VM: (at: At) => vm.with({ name: `vm-${`${at['disk']}`.replaceAll(' ', '-')}` }) };

/** The same model twice: QEMU's emulation of it, and one that the testbed has; and a virtual function of another. */
export const cards = {
  emulated: vm.with({ name: 'vm-emulated-card', nic: e1000e({ mac: student.mac }) }),
  given: vm.with({ name: 'vm-given-card', nic: givenCard(), netdev: 'cable' }),
  function: vm.with({ name: 'vm-given-function', nic: givenFunction(), netdev: 'cable' }),
};

type At = Readonly<Record<string, number | string | boolean>>;

export const machines = {
  native,
  VM: (at: At) => vm.with({ name: `vm-${`${at['tuning']}`.replaceAll(' ', '-')}` }),
};
