// One machine against itself; and with a disk that QEMU limits, against itself with half that limit.

import {
  experiment,
  fioLatency,
  type Limits,
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

const withLimit = (name: string, latency: number) =>
  plain.with({ name, disk: virtioBlk({ limit: readRate(latency) }) });

/** @param limits µs that a read takes from each disk. */
export const slower = ({ limited, slowed }: Limits) =>
  experiment({
    id: SELF_CHECK.slower.id,
    arms: { limited: withLimit('limited', limited), slowed: withLimit('slowed', slowed) },
    workloads,
    boots,
    changes: { within, pairs: [{ before: 'limited', after: 'slowed' }] },
    budget,
  });
