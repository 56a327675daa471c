// What the thesis expects of a tuned VM, as claims; and what can be seen where no clock is to be trusted.

import { NEAR_NATIVE, P99 } from './rubric.ts';

const vm = (tuning: string) => ({ arm: 'VM', at: { tuning } }) as const;

export const OF_TUNING = [
  {
    statement: 'the 99th percentile of a tuned VM’s wake-ups is no later than an untuned one’s',
    metric: 'wake-ups',
    workload: 'cyclictest',
    take: P99,
    of: vm('all'),
    against: vm('none'),
    atMost: 1,
    needs: 'real time',
  },
  {
    statement: `the 99th percentile of a tuned VM’s wake-ups is at most ${NEAR_NATIVE} x the computer’s own`,
    metric: 'wake-ups',
    workload: 'cyclictest',
    take: P99,
    of: vm('all'),
    against: 'native',
    atMost: NEAR_NATIVE,
    needs: 'real time',
  },
  {
    statement: 'on huge pages an access that no TLB holds takes no longer than without',
    metric: 'laps',
    take: 0.5,
    of: vm('huge pages'),
    against: vm('none'),
    atMost: 1,
    needs: 'real time',
  },
  {
    statement: 'a vCPU that is pinned moves to another CPU no more often than one that is free',
    metric: 'migrations',
    workload: 'cyclictest',
    of: vm('pinned'),
    against: vm('none'),
    atMost: 0,
  },
  {
    statement: 'with its memory locked a VM’s vCPU has no more page faults than without',
    metric: 'page faults',
    workload: 'page walk',
    of: vm('locked memory'),
    against: vm('none'),
    atMost: 0,
  },
  {
    statement: 'where KVM polls for longer a vCPU sleeps through no more halts than where it does not',
    metric: 'slept halts',
    workload: 'cyclictest',
    of: vm('halt polling'),
    against: vm('none'),
    atMost: 0,
    needs: 'traps',
  },
  {
    statement: 'with transparent huge pages a VM’s vCPU has no more page faults than without',
    metric: 'page faults',
    workload: 'page walk',
    of: vm('none'),
    against: vm('no THP'),
    atMost: 0,
  },
] as const;

export const OF_CARDS = [
  {
    statement: 'passthrough makes fewer exits per packet than emulation',
    metric: 'MMIO exits per packet',
    of: 'given',
    against: 'emulated',
    atMost: 0,
    needs: 'traps',
  },
  {
    statement: 'a virtual function makes fewer exits per packet than emulation',
    metric: 'MMIO exits per packet',
    of: 'function',
    against: 'emulated',
    atMost: 0,
    needs: 'traps',
  },
] as const;
