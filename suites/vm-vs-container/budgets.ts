// What two environments must have had alike, or nothing is compared but that: CPU time of the computer, and what its disk
// moved. The homework compared 20 CPUs with 1.

import { type Budget, unequalBudgets } from '../../fixtures/lab.ts';
import { HOMEWORK } from './machines.ts';

type Run = Parameters<Budget['of']>[0];

/** By which an environment may have had more CPU time than the other: a VM's own devices and its timer take some. */
export const CPU_SHARE = 0.25;
/** By which the disk may have moved more: one kernel reads further ahead than two. */
export const DISK_SHARE = 0.5;

const reading = ({ readings }: Run, name: string): number | undefined => {
  const value = readings[name];
  return typeof value === 'number' ? value : undefined;
};

/** CPUs that its threads could be on at once; those of the homework's VM take turns. */
const cpusFor = ({ key: { arm, at } }: Run): number =>
  arm === HOMEWORK ? 1 : Math.min(Number(at['threads']), Number(at['cpus'] ?? Number.POSITIVE_INFINITY));

/** While it computed: of QEMU all threads, of a container its control group, natively the tool. */
const ofCpus: Budget = {
  what: 'CPU s a second for each CPU that its threads could use',
  share: CPU_SHARE,
  of(run) {
    const [used, time] = [reading(run, 'cpu'), reading(run, 'total time')];
    return used === undefined || time === undefined ? undefined : used / time / cpusFor(run);
  },
};

/** MiB: programs that come from the disk too, since their pages were dropped with all others. */
const PROGRAMS = 8;

const ofDisk = (direction: 'read' | 'written'): Budget => ({
  ...{ what: `MiB ${direction} of the testbed’s disk`, share: DISK_SHARE, besides: PROGRAMS },
  of: (run) => reading(run, `block ${direction}`),
});

export const unequalCpus = unequalBudgets(ofCpus);
export const unequalDisks = unequalBudgets(ofDisk('read'), ofDisk('written'));
