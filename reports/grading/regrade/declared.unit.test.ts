import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exercisesIn } from '../../../fixtures/command-line/suites.ts';
import { loadDeclared } from './declared.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SUITES = readdirSync(join(ROOT, 'suites'));

test.each(SUITES)('the exercises of %s are heard with their tests, and none of them runs', async (suite) => {
  const { exercises } = await loadDeclared(ROOT, [suite]);
  expect(exercises.map(({ identity }) => identity.id)).toEqual(
    exercisesIn(ROOT, suite).toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })),
  );
  for (const { identity, tests } of exercises) {
    expect(identity.title).not.toBe('');
    expect(tests.length, identity.id).toBeGreaterThan(0);
  }
});

test('a suite that is not there, and names that are none, declare nothing', async () => {
  expect(await loadDeclared(ROOT, ['no-such', '../fixtures', ''])).toMatchObject({ suites: [], exercises: [] });
});
