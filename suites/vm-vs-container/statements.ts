// What the homework set out to find, and what its own control shows, as claims.

import { NEARLY, SCALES } from './rubric.ts';

const TWO = { cpus: 2 } as const;
const [ONE_THREAD, TWO_THREADS] = [{ threads: 1 }, { threads: 2 }] as const;
const HOMEWORK = 'VM of the homework';

export const OF_PRIMES = [
  {
    statement: `on one thread a container computes at least ${NEARLY} x what the computer does`,
    metric: 'events',
    of: { arm: 'container', at: TWO },
    against: 'native',
    at: ONE_THREAD,
    atLeast: NEARLY,
    needs: 'real time',
  },
  {
    statement: `on one thread a VM computes at least ${NEARLY} x what the computer does`,
    metric: 'events',
    of: { arm: 'VM', at: TWO },
    against: 'native',
    at: ONE_THREAD,
    atLeast: NEARLY,
    needs: 'traps',
  },
  {
    statement: `natively two threads compute at least ${2 * SCALES} x what one does`,
    metric: 'events',
    of: { arm: 'native', at: TWO_THREADS },
    against: { arm: 'native', at: ONE_THREAD },
    atLeast: 2 * SCALES,
    needs: 'real time',
  },
  {
    statement: `in a container of two CPUs two threads compute at least ${2 * SCALES} x what one does`,
    metric: 'events',
    of: { arm: 'container', at: { ...TWO, ...TWO_THREADS } },
    against: { arm: 'container', at: { ...TWO, ...ONE_THREAD } },
    atLeast: 2 * SCALES,
    needs: 'real time',
  },
  {
    statement: `in a VM of two CPUs two threads compute at least ${2 * SCALES} x what one does`,
    metric: 'events',
    of: { arm: 'VM', at: { ...TWO, ...TWO_THREADS } },
    against: { arm: 'VM', at: { ...TWO, ...ONE_THREAD } },
    atLeast: 2 * SCALES,
    needs: 'real time',
  },
  {
    statement: `in the homework’s VM, whose two CPUs take turns, one thread computes at least ${SCALES} x what two do`,
    metric: 'events',
    of: { arm: HOMEWORK, at: { ...TWO, ...ONE_THREAD } },
    against: { arm: HOMEWORK, at: { ...TWO, ...TWO_THREADS } },
    atLeast: SCALES,
  },
] as const;
