import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { honest } from '../testing/forger.ts';
import { fuzzed } from '../testing/fuzz.ts';
import { isUnprotected } from '../testing/unprotected.ts';
import { loadDeclared } from './declared.ts';
import { regrade } from './regrade.ts';
import { readSubmission } from './submission.ts';

/** Single changes that are tried; other ones with another FUZZ_SEED, more with FUZZ_CHANGES. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const CHANGES = Number(process.env['FUZZ_CHANGES'] ?? 120);

const before = { ...process.env };
afterAll(() => {
  delete process.env['LAB_PACE'];
  Object.assign(process.env, before);
});
process.env['LAB_PACE'] = 'quick';
const bundle = await honest();
const declared = await loadDeclared(join(import.meta.dirname, '../../..'), ['studio-15']);

test('each single change of a number, a name, an order or a file is found, or is on the list of what is not protected', {
  timeout: 1000 * CHANGES + 60_000,
}, async () => {
  const unfound: string[] = [];
  let tried = 0;
  for (let seed = SEED; tried < CHANGES; seed += 1) {
    const { place, change, files } = fuzzed(bundle, seed);
    if (files === undefined || isUnprotected(place)) continue;
    tried += 1;
    if (!(await isFound(files))) unfound.push(`${seed}: ${place}, ${change}`);
  }
  expect(unfound).toEqual([]);
});

async function isFound(files: NonNullable<ReturnType<typeof fuzzed>['files']>): Promise<boolean> {
  try {
    return (await regrade(readSubmission(files, 'a.zip'), declared)).discrepancies.length > 0;
  } catch {
    // What cannot be read is open.
    return true;
  }
}
