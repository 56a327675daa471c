import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packed } from '../bundle/archive.ts';
import { Forger, HONEST, honestStudent, OF_STUDENT } from '../testing/forger.ts';
import { adoptRunOf } from './run-of-bundle.ts';

let root: string;
const answers = () => readdirSync(join(root, 'suites/studio-15'));
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'take-over-'));
  mkdirSync(join(root, 'suites/studio-15'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** The student’s own run, whose record names another one. */
async function naming(student: string): Promise<string> {
  const file = join(root, 'bundle.zip');
  const named = `"LAB_STUDENT": ${JSON.stringify(student)}`;
  const forger = new Forger(await honestStudent()).replace('record.json', '"LAB_STUDENT": "522005"', named);
  writeFileSync(file, await packed(forger.sealed()));
  return file;
}

test('the run that takes over is of the same student, whoever the environment names', async () => {
  const environment = { LAB_STUDENT: '522002', LAB_PACE: 'quick' };
  expect(await adoptRunOf(root, OF_STUDENT, environment)).toEqual([
    'Student  522005',
    'Answers  studio-15: taken from the bundle',
  ]);
  expect(environment).toEqual({ LAB_STUDENT: '522005', LAB_PACE: 'quick' });
  expect(answers()).toEqual(['answers.yaml']);
});

test('it is of nobody’s own values where the bundle is', async () => {
  const environment = { LAB_STUDENT: '522002', LAB_PACE: 'quick' };
  expect((await adoptRunOf(root, HONEST, environment))[0]).toBe('Student  none, as in the bundle');
  expect(environment).toEqual({ LAB_PACE: 'quick' });
});

test.each(['', '$(reboot)', '522005\nLAB_QEMU=/tmp/qemu', '522005\u0000', '--help', '\u001b[2J', 'x'.repeat(65)])(
  'nothing is taken from a bundle of student %j',
  async (hostile) => {
    const environment = { LAB_STUDENT: '522002' };
    const bundle = await naming(hostile);
    await expect(adoptRunOf(root, bundle, environment)).rejects.toThrow(
      /cannot be read\.\n.*\n.*the lab does not take its LAB_STUDENT/,
    );
    expect({ environment, answers: answers() }).toEqual({ environment: { LAB_STUDENT: '522002' }, answers: [] });
  },
);

test('mail names are the same in either case', async () => {
  expect((await adoptRunOf(root, await naming('Ada@WUSTL.edu'), {}))[0]).toBe('Student  ada@wustl.edu');
});

test('what is no bundle gives nothing', async () => {
  writeFileSync(join(root, 'essay.txt'), 'no bundle');
  await expect(adoptRunOf(root, join(root, 'essay.txt'), {})).rejects.toThrow('The bundle cannot be read.');
});
