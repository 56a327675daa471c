import type { Reading } from './run.ts';

/** What is wrong with a reading, as the end of a sentence that begins with its name; undefined where nothing is. */
export function readingProblem(reading: Reading): string | undefined {
  if (typeof reading === 'number') return Number.isFinite(reading) ? undefined : `is no finite number: ${reading}`;
  if ('parts' in reading) {
    const wrong = Object.entries(reading.parts).find(([, value]) => !Number.isFinite(value));
    return wrong && `has a part "${wrong[0]}" that is no finite number: ${wrong[1]}`;
  }
  return histogramProblem(reading.histogram);
}

function histogramProblem(bins: readonly (readonly [upTo: number, count: number])[]): string | undefined {
  for (const [index, [upTo, count]] of bins.entries()) {
    const before = bins[index - 1]?.[0] ?? Number.NEGATIVE_INFINITY;
    if (!Number.isFinite(upTo)) return `is a histogram with a bin up to ${upTo}`;
    if (upTo <= before) return `is a histogram whose bins do not rise: ${upTo} after ${before}`;
    if (!(Number.isFinite(count) && count >= 0)) return `is a histogram that counts ${count} up to ${upTo}`;
  }
  return bins.some(([, count]) => count > 0) ? undefined : 'is a histogram that counts nothing';
}

/** @throws Error that names what is missing, and how it comes about. */
export function declared<T>(item: T | undefined, what: string, id: string): T {
  if (item === undefined) throw new Error(`The record has no ${what} "${id}": declare it before telling of it.`);
  return item;
}
