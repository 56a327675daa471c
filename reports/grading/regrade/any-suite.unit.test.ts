import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const ROOMS = ['reports/grading'];

const sources = ROOMS.flatMap((room) =>
  readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.test)\.ts$/.test(path) && !/(?:^|\/)testing\//.test(path))
    .map((path) => join(room, path)),
);
const codeOf = (path: string): string =>
  readFileSync(join(ROOT, path), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');

test('no code that grades names a suite', () => {
  const suites = readdirSync(join(ROOT, 'suites')).map((name) => `'${name}`);
  expect(suites).toContain("'studio-15");
  expect(sources.length).toBeGreaterThan(50);
  const naming = sources.filter((path) => suites.some((suite) => codeOf(path).includes(suite)));
  expect(naming).toEqual([]);
});
