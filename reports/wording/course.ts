import type { RunRecord } from '../record/schema/record.ts';
import { armName } from '../record/views/factor-order.ts';
import { inline } from './text.ts';

/**
 * What a reader must know of how a run went, a line each: taken up again, arms that were left out, guests that died while
 * others went on, experiments that were measured on several hosts. Nothing where it went as it should.
 */
export function courseLines(record: RunRecord): string[] {
  const { resumed = [], leftOut, units } = record;
  return [
    ...resumed.map(
      ({ at, hostname }) =>
        `It had stopped, and was resumed at ${minute(at)} on ${hostname}: what had been measured was kept, except for blocks that were not complete.`,
    ),
    ...leftOut.map(({ experiment, arm, at, why }) => `${experiment}: ${armName(arm, at)} was left out: ${why}.`),
    ...units.flatMap(({ id, lost = [], targets }) =>
      lost.map(
        ({ target, why }) => `${id}: ${target} of its ${targets.length} guests died, and the others went on: ${why}.`,
      ),
    ),
    ...hostLines(record),
  ].map(inline);
}

/** `2026-02-03 04:05 UTC` */
const minute = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`;

/** A comparison is worth less where one of its sides was measured elsewhere. */
function hostLines({ blocks }: RunRecord): string[] {
  return [...Map.groupBy(blocks, ({ experiment }) => experiment)].flatMap(([experiment, some]) => {
    const hosts = Map.groupBy(some, ({ host }) => host);
    if (hosts.size < 2) return [];
    const told = [...hosts].map(([host, own]) => `${blocksText(own.map(({ block }) => block))} on ${host}`);
    return [
      `${experiment} was measured on ${hosts.size} hosts: ${told.join(', ')}. Comparisons are made within each of them.`,
    ];
  });
}

const blocksText = (numbers: readonly number[]): string =>
  `${numbers.length === 1 ? 'block' : 'blocks'} ${numbers.toSorted((a, b) => a - b).join(', ')}`;
