import { defineConfig } from 'vitest/config';

/**
 * Node loads it, by a name that Vite cannot follow: Vite would bundle half of the lab to read this file, which takes
 * seconds on a busy computer, and would print that among what `vitest list` prints.
 */
const suites = new URL('fixtures/vitest.suites.ts', import.meta.url).href;
const { labConfig }: typeof import('./fixtures/vitest.suites.ts') = await import(suites);

export default defineConfig(labConfig(import.meta.dirname));
