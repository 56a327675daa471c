import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { studioTrial } from '../../../fixtures/harness/copies/lab-copy.ts';
import { packed, unpacked } from '../bundle/archive.ts';
import { signed } from '../bundle/signature.ts';
import { handIn } from '../hand-in/hand-in.ts';
import { A_RATIO, Forger, HONEST, honest } from '../testing/forger.ts';
import { gradedInWorker } from '../workers/in-worker.ts';

const ROOT = join(import.meta.dirname, '../../..');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grade-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As `npm run grade` does it once it is provisioned. */
const grade = (...args: string[]) =>
  execa(process.execPath, [join(ROOT, 'fixtures/commands/grade.ts'), ...args], { reject: false, cwd: folder });

test('what was really run by a student is handed in, and stands up to its grader under that name alone', async () => {
  using lab = studioTrial();
  const run = lab.start(undefined, { LAB_PACE: 'quick', LAB_ACCEL: 'tcg', LAB_STUDENT: '522005' });
  expect(await run.ended(), run.output).toBe(3);
  expect(run.output).toMatch(/^ Student {2}522005$/m);
  const { file } = await handIn(lab.root, { run: undefined, out: undefined, sign: undefined });
  const graded = await gradedInWorker({ source: file, root: ROOT, keys: [] });
  expect(graded).toMatchObject({
    ...{ run: lab.record().id, student: '522005', discrepancies: [], signing: { state: 'unsigned' } },
    // The names, three explanations and the claim, which TCG cannot answer, are open.
    grade: { earned: 60, graded: 60, byHand: 0, open: 40 },
  });
  // Where the kernel has no vhost, the arm on tap cannot be had.
  expect(graded).toHaveProperty(
    'unchecked',
    expect.toSatisfyAll((text: string) => text.includes(' was left out: ')),
  );
  const forger = new Forger(await unpacked(readFileSync(file), file)).retell((event) =>
    JSON.parse(JSON.stringify(event).replaceAll('522005', '522002')),
  );
  writeFileSync(file, await packed(forger.sealed()));
  expect(await gradedInWorker({ source: file, root: ROOT, keys: [] })).toMatchObject({
    student: '522002',
    discrepancies: expect.arrayContaining([expect.objectContaining({ check: 'student', claimed: '16k', found: '8k' })]),
  });
});

test('an honest bundle: exit code 0, and what it is worth in 80 columns', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(join(folder, 'cse-522s.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
  writeFileSync(join(folder, 'signed.zip'), await packed(signed(await honest(), privateKey)));
  const { exitCode, stdout, stderr } = await grade('signed.zip', '--key', 'cse-522s.pub');
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toContain('signed by cse-522s');
  expect(stdout).toContain('60 of 100 points so far, 40 not yet graded');
  expect(stdout).toContain('no discrepancy');
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('a suite that gives no points is refused before anything is graded, and those that do are named', async () => {
  const { exitCode, stderr, stdout } = await grade(HONEST, '--suite', 'nosuch');
  expect(exitCode).toBe(2);
  expect(`${stdout}${stderr}`).toMatch(
    /--suite names nosuch, for which this checkout gives no points\.\n {2}Graded {5}(?:[a-z0-9-]+, )*rfc-2544, (?:[a-z0-9-]+, )*studio-15/,
  );
});

test('a class: a forged bundle and one that is none beside it, in a CSV, on a page, and each on a page of its own', async () => {
  const forger = new Forger(await honest()).replace('record.json', A_RATIO, '"ratio": 9.344');
  writeFileSync(join(folder, 'forged.zip'), await packed(forger.sealed()));
  writeFileSync(join(folder, 'none.zip'), 'none');
  const { exitCode, stdout } = await grade(HONEST, 'forged.zip', 'none.zip', '--out', 'class');
  expect(exitCode).toBe(2);
  expect(stdout).toContain('DISCREPANCY  finding: overhead of studio-15/devices/virtio-net/fio-read');
  expect(stdout).toContain('DISCREPANCY  copy: the whole run');
  expect(stdout).toContain('The bundle cannot be read.');
  expect(readFileSync(join(folder, 'class/grades.csv'), 'utf8').split('\r\n')).toHaveLength(5);
  const page = readFileSync(join(folder, 'class/grades.html'), 'utf8');
  expect(page).toContain('2 contradict themselves, 1 could not be read');
  const own = ['pages/01-studio-15.html', 'pages/02-forged.html'];
  expect([...page.matchAll(/href="(pages[^"]*)"/g)].map(([, path]) => path)).toEqual(own);
  expect(readFileSync(join(folder, 'class', own[1] ?? ''), 'utf8')).toContain(' discrepancies</b> look before');
  expect(existsSync(join(folder, 'class/pages/03-none.html'))).toBe(false);
});
