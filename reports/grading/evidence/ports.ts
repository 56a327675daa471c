import { iperfEnd } from '../../../fixtures/workloads/iperf/iperf-report.ts';
import type { Run } from '../../record/schema/run.ts';

/** The port that a kernel gave a run's connection; undefined where its tool tells of none. @param printed by path */
export const portsIn =
  (printed: (path: string) => string) =>
  ({ raw }: Run): number | undefined =>
    iperfEnd(raw.map(printed).join('\n'))?.port;
