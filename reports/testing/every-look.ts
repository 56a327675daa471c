// For end-to-end tests: what holds of every page, however people look at it.
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type BrowserTrial, openAll } from './browser-trial.ts';

const require = createRequire(import.meta.url);
const AXE = require.resolve('axe-core/axe.min.js');

/** Colours, and pixels across. */
const LOOKS = [
  ['light', 1280],
  ['dark', 1280],
  ['light', 400],
] as const;

/** The tests of a page that `open` opens. */
export function testEveryLook(open: (options: BrowserContextOptions) => Promise<BrowserTrial>): void {
  test.for(LOOKS)('axe finds no fault in %s, and nothing is wider than %i pixels', async ([colorScheme, width]) => {
    await using trial = await open({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
    expect(await faultsIn(trial.page)).toEqual([]);
    expect(await trial.page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(trial.complaints).toEqual([]);
    expect(trial.requests).toEqual([]);
  });
}

/** What axe finds in the page as it stands, with all that can be opened open; needs `bypassCSP`. */
async function faultsIn(page: Page): Promise<unknown> {
  await openAll(page);
  // A player that is still being put together is no page that anybody reads.
  await page.waitForFunction(
    `[...document.querySelectorAll('.player')].every((one) => one.querySelector('.ap-player'))`,
  );
  await page.addScriptTag({ path: AXE });
  return page.evaluate(
    `axe.run(document).then(({ violations }) => violations.map(({ id, impact, nodes }) => [id, impact, nodes.slice(0, 3).map((node) => node.html)]))`,
  );
}
