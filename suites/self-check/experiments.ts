// One machine against itself, and against itself with a disk that QEMU slows down.

import {
  experiment,
  fioLatency,
  machine,
  mebibytes,
  pace,
  readRate,
  SELF_CHECK,
  virtioBlk,
} from '../../fixtures/lab.ts';

const plain = machine('plain', { memory: mebibytes(512), vcpus: 2, disk: virtioBlk() });

const workloads = [fioLatency({ seconds: pace({ quick: 1.5, handout: 3, paper: 10 }) })];

/** With fewer than five of each, the ranks of two arms cannot be as sure as 1 %. */
const boots = pace({ quick: 6, handout: 8, paper: 20 });

/** While noise leaves it open whether two arms differ. */
const budget = pace({
  quick: { boots: 12, seconds: 60 },
  handout: { boots: 20, seconds: 300 },
  paper: { boots: 60, seconds: 3600 },
});

const { within } = SELF_CHECK;

export const same = experiment({
  id: SELF_CHECK.same.id,
  arms: { first: plain.with({ name: 'first' }), second: plain.with({ name: 'second' }) },
  workloads,
  boots,
  changes: { within, pairs: [{ before: 'first', after: 'second' }] },
  budget,
});

/** @param latency of a read from the slowed disk, in µs. */
export const slower = (latency: number) =>
  experiment({
    id: SELF_CHECK.slower.id,
    arms: { plain, slowed: plain.with({ name: 'slowed', disk: virtioBlk({ limit: readRate(latency) }) }) },
    workloads,
    boots,
    changes: { within, pairs: [{ before: 'plain', after: 'slowed' }] },
    budget,
  });
