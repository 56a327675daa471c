// Whether environments had what was declared, as a run's record has it.

import type { RunRecord } from '../../fixtures/lab.ts';
import { allotted } from '../../fixtures/lab.ts';

export interface Allotment {
  readonly unit: string;
  readonly agrees: boolean;
}

/** Of each unit of the run; what was left out has none. */
export function allotments({ units }: RunRecord): {
  readonly name: string;
  readonly open: string | undefined;
  readonly found: readonly Allotment[];
} {
  const found = units.map(({ id, proofs }) => ({
    unit: id,
    agrees: proofs.some(({ of, agrees }) => of === allotted.name && agrees),
  }));
  return { name: 'allotment', open: found.length === 0 ? 'no environment was opened' : undefined, found };
}
