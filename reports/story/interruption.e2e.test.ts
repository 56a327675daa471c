import { execFile } from 'node:child_process';
import { setTimeout as after } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { EXERCISE_3, LabTrial } from '../testing/lab-trial.ts';

// A run that is to be ended and does not end is a failure, not twenty minutes of waiting; any other takes seconds.
vi.setConfig({ testTimeout: 240_000 });

const RUNNER = [process.execPath, 'node_modules/vitest/vitest.mjs'];
const SUITE = {
  'studio-15/3-files.test.ts': `
    ${EXERCISE_3}
    afterAll(async () => { await after(100); writeFileSync('clean', 'yes'); });
    test('needs vhost', ({ skip }) => skip('no /dev/vhost-net'));
    test('measures', () => measure(412));
    test('goes on', () => progress.during('fio write', 3600, untilInterrupted, () => 'never'));
    test('comes later', () => {});`,
  'studio-15/4-later.test.ts': `test('is in another file', () => {});`,
};

describe.for([
  ['Ctrl-C', 'SIGINT', 130, RUNNER, 'signalAll'],
  // npx ends by the signal itself once the runner has ended; a shell calls that 130 as well.
  ['Ctrl-C under npx', 'SIGINT', 'SIGINT', ['npx', 'vitest'], 'signalAll'],
  ['SIGTERM to the runner alone', 'SIGTERM', 143, RUNNER, 'signal'],
  ['SIGTERM to the whole group', 'SIGTERM', 143, RUNNER, 'signalAll'],
] as const)('%s', ([, name, expected, argv, send]) => {
  test('runs the clean-up and leaves the record of what was measured', async () => {
    using lab = new LabTrial(SUITE);
    const trial = lab.start(argv);
    await trial.says('passed  measures');
    trial[send](name);
    expect(await trial.ended(), trial.output).toBe(expected);
    expect(lab.has('clean')).toBe(true);
    const record = lab.record();
    expect(record.state).toBe('interrupted');
    expect(record.series[0]?.summary?.median).toBe(412);
    expect(record.exercises[0]?.tests.map(({ state }) => state)).toEqual([
      'skipped',
      'passed',
      'unfinished',
      'unfinished',
    ]);
    expect(record.troubles).toEqual([`The run was interrupted (${name}).`]);
    expect(lab.file('reports/results/latest/answers.md')).toContain('The run was not finished (interrupted)');
  });
});

test('SIGTERM to the runner alone ends a boot in a set-up, where Vitest knows no cancelling', async () => {
  using lab = new LabTrial({
    'studio-15/3-files.test.ts': `
      ${EXERCISE_3}
      beforeAll(() => progress.during('boot a', 3600, untilInterrupted, () => 'never'));
      afterAll(() => writeFileSync('clean', 'yes'));
      test('needs a', () => {});`,
  });
  const trial = lab.start(RUNNER);
  await trial.says('boot a, about');
  trial.signal('SIGTERM');
  expect(await trial.ended(), trial.output).toBe(143);
  expect(lab.has('clean')).toBe(true);
  expect(lab.record()).toMatchObject({ state: 'interrupted', exercises: [{ tests: [{ state: 'unfinished' }] }] });
});

test('a second Ctrl-C ends it at once, and the record tells so', async () => {
  using lab = new LabTrial({
    'studio-15/3-files.test.ts': `
      ${EXERCISE_3}
      test('measures', () => measure(412));
      afterAll(() => progress.during('clean-up', 3600, () => after(3600_000), () => 'never'));`,
  });
  const trial = lab.start(RUNNER);
  await trial.says('clean-up, about');
  trial.signalAll('SIGINT');
  await trial.says('SIGINT: cleaning up');
  // Nearer signals count as one: npm passes on what the terminal has sent already.
  await after(600);
  trial.signalAll('SIGINT');
  expect(await trial.ended(), trial.output).toBe(130);
  expect(lab.record()).toMatchObject({ state: 'interrupted', series: [{ summary: { median: 412 } }] });
});

test('kill -9 of the runner: the record holds what was measured, and the worker does not live on', async () => {
  using lab = new LabTrial(SUITE);
  const trial = lab.start(RUNNER);
  await trial.says('passed  measures');
  const worker = lab.worker();
  trial.signal('SIGKILL');
  expect(await trial.ended()).toBe('SIGKILL');
  await promisify(execFile)('tail', [`--pid=${worker}`, '-f', '/dev/null']);
  const record = lab.record();
  expect(record).toMatchObject({ state: 'running', series: [{ summary: { median: 412 } }] });
  expect(record.exercises[0]?.tests).toMatchObject([{ state: 'skipped' }, { name: 'measures', state: 'passed' }]);
});
