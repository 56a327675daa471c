import { generateKeyPairSync } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packed } from '../../bundle/archive.ts';
import { signed } from '../../bundle/signature.ts';
import { Forger, HONEST, honest, honestStudent, OF_STUDENT } from '../../testing/forger.ts';
import { gradescopeSchema } from '../gradescope-schema.ts';

const ROOT = join(import.meta.dirname, '../../../..');
/** Gradescope's own limit is ten minutes, after which a submission gets a zero. */
const LIMIT_MS = 10 * 60 * 1000;

let autograder: string;
beforeEach(() => {
  autograder = mkdtempSync(join(tmpdir(), 'autograder-'));
  for (const folder of ['source', 'submission', 'results']) mkdirSync(join(autograder, folder));
});
afterEach(() => rmSync(autograder, { recursive: true, force: true }));

const run = () =>
  execa(join(import.meta.dirname, 'run_autograder'), {
    env: { AUTOGRADER: autograder },
    timeout: LIMIT_MS / 2,
    reject: false,
    all: true,
  });

const RESULTS = 'results/results.json';
const results = () => gradescopeSchema.parse(JSON.parse(readFileSync(join(autograder, RESULTS), 'utf8')));
const submit = (content: string | Buffer, name = 'bundle.zip') =>
  writeFileSync(join(autograder, 'submission', name), content);
const forged = async () =>
  packed(new Forger(await honest()).replace('record.json', /"throughput": (?=\d)/, '"throughput": 9').sealed());
const ofNoStudent = async () =>
  packed(new Forger(await honestStudent()).replace('record.json', '"522005"', '"$(reboot)"').sealed());

async function graded() {
  expect(await run()).toMatchObject({ exitCode: 0 });
  return results();
}

describe('a bundle', () => {
  beforeEach(() => symlinkSync(ROOT, join(autograder, 'source/virtio-studio')));

  test('that is an archive', async () => {
    copyFileSync(HONEST, join(autograder, 'submission/my bundle.zip'));
    const output = expect.stringMatching(
      /^Run \S+, without a student’s own values, unsigned\.\nfinished, pace quick, /,
    );
    expect(await graded()).toMatchObject({ score: 60, output });
  });

  test('that Gradescope has unpacked', async () => {
    for (const [path, content] of await honest()) {
      const file = join(autograder, 'submission', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    expect(await graded()).toMatchObject({ score: 60 });
  });

  test('that somebody has changed: no points, no zeros, and where', async () => {
    submit(await forged());
    const { score, tests } = await graded();
    expect({ score, first: tests[0], scored: tests.filter((each) => each.score !== undefined) }).toMatchObject({
      ...{ score: undefined, scored: [] },
      first: { status: 'failed', output: expect.stringMatching(/^raw output: throughput of /m) },
    });
  });

  test('that is none', async () => {
    submit('no bundle', 'essay.txt');
    const { score, output } = await graded();
    expect({ score, output }).toEqual({ score: undefined, output: expect.stringContaining('it has no manifest.json') });
  });

  test('in upper case, beside notes that nobody reads', async () => {
    copyFileSync(HONEST, join(autograder, 'submission/BUNDLE.ZIP'));
    submit('mine', 'notes.txt');
    const told = 'left out and not read, in no list of the bundle: notes.txt';
    expect(await graded()).toMatchObject({ score: 60, output: expect.stringContaining(told) });
  });

  test('twice: none of them is chosen', async () => {
    for (const name of ['old.zip', 'new.zip']) copyFileSync(HONEST, join(autograder, 'submission', name));
    const { score, output } = await graded();
    expect({ score, output }).toEqual({
      score: undefined,
      output: expect.stringContaining('it holds 2 bundles: "new.zip", "old.zip"'),
    });
  });

  test('that does not meet the terms of the course', async () => {
    writeFileSync(join(autograder, 'source/class.csv'), '522006\n');
    writeFileSync(join(autograder, 'source/terms'), `--roster\n${join(autograder, 'source/class.csv')}\n`);
    copyFileSync(OF_STUDENT, join(autograder, 'submission/bundle.zip'));
    const { score, output } = await graded();
    const told = 'term not met: student 522005 is not on the roster';
    expect({ score, output }).toEqual({ score: undefined, output: expect.stringContaining(told) });
  });

  test('that the course has signed', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(join(autograder, 'source/cse 522s.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
    submit(await packed(signed(await honest(), privateKey)));
    expect(await graded()).toMatchObject({ score: 60, output: expect.stringContaining('signed by cse 522s') });
  });
});

describe('where the grader performs the lab itself', () => {
  /**
   * Stands in for the lab, which takes minutes, and for what would be handed in of its run; the grader is the real one.
   */
  const BOOTSTRAP = `echo "$LAB_PACE $*" >>"$AUTOGRADER/asked"
case $1 in
  */lab.ts) exit "$(cat "$AUTOGRADER/lab-status")" ;;
  */hand-in.ts) cp "$AUTOGRADER/own.zip" "$3" ;;
  *) exec sh "${ROOT}/fixtures/provisioning/bootstrap.sh" "$@" ;;
esac
`;
  const asked = () => readFileSync(join(autograder, 'asked'), 'utf8').trimEnd().split('\n');
  const { privateKey } = generateKeyPairSync('ed25519');

  beforeEach(async () => {
    const stand = join(autograder, 'source/virtio-studio/fixtures/provisioning');
    mkdirSync(stand, { recursive: true });
    writeFileSync(join(stand, 'bootstrap.sh'), BOOTSTRAP);
    writeFileSync(join(autograder, 'source/cse-522s.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(join(autograder, 'own.zip'), await packed(signed(await honest(), privateKey)));
    writeFileSync(join(autograder, 'source/lab.env'), "LAB_PACE=quick\nSUITES='studio-15 self-check'\n");
  });

  test.each([0, 1, 3])('its own run is graded, with their answers, where the lab ends with %i', async (status) => {
    writeFileSync(join(autograder, 'lab-status'), `${status}`);
    copyFileSync(HONEST, join(autograder, 'submission/bundle.zip'));
    expect(await graded()).toMatchObject({ score: 60, output: expect.stringContaining('signed by cse-522s') });
    const at = (path: string) => join(autograder, path);
    expect(asked()).toEqual([
      ` fixtures/commands/grade.ts ${at('submission')} --format gradescope --out ${at(RESULTS)}`,
      `quick fixtures/commands/lab.ts --answers-of ${at('submission')} studio-15 self-check`,
      `quick fixtures/commands/hand-in.ts --out ${at('own-run.zip')} --sign ${at('source/cse-522s.pem')}`,
      ` fixtures/commands/grade.ts ${at('own-run.zip')} --key ${at('source/cse-522s.pem')} --format gradescope --out ${at(RESULTS)}`,
    ]);
  });

  test('a run of its own for a student is told to be of that student, whose values the grade looks for', async () => {
    writeFileSync(join(autograder, 'lab-status'), '0');
    copyFileSync(OF_STUDENT, join(autograder, 'submission/bundle.zip'));
    writeFileSync(join(autograder, 'own.zip'), await packed(signed(await honestStudent(), privateKey)));
    expect(await graded()).toMatchObject({
      output: expect.stringMatching(/^Run \S+, with the values of student 522005, signed by cse-522s\.$/m),
      tests: expect.arrayContaining([expect.objectContaining({ output: 'It agrees with itself.' })]),
    });
  });

  test.each([2, 143])('a lab that ends with %i is no student’s fault: there are no results', async (status) => {
    writeFileSync(join(autograder, 'lab-status'), `${status}`);
    copyFileSync(HONEST, join(autograder, 'submission/bundle.zip'));
    expect(await run()).toMatchObject({ exitCode: status });
    expect(existsSync(join(autograder, RESULTS))).toBe(false);
  });

  test('it ends before Gradescope’s own limit does, which would give a zero', async () => {
    const slow = BOOTSTRAP.replace('exit "$(cat "$AUTOGRADER/lab-status")"', 'exec sleep 600');
    writeFileSync(join(autograder, 'source/virtio-studio/fixtures/provisioning/bootstrap.sh'), slow);
    writeFileSync(join(autograder, 'source/lab.env'), 'TIMEOUT_SECONDS=91\n');
    copyFileSync(HONEST, join(autograder, 'submission/bundle.zip'));
    expect(await run()).toMatchObject({ exitCode: 124 });
    expect(existsSync(join(autograder, RESULTS))).toBe(false);
  });

  test.each([
    ['contradicts itself', forged, 'raw output: throughput'],
    ['is none', async () => 'no bundle', 'it is neither a zip nor a .tar.gz'],
    ['names a student as no setting may', ofNoStudent, 'it has settings that the lab does not take'],
  ])('nothing is performed for a bundle that %s', async (_, content, told) => {
    submit(await content());
    const { score, tests } = await graded();
    expect({ score, told: tests[0]?.output }).toEqual({ score: undefined, told: expect.stringContaining(told) });
    // Once: of two grades the second might give points that the first has not.
    expect(asked()).toEqual([expect.stringMatching(/^ fixtures\/commands\/grade\.ts .* --format gradescope /)]);
  });
});
