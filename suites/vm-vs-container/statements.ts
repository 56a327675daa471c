// What the homework set out to find, and what its own control shows, as claims.

import { unequalCpus, unequalDisks } from './budgets.ts';
import { HOMEWORK, INSIDE } from './machines.ts';
import { HALF, NEARLY, SCALES } from './rubric.ts';

const TWO = { cpus: 2 } as const;
const [ONE_THREAD, TWO_THREADS] = [{ threads: 1 }, { threads: 2 }] as const;

export const OF_PRIMES = [
  {
    statement: `on one thread a container computes at least ${NEARLY} x what the computer does`,
    metric: 'events',
    of: { arm: 'container', at: TWO },
    against: 'native',
    at: ONE_THREAD,
    atLeast: NEARLY,
    needs: 'real time',
    voidIf: unequalCpus,
  },
  {
    statement: `on one thread a VM computes at least ${NEARLY} x what the computer does`,
    metric: 'events',
    of: { arm: 'VM', at: TWO },
    against: 'native',
    at: ONE_THREAD,
    atLeast: NEARLY,
    needs: 'traps',
    voidIf: unequalCpus,
  },
  {
    statement: `on one thread a container in a VM computes at least ${NEARLY} x what that VM does`,
    metric: 'events',
    of: { arm: INSIDE, at: TWO },
    against: { arm: 'VM', at: TWO },
    at: ONE_THREAD,
    atLeast: NEARLY,
    needs: 'traps',
    voidIf: unequalCpus,
  },
  {
    statement: `natively two threads compute at least ${2 * SCALES} x what one does`,
    metric: 'events',
    of: { arm: 'native', at: TWO_THREADS },
    against: { arm: 'native', at: ONE_THREAD },
    atLeast: 2 * SCALES,
    needs: 'real time',
    voidIf: unequalCpus,
  },
  {
    statement: `in a container of two CPUs two threads compute at least ${2 * SCALES} x what one does`,
    metric: 'events',
    of: { arm: 'container', at: { ...TWO, ...TWO_THREADS } },
    against: { arm: 'container', at: { ...TWO, ...ONE_THREAD } },
    atLeast: 2 * SCALES,
    needs: 'real time',
    voidIf: unequalCpus,
  },
  {
    statement: `in a VM of two CPUs two threads compute at least ${2 * SCALES} x what one does`,
    metric: 'events',
    of: { arm: 'VM', at: { ...TWO, ...TWO_THREADS } },
    against: { arm: 'VM', at: { ...TWO, ...ONE_THREAD } },
    atLeast: 2 * SCALES,
    needs: 'real time',
    voidIf: unequalCpus,
  },
  {
    statement: `in the homework’s VM, whose two CPUs take turns, one thread computes at least ${SCALES} x what two do`,
    metric: 'events',
    of: { arm: HOMEWORK, at: { ...TWO, ...ONE_THREAD } },
    against: { arm: HOMEWORK, at: { ...TWO, ...TWO_THREADS } },
    atLeast: SCALES,
    voidIf: unequalCpus,
  },
] as const;

/** Of files whose pages were dropped from every cache. */
export const OF_FILES = [
  {
    statement: `on its files a container serves at least ${NEARLY} x the requests that the computer does`,
    metric: 'iops',
    of: { arm: 'container', at: TWO },
    against: 'native',
    workload: 'sysbench files',
    atLeast: NEARLY,
    needs: 'real time',
    voidIf: unequalDisks,
  },
  {
    statement: `on its files a VM serves at least ${HALF} x the requests that the computer does`,
    metric: 'iops',
    of: { arm: 'VM', at: TWO },
    against: 'native',
    workload: 'sysbench files',
    atLeast: HALF,
    needs: 'traps',
    voidIf: unequalDisks,
  },
  {
    statement: `on its files a container in a VM serves at least ${NEARLY} x the requests that that VM does`,
    metric: 'iops',
    of: { arm: INSIDE, at: TWO },
    against: { arm: 'VM', at: TWO },
    workload: 'sysbench files',
    atLeast: NEARLY,
    needs: 'traps',
    voidIf: unequalDisks,
  },
] as const;
