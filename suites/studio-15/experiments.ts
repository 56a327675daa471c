// What Studio 15 measures, and on what. Every exercise looks at the same units; they are measured once.

import {
  cpu,
  e1000,
  exits,
  experiment,
  FIO_PATTERNS,
  fio,
  IPERF_DIRECTIONS,
  iperf,
  lsmod,
  machine,
  mebibytes,
  native,
  pace,
  packets,
  virtioBlk,
  virtioNet,
} from '../../fixtures/lab.ts';
import { CLEARLY } from './rubric.ts';
import { slirpStory } from './slirp.ts';
import { student } from './student.ts';

/** The handout's machine: 512 MB, two CPUs, a virtio disk and a virtio network card. */
const virtio = machine('virtio', {
  memory: mebibytes(512),
  vcpus: student.vcpus ?? 2,
  disk: virtioBlk(),
  nic: virtioNet({ mac: student.mac }),
});

/** The same machine with an emulated Intel card instead. */
const emulated = virtio.with({ name: 'e1000', nic: e1000({ mac: student.mac }) });

/** The handout's file is 256 MiB. */
const size = pace({ quick: '16M', handout: '256M', paper: '256M' });

/** Where each random read crosses an emulated virtualization, the whole file would take two minutes. */
const longest = pace({ quick: 4, handout: 4, paper: undefined });

const files = FIO_PATTERNS.map((pattern) => fio({ pattern, size, longest, blockSize: student.blockSize }));

/** "A few seconds", says the handout; iperf's own default is 10. */
const seconds = pace({ quick: 1, handout: 2, paper: 10 });

/** The handout's is the sending one; the other way is measured because a card may be good at one alone. */
const bothWays = IPERF_DIRECTIONS.map((direction) => iperf({ seconds, direction, port: student.port }));

const CLAIM = `virtio-net carries at least ${CLEARLY} x what e1000 carries`;

/**
 * Over SLIRP, the handout's network; over a tap device, where QEMU carries the packets of both cards; and over one where the
 * testbed's kernel carries those of virtio-net in its place (vhost). So what the card is worth and what vhost is worth are
 * two figures. The disk is the same in every machine: one measures it.
 */
export const devices = experiment({
  id: 'studio-15/devices',
  arms: {
    'virtio-net': virtio.with({ netdev: 'user' }),
    e1000: emulated.with({ netdev: 'user' }),
    'virtio-net on tap+vhost': virtio.with({ name: 'virtio-vhost', netdev: 'tap+vhost' }),
    'virtio-net on tap': virtio.with({ name: 'virtio-tap', netdev: 'tap' }),
    'e1000 on tap': emulated.with({ name: 'e1000-tap', netdev: 'tap' }),
    native,
  },
  workloads: (arm) => (arm === 'virtio-net' || arm === 'native' ? [...files, ...bothWays] : bothWays),
  exercises: {
    1: {},
    2: { 'virtio-net': [] },
    3: { 'virtio-net': files },
    4: { 'virtio-net': files, native: files },
    5: {
      'virtio-net': bothWays,
      'virtio-net on tap+vhost': bothWays,
      'virtio-net on tap': bothWays,
      native: bothWays,
    },
  },
  looks: { 'virtio-net': [lsmod('virtio')], e1000: [lsmod('virtio')] },
  probes: [packets, exits, cpu],
  /** The handout runs iperf three times; the boot is the unit here, and two are the fewest that have an interval. */
  boots: pace({ quick: 2, handout: 3, paper: 10 }),
  /**
   * While a claim is open, or an overhead too vague: 20, 100 or 1200 seconds for each of four arms, those on tap and the
   * native one, which mostly are open together. A guest of the nested testbed is up in some ten seconds.
   */
  budget: pace({
    quick: { boots: 8, seconds: 80 },
    handout: { boots: 9, seconds: 400 },
    paper: { boots: 30, seconds: 4800 },
  }),
  estimates: [
    { metric: 'bandwidth', of: 'virtio-net', against: 'native' },
    { metric: 'throughput', of: 'virtio-net', against: 'native' },
    { metric: 'throughput', of: 'virtio-net on tap', against: 'native' },
    { metric: 'throughput', of: 'virtio-net on tap+vhost', against: 'native' },
    { metric: 'throughput', of: 'e1000 on tap', against: 'virtio-net on tap' },
    { metric: 'throughput', of: 'virtio-net on tap+vhost', against: 'virtio-net on tap' },
  ],
  /**
   * The one over tap without vhost decides: its arms differ in the card alone, and it needs no /dev/vhost-net. What vhost
   * adds is no claim of the handout's, so it is an estimate.
   */
  claims: [
    {
      statement: `over tap ${CLAIM}`,
      metric: 'throughput',
      of: 'virtio-net on tap',
      against: 'e1000 on tap',
      atLeast: CLEARLY,
      needs: 'traps',
    },
    {
      statement: `over SLIRP ${CLAIM}`,
      metric: 'throughput',
      of: 'virtio-net',
      against: 'e1000',
      atLeast: CLEARLY,
      needs: 'traps',
      informsOnly: {
        where: 'virtio-net on tap',
        because: 'the same claim over tap decides, where no copying in user space hides the cards',
      },
    },
  ],
  /** Whether SLIRP hides what the cards differ by. */
  stories: {
    slirp: slirpStory({ slirp: 'virtio-net', tap: 'virtio-net on tap', native: 'native' }),
  },
});
