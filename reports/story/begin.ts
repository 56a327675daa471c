// How a run begins: what is told of its files and blocks, and the folder of its results.
import { mkdirSync } from 'node:fs';
import { troubleText } from '../../fixtures/errors.ts';
import { lacksOf } from '../record/schema/part.ts';
import type { RunRecord } from '../record/schema/record.ts';
import type { BlockRecord } from '../record/schema/run.ts';
import { counted } from '../wording/numbers.ts';
import { EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

export const NO_FILES = troubleText({
  what: 'No suite has that name, so there is nothing to run.',
  remedy: 'name a folder or a file below suites/, or none at all for every suite: npx vitest suites/studio-15',
});

/** `Part     2 of 4: …`, `Merged   3 of 4 parts`, `Missing  part 3 of 4: all of it`: of a run that is divided, what it has. */
export function beginningText({ part, merged }: Pick<RunRecord, 'part' | 'merged'>): string[] {
  if (part !== undefined)
    return [
      `Part     ${part.number} of ${part.of}: its blocks alone are measured; npm run lab -- merge RUN… judges all`,
    ];
  if (merged === undefined) return [];
  return [
    `Merged   ${merged.parts.length} of ${counted(merged.of, 'part')}; nothing is measured`,
    ...lacksOf(merged).map((lack) => `Missing  ${lack}`),
  ];
}

/** Parts were merged, and nothing has judged them yet: there is nothing to go on with. */
export const isMergedAfresh = ({ merged, exercises }: Pick<RunRecord, 'merged' | 'exercises'>): boolean =>
  merged !== undefined && exercises.every(({ tests }) => tests.length === 0);

/** `Resumed  2 blocks stand; what was not whole is measured again` */
export function resumedText(blocks: readonly BlockRecord[]): string {
  const whole = blocks.filter(({ seconds }) => seconds !== undefined).length;
  const stand = whole === 0 ? 'no block was whole' : whole === 1 ? '1 block stands' : `${whole} blocks stand`;
  return `Resumed  ${stand}; what was not whole is measured again`;
}

/** Before anybody else writes there, so that a folder that refuses is told of as what it is. */
export function prepareFolder(folder: string, terminal: Pick<Terminal, 'lines'>): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const remedy = 'make reports/results a folder that this user may write to';
    const text = troubleText({
      what: 'The results have no place to go.',
      rows: { Folder: folder, Problem: problem },
      remedy,
    });
    terminal.lines(text.split('\n'));
    process.exit(EXIT.couldNotRun);
  }
}
