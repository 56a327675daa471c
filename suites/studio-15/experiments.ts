// What Studio 15 measures, and on what. Several exercises look at one experiment; it is performed once.

import {
  e1000,
  experiment,
  FIO_PATTERNS,
  fio,
  IPERF_DIRECTIONS,
  iperf,
  machine,
  mebibytes,
  native,
  pace,
  virtioBlk,
  virtioNet,
} from '../../fixtures/lab.ts';
import { CLEARLY } from './rubric.ts';
import { student } from './student.ts';

/** The handout's machine: 512 MB, two CPUs, a virtio disk and a virtio network card. */
export const virtio = machine('virtio', {
  memory: mebibytes(512),
  vcpus: student.vcpus ?? 2,
  disk: virtioBlk(),
  nic: virtioNet({ mac: student.mac }),
});

/** The same machine with an emulated Intel card instead. */
export const emulated = virtio.with({ name: 'e1000', nic: e1000({ mac: student.mac }) });

/** The handout runs iperf three times; the boot is the unit here, and two are the fewest that have an interval. */
const boots = pace({ quick: 2, handout: 3, paper: 10 });

/**
 * Where a claim is still open after those, more are booted. A guest of the nested testbed is up in some ten seconds, so
 * that the time allows what the boots do.
 */
const budget = pace({
  quick: { boots: 8, seconds: 60 },
  handout: { boots: 9, seconds: 300 },
  paper: { boots: 30, seconds: 3600 },
});

const CLAIM = `virtio-net carries at least ${CLEARLY} x what e1000 carries`;

/** The handout's file is 256 MiB. */
const size = pace({ quick: '16M', handout: '256M', paper: '256M' });

/** Where each random read crosses an emulated virtualization, the whole file would take two minutes. */
const longest = pace({ quick: 4, handout: 4, paper: undefined });

export const fileIo = {
  id: 'studio-15/file-io',
  arms: { guest: virtio, native },
  workloads: FIO_PATTERNS.map((pattern) => fio({ pattern, size, longest, blockSize: student.blockSize })),
  /** The handout runs each once; a second boot gives the overhead its interval, a third would cost half a minute. */
  boots: pace({ quick: 2, handout: 2, paper: 10 }),
};

/** "A few seconds", says the handout; iperf's own default is 10. */
const seconds = pace({ quick: 1, handout: 2, paper: 10 });

/** The handout's is the sending one; the other way is measured because a card may be good at one alone. */
const bothWays = IPERF_DIRECTIONS.map((direction) => iperf({ seconds, direction, port: student.port }));

/** QEMU's user network, the handout's. */
export const tcpOverSlirp = experiment({
  id: 'studio-15/tcp-slirp',
  arms: {
    'virtio-net': virtio.with({ netdev: 'user' }),
    e1000: emulated.with({ netdev: 'user' }),
    native,
  },
  workloads: bothWays,
  boots,
  budget,
  claims: [
    {
      statement: `over SLIRP ${CLAIM}`,
      of: 'virtio-net',
      against: 'e1000',
      atLeast: CLEARLY,
      informsOnly: {
        where: 'tap+vhost',
        because: 'the same claim over tap decides, where no copying in user space hides the cards',
      },
    },
  ],
});

/** A tap device: the packets of virtio-net never enter QEMU, those of the e1000 still do. */
export const tcpOverTap = experiment({
  id: 'studio-15/tcp-tap',
  arms: {
    'virtio-net on tap': virtio.with({ name: 'virtio-tap', netdev: 'tap+vhost' }),
    'e1000 on tap': emulated.with({ name: 'e1000-tap', netdev: 'tap' }),
  },
  workloads: bothWays,
  boots,
  budget,
  claims: [{ statement: `over tap ${CLAIM}`, of: 'virtio-net on tap', against: 'e1000 on tap', atLeast: CLEARLY }],
});
