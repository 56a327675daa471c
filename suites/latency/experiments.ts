// What is measured: wake-ups, walks through page tables and round trips, natively and in a VM with one treatment after the other.

import {
  cpu,
  cyclictest,
  exits,
  experiment,
  fioLatency,
  halts,
  iothread,
  loadedPing,
  pace,
  pageWalk,
  passthrough,
  ping,
  registerExits,
  stillness,
  virtualFunction,
  WITH_SPARE_CARD,
} from '../../fixtures/lab.ts';
import { contributions } from './contributions.ts';
import { cards, machines, served, TUNINGS } from './machines.ts';
import { OF_CARDS, OF_TUNING } from './statements.ts';

/** A wake-up each ms: quick is two seconds of them. */
const wakeUps = pace({ quick: 2000, handout: 30_000, paper: 600_000 });
/** MiB: at 4 KiB a page far more than the some 2,000 entries of a second-level TLB reach, and room for it in the guest. */
const region = 64;
const laps = pace({ quick: 20, handout: 100, paper: 1000 });
/** The least frame of Ethernet: nothing but the way is measured. */
const echo = { frame: 64, count: pace({ quick: 100, handout: 1000, paper: 10_000 }) };

const [wakingUp, walk] = [cyclictest({ wakeUps }), pageWalk({ region, laps })] as const;

/** Quick, on the nested testbed: 2 boots x 7 VMs, some 25 seconds each to boot and 10 to measure. */
export const tuning = experiment({
  id: 'latency/tuning',
  arms: machines,
  varies: (arm) => arm !== 'native',
  factors: { boot: { tuning: Object.keys(TUNINGS) } },
  workloads: [wakingUp, walk, ping(echo)],
  exercises: { 3: { native: [walk], VM: [walk] } },
  treatments: (arm, at) => (arm === 'native' ? [] : (TUNINGS[`${at['tuning']}`] ?? [])),
  probes: [stillness, halts, exits],
  boots: pace({ quick: 2, handout: 4, paper: 12 }),
  claims: OF_TUNING,
  stories: { contributions },
});

/** A whole frame of Ethernet, idle and while others come: of Fast Ethernet's 100 Mbit/s a twentieth. */
const whole = { frame: 1518, count: pace({ quick: 100, handout: 500, paper: 5000 }) };
const load = { ...whole, share: 5, kilobits: 5000 };

const GIVEN = { emulated: [], given: [passthrough], function: [virtualFunction] } as const;

/** Quick, on the nested testbed: 2 boots x 3 VMs, some 30 seconds each to boot and 10 to measure. */
export const passing = experiment({
  id: 'latency/passthrough',
  arms: cards,
  host: () => WITH_SPARE_CARD,
  workloads: [ping(whole), loadedPing(load)],
  treatments: (arm) => GIVEN[arm],
  probes: [registerExits, exits],
  boots: pace({ quick: 2, handout: 4, paper: 12 }),
  // Between two echoes an emulated card is read all the same: on a slow computer more often, and unlike from boot to boot.
  budget: pace({
    quick: { boots: 4, seconds: 300 },
    handout: { boots: 8, seconds: 1200 },
    paper: { boots: 24, seconds: 7200 },
  }),
  claims: OF_CARDS,
});

/** Quick, on the nested testbed: 2 boots x 2 VMs. */
export const reads = experiment({
  id: 'latency/iothread',
  arms: served,
  factors: { boot: { disk: ['main loop', 'iothread'] } },
  treatments: (_, at) => (at['disk'] === 'iothread' ? [iothread] : []),
  workloads: [fioLatency({ seconds: pace({ quick: 2, handout: 10, paper: 60 }) })],
  probes: [exits, cpu],
  boots: pace({ quick: 2, handout: 4, paper: 12 }),
});
