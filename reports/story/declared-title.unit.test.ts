import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { declaredTitle, titleOf } from './declared-title.ts';

const SUITES = join(import.meta.dirname, '../../suites');

test.for(globSync('*/[0-9]*.test.ts', { cwd: SUITES }))('%s tells its title without being loaded', (file) => {
  expect(titleOf(join(SUITES, file))).toMatch(/^[A-Z].+/);
});

test('it is read as it is declared, quotes within it too', () => {
  const source = `const test = studio15.exercise(6, "The guest's card");\ntest('x', () => { const y = ; });`;
  expect(declaredTitle(source)).toBe("The guest's card");
});

test('a file without one has none', () => {
  expect(declaredTitle(`test('a', () => {});`)).toBe(undefined);
  expect(titleOf('/nowhere/1-a.test.ts')).toBe(undefined);
});
