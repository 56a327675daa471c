import { describe, expect, test, vi } from 'vitest';
import { EXERCISE_3, LabTrial, performed } from '../testing/lab-trial.ts';

// A run that is to be ended and does not end is a failure, not twenty minutes of waiting; any other takes seconds.
vi.setConfig({ testTimeout: 240_000 });

/** To the line's first column, and the line cleared. */
const CLEAR_LINE = '\r\u001b[2K';

test('a set-up that failed is told of once, and its tests are skipped by that name', async () => {
  const { lab, code, output } = await performed({
    'studio-15/3-files.test.ts': `
      ${EXERCISE_3}
      beforeAll(() => { throw new LabError('machine', { what: 'Machine "a" died.', remedy: 'look' }); });
      test('needs a', () => {});`,
  });
  using _ = lab;
  expect(code).toBe(1);
  const [exercise] = lab.record().exercises;
  expect(exercise?.tests).toMatchObject([{ state: 'skipped', note: 'its set-up failed' }]);
  expect(exercise?.troubles).toEqual([expect.stringMatching(/^Machine "a" died\.\n {2}Try {8}look\n {2}at suites/)]);
  expect(output.match(/^ {7}Machine "a" died\.$/gm)).toHaveLength(1);
});

describe('the story', () => {
  test('is told live, outside of tests too, in plain lines of at most 80 columns', async () => {
    using lab = new LabTrial({
      'studio-15/3-files.test.ts': `
        ${EXERCISE_3}
        beforeAll(() => progress.during('boot studio-15/virtio#1', 3, untilInterrupted, () => 'never'));
        test('a ${'long name '.repeat(20)}', () => {});`,
    });
    const trial = lab.start([process.execPath, 'node_modules/vitest/vitest.mjs']);
    await trial.says('boot studio-15/virtio#1, about 3 s ...');
    expect(trial.output).toContain('studio-15/3  File I/O');
    trial.signalAll('SIGINT');
    await trial.ended();
    expect(trial.output).not.toContain('\u001b');
    const widest = trial.output
      .split('\n')
      .filter((line) => !line.startsWith('JUNIT'))
      .map((line) => line.length);
    expect(Math.max(...widest)).toBeLessThanOrEqual(80);
  });

  test('has one changing line on a real terminal, and does not watch there', async () => {
    const { lab, code, output } = await performed(
      {
        'studio-15/3-files.test.ts': `${EXERCISE_3} test('a', () => progress.during('fio read', 3, () => after(2500), () => '1 MiB/s'));`,
      },
      { TERM: 'xterm-256color' },
      ['script', '-qec', 'stty cols 80; exec npx vitest', '/dev/null'],
    );
    using _ = lab;
    expect(code, output).toBe(0);
    expect(output.split(CLEAR_LINE)).toContainEqual(expect.stringMatching(/1 of 1 {2}fio read, \d+ of about 3 s/));
    expect(output).not.toContain('fio read, about 3 s ...');
  });
});
