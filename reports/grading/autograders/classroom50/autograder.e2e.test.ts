import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packed } from '../../bundle/archive.ts';
import { A_RATIO, Forger, HONEST, honest } from '../../testing/forger.ts';
import { classroom50Schema } from '../classroom50-schema.ts';

const ROOT = join(import.meta.dirname, '../../../..');
/** Classroom 50 ends a job after 15 minutes. */
const LIMIT_MS = 5 * 60 * 1000;

/** As the runner has it: what a course has put beside each other, and the student's checkout. */
let course: string;
let checkout: string;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'classroom50-'));
  course = join(folder, 'course');
  checkout = join(folder, 'checkout');
  mkdirSync(course);
  mkdirSync(join(checkout, '.git'), { recursive: true });
  copyFileSync(join(import.meta.dirname, 'autograder.py'), join(course, 'autograder.py'));
  symlinkSync(ROOT, join(course, 'virtio-studio'));
});
afterEach(() => rmSync(join(course, '..'), { recursive: true, force: true }));

const told = {
  ...{ CLASSROOM: 'cse-522s', ASSIGNMENT: 'studio-15', SUBMISSION_TAG: 'submit/2026-02-03T04-05-06Z-a1b2c3d' },
  ...{ COMMIT_URL: 'https://c', RELEASE_URL: 'https://r', REVIEW_URL: 'https://v', OWNER: 'ada' },
  ASSIGNMENT_TYPE: 'individual',
};

async function graded(env: Readonly<Record<string, string>> = {}) {
  const script = join(course, 'autograder.py');
  await execa('python3', [script], { cwd: checkout, env: { ...told, ...env }, timeout: LIMIT_MS });
  const result = classroom50Schema.parse(JSON.parse(readFileSync(join(checkout, 'result.json'), 'utf8')));
  return { result, body: readFileSync(join(checkout, 'release-body.md'), 'utf8') };
}

test('grades the archive in the student’s checkout, and tells what is open', async () => {
  copyFileSync(HONEST, join(checkout, 'my bundle.zip'));
  const { result, body } = await graded();
  expect(result).toMatchObject({
    owner: 'ada',
    classroom: 'cse-522s',
    score: 60,
    'max-score': 60,
    review: 'https://v',
  });
  expect(result.tests.map(({ passed }) => passed)).not.toContain(false);
  expect(body).toMatch(/^```text\n[\s\S]*60 of 100 points so far, 40 not yet graded[\s\S]*```\n$/);
});

test('of several archives BUNDLE.zip is graded; a forged one has neither points nor zeros', async () => {
  const forger = new Forger(await honest()).replace('record.json', A_RATIO, '"ratio": 9.344');
  writeFileSync(join(checkout, 'BUNDLE.zip'), await packed(forger.sealed()));
  copyFileSync(HONEST, join(checkout, 'other.zip'));
  const { result, body } = await graded();
  expect(result).toMatchObject({ score: 0, 'max-score': 0, tests: [{ passed: false }] });
  expect(body).toContain('DISCREPANCY  finding: overhead of studio-15/devices/virtio-net/fio-read');
});

test('in upper case, or a tarball, it is found; of two none is chosen', async () => {
  copyFileSync(HONEST, join(checkout, 'STUDIO.ZIP'));
  expect((await graded()).result).toMatchObject({ score: 60, 'max-score': 60 });
  copyFileSync(HONEST, join(checkout, 'again.zip'));
  const { result, body } = await graded();
  expect(result).toMatchObject({ score: 0, 'max-score': 0, tests: [{ passed: false }] });
  expect(body).toContain('it holds 2 bundles: "STUDIO.ZIP", "again.zip"');
});

test('a course has its terms in a file', async () => {
  writeFileSync(join(course, 'terms'), '--require-student\n');
  copyFileSync(HONEST, join(checkout, 'BUNDLE.zip'));
  const { result, body } = await graded();
  expect(result).toMatchObject({ score: 0, 'max-score': 0 });
  expect(body).toContain('TERM NOT MET  the run names no student');
});

test('a checkout without a bundle is a result, and a grader that cannot work is none', async () => {
  const { result, body } = await graded();
  expect(result).toMatchObject({ score: 0, tests: [{ 'test-name': 'the bundle can be read', passed: false }] });
  expect(body).toContain('there is no such file');
  await expect(graded({ VIRTIO_STUDIO: course })).rejects.toThrow('could not work: npm exited with');
});
