import { iperfEnd } from '../../../fixtures/workloads/iperf/iperf-report.ts';
import { parseRaw, type Raw } from '../../../fixtures/workloads/raw.ts';
import { measuring, type Workload } from '../../../fixtures/workloads/workload.ts';
import type { Run } from '../../record/schema/run.ts';

/** A file of `raw/` as a run of the workload; undefined where it is none. */
export function rawOf(workload: Pick<Workload, 'roles'>, file: Buffer | undefined): Raw | undefined {
  const names = measuring(workload).map(({ name }) => name);
  const raw = parseRaw(file?.toString('utf8') ?? '', names[0]);
  return names.every((name) => raw?.outputs[name] !== undefined) ? raw : undefined;
}

/** The port that a kernel gave a run's connection; undefined where its tool tells of none. @param printed by path */
export const portsIn =
  (printed: (path: string) => string) =>
  ({ raw }: Run): number | undefined =>
    iperfEnd(raw.map(printed).join('\n'))?.port;
