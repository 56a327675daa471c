import { parseRaw, type Raw } from '../../../fixtures/workloads/raw.ts';
import { measuring, type Workload } from '../../../fixtures/workloads/workload.ts';

/** A file of `raw/` as a run of the workload; undefined where it is none. Pure. */
export function rawOf(workload: Pick<Workload, 'roles'>, file: Buffer | undefined): Raw | undefined {
  const names = measuring(workload).map(({ name }) => name);
  const raw = parseRaw(file?.toString('utf8') ?? '', names[0]);
  return names.every((name) => raw?.outputs[name] !== undefined) ? raw : undefined;
}
