// The environments, of as many CPUs and as much memory each; and the homework's own VM as a control.

import {
  ahci,
  container,
  ide,
  machine,
  mebibytes,
  native,
  onArch,
  pace,
  type Subject,
  virtioBlk,
} from '../../fixtures/lab.ts';

/** The homework has 1, 2 and 4, and 2 GB or 4 GB. Below pace paper a laptop or the nested testbed has no more than these. */
export const CPUS = pace<readonly number[]>({ quick: [1, 2], handout: [1, 2], paper: [1, 2, 4] });
const memory = pace({ quick: mebibytes(512), handout: mebibytes(512), paper: mebibytes(2048) });

const contained = container('container', { memory, cpus: 1 });

/** By KVM where that works, and by TCG with a thread for each vCPU where it does not. */
const virtual = machine('vm', { memory, vcpus: 1, disk: virtioBlk() });

/** Its report: `-hda ubuntu.img`, a qcow2 file, `--accel tcg,thread=single`. */
const homework = virtual.with({
  name: 'homework',
  accelerator: 'tcg',
  tcgThread: 'single',
  disk: onArch({ amd64: ide(), arm64: ahci() }),
});

export const HOMEWORK = 'VM of the homework';

type At = Readonly<Record<string, number | string | boolean>>;

/** At the levels of the factor `cpus`, which does not vary natively: there are as many as there are. */
export const environments = {
  native,
  container: (at: At): Subject => contained.with({ name: `container-${at['cpus']}`, cpus: Number(at['cpus']) }),
  VM: (at: At): Subject => virtual.with({ name: `vm-${at['cpus']}`, vcpus: Number(at['cpus']) }),
  [HOMEWORK]: (at: At): Subject => homework.with({ name: `homework-${at['cpus']}`, vcpus: Number(at['cpus']) }),
};
