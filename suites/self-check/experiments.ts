// One machine against itself, and against itself with a disk that QEMU slows down.

import { fio, machine, mebibytes, pace, SELF_CHECK, virtioBlk } from '../../fixtures/lab.ts';

const plain = machine('plain', { memory: mebibytes(512), vcpus: 2, disk: virtioBlk() });

/** QEMU's throttle lets through what it may in a tenth of a second at once: of a second or two that is little. */
const size = pace({ quick: '256M', handout: '256M', paper: '1024M' });
const workloads = [fio({ pattern: 'read', size })];

/** With fewer than six of each, the ranks of two arms cannot be as sure as 1 %. */
const boots = pace({ quick: 7, handout: 8, paper: 20 });

export const same = {
  id: SELF_CHECK.same.id,
  arms: { first: plain.with({ name: 'first' }), second: plain.with({ name: 'second' }) },
  workloads,
  boots,
};

/** @param limit in MiB/s. */
export const slower = (limit: number) => ({
  id: SELF_CHECK.slower.id,
  arms: { plain, slowed: plain.with({ name: 'slowed', disk: virtioBlk({ limit }) }) },
  workloads,
  boots,
});
