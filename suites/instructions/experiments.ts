// A guest whose clock counts its own instructions, and whose disk QEMU answers for: nothing of the computer is in what it
// measures, and two boots of each arm are enough. Only the guest's side is seen: what QEMU and the testbed do for it costs
// it nothing here.

import {
  ahci,
  bufferedRead,
  contextSwitch,
  directRead,
  experiment,
  fork,
  machine,
  mebibytes,
  pace,
  pageFault,
  pipeMessage,
  systemCall,
  virtioBlk,
} from '../../fixtures/lab.ts';

const counting = machine('virtio-blk', {
  ...{ memory: mebibytes(512), vcpus: 1, disk: virtioBlk() },
  ...{ clock: 'instructions', nullDisk: virtioBlk() },
});

const boots = pace({ quick: 2, handout: 2, paper: 6 });

export const devices = experiment({
  id: 'instructions/devices',
  arms: { 'virtio-blk': counting, ahci: counting.with({ name: 'ahci', nullDisk: ahci() }) },
  workloads: [directRead(), bufferedRead()],
  boots,
});

export const processes = experiment({
  id: 'instructions/processes',
  arms: { guest: counting.with({ name: 'processes' }) },
  workloads: [systemCall(), pageFault(), contextSwitch()],
  boots,
});

/** One machine against itself, and a fork that was made dearer: what the method finds, and what it does not. */
export const onePercent = experiment({
  id: 'instructions/one-per-cent',
  arms: { first: counting.with({ name: 'first' }), second: counting.with({ name: 'second' }) },
  workloads: (arm) => [systemCall(), pipeMessage(), fork(arm === 'second' ? { oneMoreIn: 100 } : {})],
  boots,
  claims: [
    ...sameTwice({ statement: 'a system call costs the same twice', metric: 'call cost' }),
    ...sameTwice({ statement: 'a message through a pipe costs the same twice', metric: 'message cost' }),
    {
      statement: 'a fork that was made 1 % dearer is found out',
      metric: 'fork cost',
      of: 'first',
      against: 'second',
      atMost: 0.997,
    },
    {
      statement: 'and is not taken for one of more than 1.5 %',
      metric: 'fork cost',
      of: 'second',
      against: 'first',
      atMost: 1.015,
    },
  ],
});

/** Within 1 %, either way. */
function sameTwice<M extends string>({ statement, metric }: { readonly statement: string; readonly metric: M }) {
  return [
    { statement, metric, of: 'first', against: 'second', atMost: 1.01 },
    { statement: `${statement}, the other way round`, metric, of: 'second', against: 'first', atMost: 1.01 },
  ] as const;
}
