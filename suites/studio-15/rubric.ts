// What Studio 15 gives points for, a hundred in all. Who grades reads it from here, so it imports nothing that runs.

import type { Rubric } from '../../fixtures/lab.ts';

/** Well above what two runs of one machine differ by, well below what KVM shows. */
export const CLEARLY = 1.2;

const of = (arm: string, ...workloads: string[]) => workloads.map((workload) => `studio-15/devices/${arm}/${workload}`);
const files = ['fio-read', 'fio-write', 'fio-randread', 'fio-randwrite'];
const bothWays = ['iperf-sending', 'iperf-receiving'];

export const rubric: Rubric = {
  1: [{ by: 'test', what: 'the names of the team', points: 5, test: 'the names of the team' }],
  2: [{ by: 'test', what: 'virtio drivers at work', points: 15, test: 'lsmod shows virtio_blk and virtio_net' }],
  3: [
    { by: 'series', what: 'file I/O in the guest', points: 15, series: of('virtio-net', ...files) },
    { by: 'hand', what: 'why the four are similar or different', points: 10 },
  ],
  4: [
    { by: 'series', what: 'file I/O natively', points: 10, series: of('native', ...files) },
    { by: 'hand', what: 'why some have more overhead', points: 10 },
  ],
  5: [{ by: 'series', what: 'TCP over virtio-net', points: 10, series: of('virtio-net', ...bothWays) }],
  6: [
    {
      by: 'test',
      what: 'e1000 in the place of virtio_net',
      points: 5,
      test: 'lsmod shows virtio_blk and no virtio_net',
    },
    { by: 'series', what: 'TCP over e1000', points: 5, series: of('e1000', ...bothWays) },
    {
      by: 'claims',
      what: 'virtio-net clearly beats e1000',
      points: 10,
      bound: CLEARLY,
      side: 'at least',
      // Half of them where the two are even, none where virtio-net loses by a fifth.
      curve: [
        [0.8, 0],
        [1, 0.5],
        [CLEARLY, 1],
      ],
    },
    { by: 'hand', what: 'why the performance differs', points: 5 },
  ],
};
