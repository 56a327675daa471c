/** mulberry32, a seeded generator of numbers from 0 to below 1: the same seed gives the same report. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Fisher and Yates, in place from `start` to before `end`. */
export function shuffle(values: number[], start: number, end: number, random: () => number): void {
  for (let last = end - 1; last > start; last--) {
    const other = start + Math.floor(random() * (last - start + 1));
    const held = values[last] ?? 0;
    values[last] = values[other] ?? 0;
    values[other] = held;
  }
}
