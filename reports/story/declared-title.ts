import { readFileSync } from 'node:fs';

/**
 * The title of the exercise in a test file that never came to tell it, since it did not load or was not reached.
 * Undefined where it declares none in plain sight.
 */
export function titleOf(file: string): string | undefined {
  try {
    return declaredTitle(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Out of `studio15.exercise(6, 'TCP over an emulated e1000')`. */
export const declaredTitle = (source: string): string | undefined =>
  /\.exercise\(\s*\d+\s*,\s*(['"`])(.+?)\1\s*\)/.exec(source)?.[2];
