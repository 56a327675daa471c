import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { packed } from '../bundle/archive.ts';
import type { BundleFiles } from '../bundle/files.ts';
import { signed } from '../bundle/signature.ts';
import { gradeArguments } from '../class/arguments.ts';
import { exitOf } from '../class/needs.ts';
import { A_RATIO, Forger, HONEST, honest, NESTED, OF_STUDENT } from '../testing/forger.ts';
import { Graders, gradedInWorker } from '../workers/in-worker.ts';
import { graded } from './graded.ts';

const ROOT = join(import.meta.dirname, '../../..');

let folder: string;
const before = { ...process.env };
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'grade-'));
});
afterEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('LAB_')) delete process.env[name];
  Object.assign(process.env, before);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function archived(name: string, files: BundleFiles): Promise<string> {
  const file = join(folder, name);
  writeFileSync(file, await packed(files));
  return file;
}

test('an honest bundle is worth what it has measured, and nothing is zero', async () => {
  expect(await graded(HONEST, { root: ROOT, keys: [] })).toMatchObject({
    ...{ source: HONEST, run: new Forger(await honest()).record.id, team: '', signing: { state: 'unsigned' } },
    discrepancies: [],
    grade: { earned: 60, graded: 60, byHand: 0, open: 40 },
  });
});

test('a run that ended after today is told', async () => {
  const ahead = (days: number) => () => Date.parse('2026-11-30T05:48:40.000Z') - days * 86_400_000;
  const told = async (days: number) =>
    (await graded(HONEST, { root: ROOT, keys: [], now: ahead(days) })).unchecked.filter((one) =>
      one.includes('yet to come'),
    );
  expect(await told(2)).toEqual([
    expect.stringMatching(
      /^the run ended at 2026-11-30T05:48:\d\d\.\d{3}Z, which is yet to come by the clock of this computer$/,
    ),
  ]);
  expect(await told(0.9)).toEqual([]);
});

describe('a signature', () => {
  const { publicKey: key, privateKey } = generateKeyPairSync('ed25519');
  const keys = [{ name: 'cse-522s', key }];

  test('is told by the name of its key', async () => {
    const ours = await archived('signed.zip', signed(await honest(), privateKey));
    expect(await graded(ours, { root: ROOT, keys })).toMatchObject({ signing: { state: 'signed', by: 'cse-522s' } });
    expect(await graded(ours, { root: ROOT, keys: [] })).toMatchObject({
      signing: { state: 'unknown' },
      discrepancies: [],
    });
  });

  test('that does not fit is a discrepancy', async () => {
    const forger = new Forger(signed(await honest(), privateKey));
    const forged = forger.replace('record.json', A_RATIO, '"ratio": 9.344').sealed();
    const { signing, discrepancies } = await graded(await archived('bad.zip', forged), { root: ROOT, keys });
    expect(signing).toEqual({ state: 'bad', why: 'the key of cse-522s did not sign this manifest.json' });
    expect(discrepancies[0]).toMatchObject({ where: 'the whole bundle' });
    expect(new Set(discrepancies.map(({ check }) => check))).toEqual(new Set(['signature', 'journal', 'finding']));
  });
});

test.each([
  ['no such file', async () => join(folder, 'nothing.zip'), 'there is no such file'],
  [
    'settings that are none',
    async () => {
      const forger = new Forger(await honest()).replace('record.json', '"LAB_PACE": "quick"', '"LAB_PACE": "$(id)"');
      return archived('pace.zip', forger.sealed());
    },
    'it has settings that the lab does not take',
  ],
])('%s cannot be read', async (_, make, problem) => {
  await expect(graded(await make(), { root: ROOT, keys: [] })).rejects.toThrow(problem);
});

test('in one process each bundle of a class is graded by its own settings, whatever came before it', {
  timeout: 300_000,
}, async () => {
  using graders = new Graders();
  const all = [HONEST, OF_STUDENT, NESTED, HONEST];
  for (const source of all) {
    const task = { source, root: ROOT, keys: [] };
    const outcome = await graders.grade(task);
    expect(outcome).toEqual(await gradedInWorker(task));
    expect(outcome).toMatchObject({ source, discrepancies: [], grade: { earned: 60 } });
  }
  // One that is ended takes nothing from the next.
  expect(await graders.grade({ source: HONEST, root: ROOT, keys: [] }, 0.001)).toHaveProperty('problem');
  expect(await graders.grade({ source: OF_STUDENT, root: ROOT, keys: [] })).toMatchObject({
    student: '522005',
    discrepancies: [],
  });
});

test('a bundle that takes too long is ended', async () => {
  const outcome = await gradedInWorker({ source: HONEST, root: ROOT, keys: [] }, 0.001);
  expect(outcome).toEqual({ source: HONEST, problem: 'Grading it took more than 0.001 s, and was ended.' });
});

test('the exit code tells the worst of a class, and nothing to a course system', async () => {
  const sound = await graded(HONEST, { root: ROOT, keys: [] });
  const copy = { check: 'copy', where: '', claimed: '', found: '', file: '' };
  const forged = { ...sound, discrepancies: [copy] };
  const unread = { source: 'a.zip', problem: 'none' };
  expect(exitOf([sound, sound], 'text')).toBe(0);
  expect(exitOf([sound, forged], 'text')).toBe(1);
  expect(exitOf([unread, forged], 'text')).toBe(2);
  expect(exitOf([unread], 'gradescope')).toBe(0);
});

test.each([
  [[], 'No bundle was named.'],
  [['a.zip', '--format', 'html'], '--format is "html"; allowed: text, gradescope, classroom50, check50.'],
  [['a.zip', 'b.zip', '--format', 'check50'], 'check50 takes one bundle.'],
  [['a.zip', '--kye', 'x'], "Unknown option '--kye'"],
])('mistaken: %j', (args, what) => {
  expect(() => gradeArguments(args)).toThrow(what);
  expect(() => gradeArguments(args)).toThrow('npm run grade -- --help');
});
