import { join, parse } from 'node:path';
import { isRead, type Outcome } from '../assessment/assessment.ts';
import { pageMakers } from '../workers/in-worker.ts';
import type { Pages } from './bundle-html.ts';
import { written } from './write.ts';

/** Below the folder of the overview. */
const FOLDER = 'pages';

/**
 * Writes a page of each bundle that could be read: its report, with its grade. One after the other, as they are graded.
 */
export async function writePages(
  outcomes: readonly Outcome[],
  folder: string,
  tell: (status: string) => void,
): Promise<Pages> {
  using makers = pageMakers();
  const pages = new Map<Outcome, { path: string } | { problem: string }>();
  for (const [index, outcome] of outcomes.entries()) {
    if (!isRead(outcome)) continue;
    tell(`page ${index + 1} of ${outcomes.length}: ${outcome.source}`);
    const page = await makers.do({ source: outcome.source, assessment: outcome });
    if ('problem' in page) pages.set(outcome, page);
    else {
      const path = `${FOLDER}/${pageName(outcome.source, index)}`;
      written(join(folder, path), page.html);
      pages.set(outcome, { path });
    }
  }
  return pages;
}

const LONGEST_NAME = 80;

/** `03-ada.html`: unlike each other, and nothing but what every file system and every address takes as it is. */
export const pageName = (source: string, index: number): string =>
  `${String(index + 1).padStart(2, '0')}-${parse(source)
    .name.replaceAll(/[^A-Za-z0-9_-]+/g, '-')
    .slice(0, LONGEST_NAME)}.html`;
