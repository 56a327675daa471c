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
const memoryFor = (cpus: number) =>
  pace({ quick: mebibytes(512), handout: mebibytes(512), paper: cpus > 2 ? mebibytes(4096) : mebibytes(2048) });
const memory = memoryFor(1);
/** Its guest’s own programs take some, so that the container comes to its limit first. */
const BESIDE = 256;
/** The image, and the homework’s 4 GB of files beside it; it takes no more than has been written. */
const diskSize = pace({ quick: {}, handout: {}, paper: { diskSize: mebibytes(7168) } });

const contained = container('container', { memory, cpus: 1 });

/** By KVM where that works, and by TCG with a thread for each vCPU where it does not. */
const virtual = machine('vm', { memory, vcpus: 1, disk: virtioBlk(), ...diskSize });

/** Its report: `-hda ubuntu.img`, a qcow2 file, `--accel tcg,thread=single`. */
const homework = virtual.with({
  name: 'homework',
  accelerator: 'tcg',
  tcgThread: 'single',
  disk: onArch({ amd64: ide(), arm64: ahci() }),
});

export const HOMEWORK = 'VM of the homework';
/** As the homework's containers were, which ran in a VM of Docker's. */
export const INSIDE = 'container in VM';

type At = Readonly<Record<string, number | string | boolean>>;
const cpusOf = (at: At) => Number(at['cpus']);
const sized = <S extends string>(name: S, at: At) => ({ name: `${name}-${cpusOf(at)}`, memory: memoryFor(cpusOf(at)) });

/** At the levels of the factor `cpus`, which does not vary natively: there are as many as there are. */
export const environments = {
  native,
  container: (at: At): Subject => contained.with({ ...sized('container', at), cpus: cpusOf(at) }),
  VM: (at: At): Subject => virtual.with({ ...sized('vm', at), vcpus: cpusOf(at) }),
  [INSIDE]: (at: At): Subject =>
    contained.with({
      ...{ ...sized('inside', at), cpus: cpusOf(at) },
      in: virtual.with({ memory: mebibytes(memoryFor(cpusOf(at)) + BESIDE), vcpus: cpusOf(at) }),
    }),
  [HOMEWORK]: (at: At): Subject => homework.with({ ...sized('homework', at), vcpus: cpusOf(at) }),
};
