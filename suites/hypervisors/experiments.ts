// What is measured: pi in one guest and natively, and in several side by side.

import { cpu, exits, experiment, pace, piTicks } from '../../fixtures/lab.ts';
import { alone, NEXT, SIZES, together } from './machines.ts';
import { OF_FLEETS, OF_ONE, OF_THE_LARGER } from './statements.ts';
import { CLOCKSOURCE, counter, STEADY } from './study/counter.ts';
import { fairness } from './study/fleets.ts';
import { curves, law, prediction } from './study/law.ts';
import { ofFleets, ofOne } from './study/published.ts';

/**
 * Decimals of pi, some 10 ms each, a few times that on the nested testbed. Guests began 0.01 to 0.16 s apart there, and
 * 0.9 s once on a computer that had much else to do: then their total decides nothing.
 */
const workload = piTicks({ digits: 3000, seconds: pace({ quick: 3, handout: 10, paper: 60 }) });
const looks = [CLOCKSOURCE, STEADY];

export const one = experiment({
  id: 'hypervisors/one',
  arms: alone,
  workloads: [workload],
  probes: [cpu, exits],
  looks: { native: looks, 'VM virtio': looks, 'VM emulated': looks },
  boots: pace({ quick: 2, handout: 3, paper: 10 }),
  claims: OF_ONE,
  stories: { published: ofOne, counter },
});

/** Every size in each turn of the arms, so that a computer that becomes slower does so for all of them. */
export const fleets = experiment({
  id: 'hypervisors/fleets',
  arms: together,
  factors: { boot: { guests: SIZES } },
  workloads: [workload],
  probes: [cpu],
  boots: pace({ quick: 2, handout: 3, paper: 10 }),
  claims: OF_FLEETS,
  stories: { published: ofFleets, fairness, law },
});

/** One alone is booted again beside the larger fleet: the law tells how many times as much that does. */
export const larger = experiment({
  id: 'hypervisors/larger',
  after: [fleets],
  arms: together,
  factors: { boot: { guests: [1, NEXT] } },
  workloads: [workload],
  probes: [cpu],
  boots: pace({ quick: 2, handout: 3, paper: 10 }),
  claims: OF_THE_LARGER,
  stories: { prediction: prediction('hypervisors/fleets', NEXT), fairness },
  figures: { curves: curves('hypervisors/fleets') },
});
