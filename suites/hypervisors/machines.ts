// What pi is computed on: natively, in a VM with paravirtual and with emulated devices, and several guests at once.

import {
  ahci,
  e1000,
  fleet,
  ide,
  machine,
  mebibytes,
  native,
  onArch,
  pace,
  type Subject,
  virtioBlk,
  virtioNet,
} from '../../fixtures/lab.ts';
import { student } from './student.ts';

/** The paper's guests have 2 GB each, on a host of 16. Pi takes a megabyte: what is left here is for one guest more. */
const memory = pace({ quick: mebibytes(192), handout: mebibytes(192), paper: mebibytes(512) });

/** One vCPU each, as the paper's. Every guest writes to an overlay of its own; the image beneath them is one file. */
const paravirtual = machine('virtio', {
  memory,
  vcpus: 1,
  disk: virtioBlk(),
  nic: virtioNet({ mac: student.mac }),
});

/** The paper's "KVM" has a card that QEMU emulates, and an emulated disk. */
const emulated = paravirtual.with({
  name: 'emulated',
  disk: onArch({ amd64: ide(), arm64: ahci() }),
  nic: e1000({ mac: student.mac }),
});

export const alone = { native, 'VM virtio': paravirtual, 'VM emulated': emulated };

/**
 * Those of which the law is made. The paper has 1, 7, 8 and 17 on eight cores: as many as cores, one fewer, twice as many
 * and one.
 */
export const SIZES = pace<readonly number[]>({ quick: [1, 2, 3], handout: [1, 2, 4], paper: [1, 2, 4, 7, 8] });

/** Of which the law is asked before it is booted. */
export const NEXT = pace({ quick: 4, handout: 6, paper: 17 });

type At = Readonly<Record<string, number | string | boolean>>;

const soMany = (of: Subject, { guests }: At): Subject => (guests === 1 ? of : fleet(of, { count: Number(guests) }));

/** At the levels of the factor `guests`: natively, as many programs side by side. */
export const together = {
  native: (at: At): Subject => soMany(native, at),
  VMs: (at: At): Subject => soMany(paravirtual, at),
};
