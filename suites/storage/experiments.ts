// A paravirtual disk and an emulated one, at every block size and queue depth. One boot serves all of them.

import { cpu, exits, experiment, fioDevice, machine, mebibytes, nvme, pace, virtioBlk } from '../../fixtures/lab.ts';

const virtio = machine('virtio-blk', { memory: mebibytes(512), vcpus: 2, disk: virtioBlk() });
const emulated = virtio.with({ name: 'nvme', disk: nvme() });

const seconds = pace({ quick: 1, handout: 3, paper: 30 });

export const depths = experiment({
  id: 'storage/depths',
  arms: { 'virtio-blk': virtio, nvme: emulated },
  factors: {
    run: {
      'block size': pace({ quick: ['4k', '64k'], handout: ['4k', '64k', '256k'], paper: ['4k', '16k', '64k', '256k'] }),
      depth: pace({ quick: [1, 16], handout: [1, 4, 16], paper: [1, 2, 4, 8, 16, 32] }),
    },
  },
  workloads: (_, at) => [
    fioDevice({ pattern: 'randread', blockSize: `${at['block size']}`, depth: Number(at['depth']), seconds }),
  ],
  probes: [exits, cpu],
  boots: pace({ quick: 2, handout: 3, paper: 10 }),
  budget: pace({
    quick: { boots: 4, seconds: 30 },
    handout: { boots: 9, seconds: 300 },
    paper: { boots: 30, seconds: 3600 },
  }),
  claims: [
    {
      statement: 'virtio-blk serves at least as many requests as an emulated NVMe disk',
      metric: 'iops',
      of: 'virtio-blk',
      against: 'nvme',
      atLeast: 1,
      needs: 'traps',
    },
    {
      statement: 'of a hundred reads through virtio-blk the slowest takes no longer than through an emulated NVMe disk',
      metric: 'latency',
      take: 0.99,
      of: 'virtio-blk',
      against: 'nvme',
      atMost: 1,
      needs: 'traps',
    },
  ],
});
