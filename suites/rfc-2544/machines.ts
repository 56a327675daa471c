// The device under test: natively, with a paravirtual card, whose packets QEMU or the kernel moves, and with an emulated one.

import {
  e1000,
  furtherNics,
  machine,
  mebibytes,
  native,
  pace,
  type Subject,
  virtioBlk,
  virtioNet,
} from '../../fixtures/lab.ts';
import { student } from './student.ts';

/**
 * The study's machines have 4 vCPUs and 8 GB, on a host of 32 CPUs. Below pace paper they have two, as a laptop or the
 * nested testbed has no more: one may be saturated while the other goes on.
 */
const size = pace({
  quick: { memory: mebibytes(1024), vcpus: 2 },
  handout: { memory: mebibytes(1024), vcpus: 2 },
  paper: { memory: mebibytes(8192), vcpus: 4 },
});

/** The study's "PV". */
const paravirtual = machine('virtio', { ...size, disk: virtioBlk(), nic: virtioNet({ mac: student.mac }) });

/** The study's "HVM": hardware assists its CPU, and QEMU emulates its card. */
const emulated = paravirtual.with({ name: 'e1000', nic: e1000({ mac: student.mac }) });

/** By what `LAB_NICS` names. */
const further = Object.fromEntries(
  furtherNics().map(([name, nic]) => [
    `${name} on tap`,
    paravirtual.with({ name: `${name}-tap`, nic: nic({ mac: student.mac }), netdev: 'tap' }),
  ]),
);

/** The study's "VMM" is the host itself: here both ends of a veth pair. */
export const devices: Readonly<
  Record<'native' | 'virtio-net on tap' | 'virtio-net on tap+vhost' | 'e1000 on tap', Subject>
> = {
  native,
  'virtio-net on tap': paravirtual.with({ netdev: 'tap' }),
  'virtio-net on tap+vhost': paravirtual.with({ name: 'virtio-vhost', netdev: 'tap+vhost' }),
  'e1000 on tap': emulated.with({ name: 'e1000-tap', netdev: 'tap' }),
  ...further,
};

/** Whether any are named, for a test that would else pass without one. */
export const furtherCards = { works: Object.keys(further).length > 0, why: 'LAB_NICS names no further cards' };

/** Whether it is one of those that `LAB_NICS` named. */
export const isFurther = (arm: string): boolean => Object.hasOwn(further, arm);
