import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadDeclared } from '../reports/grading/regrade/declared.ts';

const SUITES = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test.each(SUITES)('%s asks each of its questions in an exercise that is there, and no other', async (suite) => {
  const { exercises } = await loadDeclared(join(import.meta.dirname, '..'), [suite]);
  const asking = exercises
    .filter(({ identity: { file } }) =>
      /lab\.explanation\(/.test(readFileSync(join(import.meta.dirname, '..', file), 'utf8')),
    )
    .map(({ number }) => `${number}`);
  const asked = new Set(exercises.flatMap(({ handout }) => Object.keys(handout.explanations)));
  expect([...asked].toSorted()).toEqual(asking.toSorted());
});
