import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import type { BundleFiles } from '../bundle/files.ts';
import { STUDENTS } from '../testing/forged-students.ts';
import { Forger, honestStudent } from '../testing/forger.ts';
import { type Declared, loadDeclared } from './declared.ts';
import { regrade } from './regrade.ts';
import { readSubmission } from './submission.ts';

const ROOT = join(import.meta.dirname, '../../..');

const before = { ...process.env };
afterAll(() => {
  for (const name of ['LAB_PACE', 'LAB_STUDENT']) delete process.env[name];
  Object.assign(process.env, before);
});

const bundle = await honestStudent();
const declared = {
  nobody: await declaredFor({}),
  '522005': await declaredFor({ LAB_STUDENT: '522005' }),
  '522002': await declaredFor({ LAB_STUDENT: '522002' }),
};

/**
 * What the suite declares for a student is drawn when it is read; `npm run grade` reads it on a thread of each bundle's
 * own.
 */
async function declaredFor(settings: Readonly<Record<string, string>>): Promise<Declared> {
  vi.resetModules();
  delete process.env['LAB_STUDENT'];
  Object.assign(process.env, { LAB_PACE: 'quick', ...settings });
  return loadDeclared(ROOT, ['studio-15']);
}

function graded(files: BundleFiles) {
  const submission = readSubmission(files, 'a.zip');
  const student = submission.record.settings['LAB_STUDENT'] ?? 'nobody';
  return regrade(submission, declared[student as keyof typeof declared]);
}

test('a student’s own run has no discrepancy, though it was killed and resumed', async () => {
  expect(readSubmission(bundle, 'a.zip').record.resumed).toHaveLength(1);
  expect(await graded(bundle)).toMatchObject({ discrepancies: [], open: [] });
});

test.each(STUDENTS)('finds $what, and names it', async ({ forge, check, where, file }) => {
  const { discrepancies } = await graded(forge(new Forger(bundle)));
  expect(discrepancies).toContainEqual(
    expect.objectContaining({ check, where: expect.stringMatching(where), file: expect.stringMatching(file) }),
  );
  for (const { claimed, found } of discrepancies) expect(claimed).not.toBe(found);
});
