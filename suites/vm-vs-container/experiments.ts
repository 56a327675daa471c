// What is measured: primes on one thread and on two, and many files with the page cache dropped at two moments.

import {
  allotted,
  blockBytes,
  cpu,
  deviceBytes,
  exits,
  experiment,
  modes,
  pace,
  standing,
  sysbenchCpu,
  sysbenchFiles,
  sysbenchMemory,
  sysbenchMutex,
} from '../../fixtures/lab.ts';
import { CPUS, environments } from './machines.ts';
import { published } from './published.ts';
import { OF_FILES, OF_PRIMES } from './statements.ts';
import { student } from './student.ts';
import { utilisation } from './utilisation.ts';

/** The homework's, of which `--events=10000 --time=0` is the meaning that sysbench 0.4.12 had. */
const primes = pace({ quick: [5000], handout: [5000, 10_000, 20_000], paper: [5000, 10_000, 20_000, 40_000] });
const [fewest] = primes;
const events = pace({ quick: 1000, handout: 5000, paper: 10_000 });
const written = pace({ quick: '256M', handout: '4096M', paper: '16384M' });
/** sysbench's own are 50,000. */
const locks = pace({ quick: 5000, handout: 50_000, paper: 50_000 });

/**
 * A boot takes some 20 seconds on the nested testbed, and what it is proved by 5; a run there a second for 1000 events of the
 * smallest primes. Quick: 2 boots x (1 + 4 x 2) environments x 4 runs.
 */
export const computing = experiment({
  id: 'vm-vs-container/primes',
  arms: environments,
  varies: (arm) => arm !== 'native',
  factors: { boot: { cpus: CPUS }, run: { primes, threads: [1, 2] } },
  workloads(_, at) {
    const threads = Number(at['threads']);
    const computes = sysbenchCpu({ primes: Number(at['primes']), threads, events });
    // The others know no primes, and locks are contended for by several threads.
    return at['primes'] === fewest && threads > 1
      ? [computes, sysbenchMemory({ size: written, threads }), sysbenchMutex({ locks, threads })]
      : [computes];
  },
  treatments: [allotted],
  probes: [standing, cpu, modes, blockBytes, exits],
  boots: pace({ quick: 2, handout: 2, paper: 5 }),
  claims: OF_PRIMES,
  stories: { published },
});

/** MiB. The homework has 2G and 4G; below pace paper scaled down, with as many files, threads and requests. */
const sizes = pace<readonly number[]>({ quick: [64], handout: [256], paper: [2048, 4096] });
const files = {
  ...{ files: 128, threads: 16, flushEach: 100, blockSize: student.blockSize },
  events: pace({ quick: 1000, handout: 10_000, paper: 10_000 }),
} as const;

/** With two CPUs each, as many as every testbed has. */
export const storing = experiment({
  id: 'vm-vs-container/files',
  arms: environments,
  varies: (arm) => arm !== 'native',
  factors: {
    boot: { cpus: pace<readonly number[]>({ quick: [2], handout: [2], paper: CPUS }) },
    run: { mebibytes: sizes },
  },
  workloads(_, at) {
    const sized = { ...files, size: `${Number(at['mebibytes'])}M` } as const;
    return [sysbenchFiles(sized), sysbenchFiles({ ...sized, cached: true })];
  },
  treatments: [allotted],
  probes: [deviceBytes, blockBytes, cpu, modes, exits],
  boots: pace({ quick: 2, handout: 2, paper: 5 }),
  claims: OF_FILES,
  stories: { utilisation },
});
