import type { ExperimentRecord, Level, Levels } from '../schema/run.ts';

/** `block size 4k`, `depth 8` */
export const levelNames = (at: Levels): string[] => Object.entries(at).map(([factor, level]) => `${factor} ${level}`);

/** `vm at hugepages on`, in a sentence. */
export const armName = (arm: string, at: Levels = {}): string =>
  Object.keys(at).length === 0 ? arm : `${arm} at ${levelNames(at).join(', ')}`;

/** Declared factors with their levels, host before boot before run factors: the order in which tables vary them. */
export const factorsOf = ({ factors: { host, boot, run } }: ExperimentRecord): ReadonlyMap<string, readonly Level[]> =>
  new Map(Object.entries({ ...host, ...boot, ...run }));

/** Sorts points by the levels as they were declared; what nobody declared (a procedure's own) keeps its order. */
export function inOrder(factors: ReadonlyMap<string, readonly Level[]>, one: Levels, other: Levels): number {
  for (const [factor, levels] of factors) {
    const difference = place(levels, one[factor]) - place(levels, other[factor]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function place(levels: readonly Level[], level: Level | undefined): number {
  const index = level === undefined ? -1 : levels.indexOf(level);
  return index === -1 ? levels.length : index;
}
