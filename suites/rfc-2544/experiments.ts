// What is measured: the study's own protocol, the throughput as RFC 2544 defines it, and round trips.

import {
  cpu,
  exits,
  experiment,
  FRAME_SIZES,
  frames,
  guest,
  kilobitsFor,
  loadedPing,
  loadsBetween,
  loadsByTenths,
  lossOverLoad,
  mlrsearch,
  nuttcp,
  offloads,
  pace,
  ping,
  type SearchGoal,
  systemRecovery,
} from '../../fixtures/lab.ts';
import { devices } from './machines.ts';
import { student } from './student.ts';
import { causes } from './study/causes.ts';
import { ofCpus } from './study/cpu-claims.ts';
import * as figures from './study/figures.ts';
import { published } from './study/published.ts';
import { OF_A_FULL_LINK, OF_A_SEARCH, OF_LOADED_ROUND_TRIPS, OF_ROUND_TRIPS } from './study/statements.ts';
import { carriedAt, FULL_LINK, fullLoad, fullRate, heard, heardBurst } from './trials.ts';

const frame = pace({ quick: [64, 1518], handout: FRAME_SIZES, paper: FRAME_SIZES });

/** The study's: ten times 60 seconds. */
const seconds = pace({ quick: 1, handout: 2, paper: 60 });

const DIRECTIONS = ['receive', 'send'] as const;

/**
 * The study's own protocol: a full link is offered, and what arrives is told. Three seconds beside each for the tool's marks
 * of the end and the counters. Handout: 7 sizes x 2 directions x 4 devices x 2 boots x (2 + 3) s make 19 minutes; quick 2 x 2
 * x 4 x 2 x (1 + 3) s, two.
 */
export const fullLink = experiment({
  id: FULL_LINK,
  arms: devices,
  factors: { run: { frame } },
  workloads: (_, at) =>
    DIRECTIONS.map((direction) =>
      nuttcp({
        direction,
        frame: Number(at['frame']),
        kilobits: fullRate(Number(at['frame'])),
        seconds,
        port: student.port,
      }),
    ),
  // Whatever asks the guest itself comes before `guest`, which counts what it does.
  probes: [offloads, frames, guest, cpu, exits],
  boots: pace({ quick: 2, handout: 2, paper: 10 }),
  claims: OF_A_FULL_LINK,
  stories: { published, 'the study on CPUs': ofCpus, 'four causes': causes },
  figures: { 'the study’s': figures.OF_A_FULL_LINK, 'beneath figure 3': figures.BENEATH },
});

/** RFC 2544, 26.1, as RFC 9971 refines it; strictly as RFC 2544 has it at pace paper, and there as FD.io's CSIT has it. */
const goals = {
  quick: [{ name: 'PDR', lossRatio: 0.005, trial: 1, sum: 3, exceed: 0.5, width: 0.1 }],
  handout: [
    { name: 'NDR', lossRatio: 0, trial: 0.5, sum: 2.5, exceed: 0.5, width: 0.05 },
    { name: 'PDR', lossRatio: 0.005, trial: 0.5, sum: 2.5, exceed: 0.5, width: 0.05 },
  ],
  paper: [
    { name: 'NDR', lossRatio: 0, trial: 1, sum: 21, exceed: 0.5, width: 0.005 },
    { name: 'PDR', lossRatio: 0.005, trial: 1, sum: 21, exceed: 0.5, width: 0.005 },
    { name: 'RFC 2544', lossRatio: 0, trial: 60, sum: 60, exceed: 0, width: 0.005 },
  ],
} as const;

const RATE = { name: 'rate', unit: 'frames/s', better: 'higher', compare: 'ratio', average: 'mean' } as const;

/** Frames a second at which a search begins to look. */
const LEAST = 50;

type Goal = SearchGoal & { readonly name: 'NDR' | 'PDR' | 'RFC 2544' };

const searchOf = (size: number, direction: (typeof DIRECTIONS)[number]) =>
  mlrsearch({
    goals: pace<readonly Goal[]>(goals),
    loads: loadsBetween(LEAST, fullLoad(size), pace({ quick: 0.05, handout: 0.05, paper: 0.005 })),
    metric: RATE,
    scale: 1,
    hear: (readings, load, time) => heard(readings, { frame: size, load, seconds: time, direction }),
  });

/** One trial at a load, in frames a second. */
const trialOf = (direction: (typeof DIRECTIONS)[number], size: unknown, load: unknown, seconds: unknown) =>
  nuttcp({
    direction,
    frame: Number(size),
    kilobits: kilobitsFor(Number(load), Number(size)),
    seconds: Number(seconds),
    port: student.port,
    endsSoon: true,
  });

const directionOf = (workload: string) => (workload.endsWith('IN') ? 'receive' : 'send');

/** The loss of small frames is the same question both ways; quick asks it of the device that receives alone. */
const searched = pace<readonly (typeof DIRECTIONS)[number][]>({
  quick: ['receive'],
  handout: DIRECTIONS,
  paper: DIRECTIONS,
});

/** Percent of the frames that a search found in the same boot: how much is offered while round trips are measured. */
const SHARES = pace<readonly number[]>({ quick: [50], handout: [50], paper: [50, 90] });

/** Requests under load: what is asked of an idle link in sequences of a hundred, in one. */
const count = pace({ quick: 100, handout: 1000, paper: 1000 });

/** Where a search found nothing, the least load is offered. */
const loadedAt = (size: number, carried: number, share: number) =>
  loadedPing({
    ...{ frame: size, count, share, port: student.port },
    kilobits: kilobitsFor(Number.isNaN(carried) ? LEAST : carried * (share / 100), size),
  });

/** What takes as long as a search, and pace quick has none of. */
const beyondQuick = (what: string) => ({
  works: pace({ quick: false, handout: true, paper: true }),
  why: `pace quick measures no ${what}: LAB_PACE=handout does`,
});

export const recoveries = beyondQuick('recovery');

/** RFC 2544, 26.5: of what was carried, but no more than the link has. */
const OVERLOAD = 1.1;
/** RFC 2544 has sixty at least. */
const overloaded = pace({ quick: 1, handout: 10, paper: 60 });

const recoveryAt = (size: number, carried: number) =>
  systemRecovery({
    frame: size,
    load: Number.isNaN(carried) ? LEAST : Math.min(Math.round(carried * OVERLOAD), fullLoad(size)),
    ...{ seconds: overloaded, port: student.port },
  });

/**
 * A trial takes its second and some 1.6 more (0.85 s for nuttcp's marks, the rest for counters that come through a console),
 * and a search some 15 of them for one goal, 30 for two: quick 2 sizes x 4 devices x 2 boots x 15 x 2.6 s make ten minutes,
 * handout with two goals, both directions and half as long trials 7 x 2 x 4 x 2 x 30 x 2.1 s two hours: it is resumed like any
 * other run. Round trips under load (26.2) follow each search in its own boot, since boots differ: quick 2 x 4 x 2 x (3 + 2) s,
 * a minute; handout 7 x 4 x 2 x (21 + 2) s, 21. So do recoveries (26.5), but for pace quick: handout 7 x 4 x 2 x (13 + 3) s, 15.
 */
export const throughput = experiment({
  id: 'rfc-2544/throughput',
  arms: devices,
  factors: { run: { frame } },
  divides: 'points',
  workloads: (_, { frame: size, load = LEAST, seconds: time = 1 }, derived) => [
    ...searched.map((direction) => trialOf(direction, size, load, time)),
    ...SHARES.map((share) => loadedAt(Number(size), derived(`carried at ${size}`), share)),
    ...(recoveries.works ? [recoveryAt(Number(size), derived(`carried at ${size}`))] : []),
  ],
  procedure: (_, workload, { frame: size }) =>
    workload.startsWith('nuttcp') ? searchOf(Number(size), directionOf(workload)) : undefined,
  derived: Object.fromEntries(frame.map((size) => [`carried at ${size}`, carriedAt(size)])),
  probes: [frames, guest, cpu, exits],
  boots: pace({ quick: 2, handout: 2, paper: 10 }),
  claims: [...OF_A_SEARCH, ...OF_LOADED_ROUND_TRIPS],
});

export const curves = beyondQuick('loss over load');

const trial = pace({ quick: 1, handout: 1, paper: 10 });

/**
 * RFC 2544, 26.3. Some twelve trials of 1 + 1.6 s each: handout 7 sizes x 4 devices x 12 x 2.6 s make 15 minutes, in one boot
 * each, since no claim turns on it: the search tells throughput more finely.
 */
export const frameLoss = experiment({
  id: 'rfc-2544/frame-loss',
  arms: devices,
  factors: { run: { frame } },
  divides: 'points',
  workloads: (_, { frame: size, load = LEAST, seconds: time = trial }) =>
    pace<readonly (typeof DIRECTIONS)[number][]>({ quick: ['receive'], handout: ['receive'], paper: DIRECTIONS }).map(
      (direction) => trialOf(direction, size, load, time),
    ),
  procedure: (_, workload, { frame: size }) =>
    lossOverLoad({
      loads: loadsByTenths(fullLoad(Number(size)), LEAST),
      ...{ seconds: trial, metric: RATE, scale: 1 },
      hear: (readings, load, time) =>
        heard(readings, { frame: Number(size), load, seconds: time, direction: directionOf(workload) }),
    }),
  probes: [frames],
  boots: pace({ quick: 1, handout: 1, paper: 3 }),
});

export const bursts = beyondQuick('bursts');

const BURST = { name: 'burst', unit: 'frames', better: 'higher', compare: 'ratio', average: 'mean' } as const;
const SHORTEST = 16;

/** Its seconds are trials: one each. */
const WHOLE_BURST: SearchGoal & { readonly name: 'back-to-back' } = {
  ...{ name: 'back-to-back', lossRatio: 0, trial: 1, exceed: 0.5 },
  ...pace({ quick: { sum: 3, width: 0.2 }, handout: { sum: 3, width: 0.2 }, paper: { sum: 50, width: 0.05 } }),
};

/** Seconds of a full link that make the longest burst: RFC 2544 has two, which a slow tester sends in a minute. */
const longest = pace({ quick: 0.1, handout: 0.1, paper: 2 });

/**
 * RFC 2544, 26.4, at the rate at which the tester sends when nothing holds it back: the search for a rate, of a length. Some
 * fifteen trials of 2 s: handout 7 sizes x 4 devices x 15 x 2 s make 14 minutes. RFC 2544 has the mean of fifty; here more
 * than half of the trials of a length lose nothing.
 */
export const backToBack = experiment({
  id: 'rfc-2544/back-to-back',
  arms: devices,
  factors: { run: { frame } },
  divides: 'points',
  workloads: (_, { frame: size, load = SHORTEST }) => [
    nuttcp({ direction: 'receive', frame: Number(size), burst: Number(load), port: student.port, endsSoon: true }),
  ],
  procedure: (_, __, { frame: size }) =>
    mlrsearch({
      goals: [WHOLE_BURST],
      loads: loadsBetween(SHORTEST, fullLoad(Number(size)) * longest, pace({ quick: 0.1, handout: 0.1, paper: 0.05 })),
      ...{ metric: BURST, scale: 1, finds: 'longest burst without loss' },
      hear: heardBurst,
    }),
  probes: [frames],
  boots: pace({ quick: 1, handout: 1, paper: 3 }),
});

/** RFC 2544, 26.2 asks for twenty; the study took ten times a hundred. */
export const latency = experiment({
  id: 'rfc-2544/latency',
  arms: devices,
  factors: { run: { frame } },
  workloads: (_, { frame: size }) => [ping({ frame: Number(size), count: 100 })],
  repeats: pace({ quick: 2, handout: 10, paper: 10 }),
  boots: pace({ quick: 2, handout: 2, paper: 10 }),
  probes: [guest, cpu, exits],
  claims: OF_ROUND_TRIPS,
  figures: { 'the study’s': figures.OF_ROUND_TRIPS },
});
