import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { honestStudent } from '../testing/forger.ts';
import { unfound } from '../testing/fuzz.ts';
import { loadDeclared } from './declared.ts';

/** Single changes that are tried; other ones with another FUZZ_SEED, more with FUZZ_CHANGES. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const CHANGES = Number(process.env['FUZZ_CHANGES'] ?? 80);

const before = { ...process.env };
afterAll(() => {
  for (const name of ['LAB_PACE', 'LAB_STUDENT']) delete process.env[name];
  Object.assign(process.env, before);
});
Object.assign(process.env, { LAB_PACE: 'quick', LAB_STUDENT: '522005' });
const declared = await loadDeclared(join(import.meta.dirname, '../../..'), ['studio-15']);

test('each single change of a number, a name, an order or a file is found, or is on the list of what is not protected, of a run that was killed and resumed', {
  timeout: 1000 * CHANGES + 60_000,
}, async () => {
  expect(await unfound(await honestStudent(), declared, { seed: SEED, changes: CHANGES })).toEqual([]);
});
