import type { Random } from '../../fixtures/statistics/samples/random.ts';

/** Fisher and Yates, in place from `start` to before `end`. */
export function shuffle(values: number[], start: number, end: number, random: Random): void {
  for (let last = end - 1; last > start; last--) {
    const other = start + Math.floor(random() * (last - start + 1));
    const held = values[last] ?? 0;
    values[last] = values[other] ?? 0;
    values[other] = held;
  }
}
