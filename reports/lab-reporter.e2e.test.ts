import { describe, expect, test, vi } from 'vitest';
import { LabTrial } from './lab-trial.ts';

// A run that is to be ended and does not end is a failure, not ten minutes of waiting.
vi.setConfig({ testTimeout: 60_000 });

const EXERCISE_3 = `record.exercise({ id: 'studio-15/3', number: 3, title: 'File I/O', file: 'suites/studio-15/3-files.test.ts' });`;
const JUDGED = (outcome: string) => `
${EXERCISE_3}
test('a claim', ({ skip }) => {
  measure(412);
  const comparison = { ...claim.comparison, of: 'studio-15/3/read', against: 'studio-15/3/read' };
  const verdict = { outcome: '${outcome}', reason: 'too noisy' };
  record.claim({ ...claim, exercise: 'studio-15/3', comparison, verdict });
  if ('${outcome}' === 'inconclusive') skip('too noisy');
});`;

/** To the line's first column, and the line cleared. */
const CLEAR_LINE = '\r\u001b[2K';

async function run(suites: Record<string, string>, env: NodeJS.ProcessEnv = {}, argv?: string[]) {
  const lab = new LabTrial(suites);
  const trial = lab.start(argv, env);
  const code = await trial.ended();
  return { lab, code, output: trial.output };
}

describe('exit code, as npx passes it on', () => {
  test.for([
    [0, 'all passed', `${EXERCISE_3} test('passes', () => {});`],
    [0, 'an open written question', `test('explained', ({ skip }) => skip('not answered yet: why?'));`],
    [0, 'a claim that holds', JUDGED('pass')],
    [
      0,
      'an inconclusive claim that informs alone',
      `${EXERCISE_3}
       test('a claim', () => {
         const verdict = { outcome: 'inconclusive', reason: 'too noisy' };
         record.claim({ ...claim, exercise: 'studio-15/3', verdict, informsOnly: 'SLIRP hides it' });
       });`,
    ],
    [1, 'an assertion failed', `test('fails', () => { expect(1).toBe(2); });`],
    [
      1,
      'a machine died',
      `test('fails', () => { throw new LabError('machine', { what: 'It died.', remedy: 'x' }); });`,
    ],
    [
      1,
      'an unhandled error beside tests',
      `test('passes', async () => { Promise.reject(new Error('stray')); await after(50); });`,
    ],
    [
      2,
      'the computer lacks something',
      `beforeAll(() => { throw new LabError('environment', { what: 'No QEMU.', remedy: 'x' }); }); test('a', () => {});`,
    ],
    [2, 'a file that cannot be imported', `throw new Error('no such device');`],
    [3, 'an inconclusive claim', JUDGED('inconclusive')],
    [
      1,
      'an inconclusive claim and a failure',
      `${JUDGED('inconclusive')} test('fails', () => { expect(1).toBe(2); });`,
    ],
  ] as const)('%i: %s', async ([expected, , body]) => {
    const { lab, code, output } = await run({ 'studio-15/3-files.test.ts': body });
    using _ = lab;
    expect(code, output).toBe(expected);
    expect(lab.record().state).toBe('finished');
  });

  test('2: no suite of that name', async () => {
    const { lab, code, output } = await run({ 'a/1-a.test.ts': `test('a', () => {});` }, {}, [
      'npx',
      'vitest',
      'suites/b',
    ]);
    using _ = lab;
    expect(code, output).toBe(2);
    expect(output).toContain('No suite has that name');
    expect(lab.has('reports/results/latest')).toBe(false);
  });

  test('2: the results have no place to go', async () => {
    using lab = new LabTrial({ 'a/1-a.test.ts': `test('a', () => {});`, '../reports/results': 'a file' });
    const trial = lab.start();
    expect(await trial.ended(), trial.output).toBe(2);
    expect(trial.output).toMatch(/The results have no place to go\.\n {2}Folder .*\n {2}Problem {4}ENOTDIR/);
  });

  test('2: the worker was killed, and its record is complete for what came before', async () => {
    using lab = new LabTrial({
      'studio-15/3-files.test.ts': `
        ${EXERCISE_3}
        test('measures', () => measure(412));
        test('is killed', () => progress.during('fio write', 3600, untilInterrupted, () => 'never'));
        test('comes later', () => {});`,
    });
    const trial = lab.start();
    await trial.says('passed  measures');
    trial.signal('SIGKILL', lab.worker());
    expect(await trial.ended(), trial.output).toBe(2);
    const { exercises, series, troubles, state } = lab.record();
    expect(state).toBe('finished');
    expect(series[0]?.summary?.median).toBe(412);
    expect(exercises[0]?.tests.map((one) => one.state)).toEqual(['passed', 'unfinished', 'unfinished']);
    expect(troubles.join('\n')).toMatch(/worker/i);
  });
});

test('a set-up that failed is told of once, and its tests are skipped by that name', async () => {
  const { lab, code, output } = await run({
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

describe('a full disk', () => {
  const measures = (before: string) => `
    import { symlinkSync } from 'node:fs';
    ${EXERCISE_3}
    test('measures', () => measure(412));
    test('measures on', () => { ${before} record.trouble('more'); });`;

  test('under the worker: exit code 2, and the record keeps what it had', async () => {
    const fill = "symlinkSync('/dev/full', record.folder + '/record.json.' + process.pid);";
    const { lab, code, output } = await run({ 'studio-15/3-files.test.ts': measures(fill) });
    using _ = lab;
    expect(code, output).toBe(2);
    expect(output).toContain('A result was to be recorded, but the disk is full.');
    expect(lab.record().series[0]?.summary?.median).toBe(412);
  });

  test('under the reporter: exit code 2, and it says what is kept', async () => {
    const fill = "symlinkSync('/dev/full', record.folder + '/record.json.' + process.ppid);";
    const { lab, code, output } = await run({ 'studio-15/3-files.test.ts': measures(fill) });
    using _ = lab;
    expect(code, output).toBe(2);
    expect(output).toMatch(/The results cannot be completed: Error: ENOSPC/);
    expect(lab.record()).toMatchObject({ troubles: ['more'], series: [{ summary: { median: 412 } }] });
  });
});

test('performs the suites in the order of their numbers, and none of the project’s own tests', async () => {
  const { lab, output } = await run({
    'a/10-last.test.ts': `test('ten', () => {});`,
    'a/9-first.test.ts': `test('nine', () => {});`,
    'a/1-own.unit.test.ts': `test('own', () => {});`,
    'a/1-own.e2e.test.ts': `test('own', () => {});`,
  });
  using _ = lab;
  expect(output.match(/passed {2}\w+/g)).toEqual(['passed  nine', 'passed  ten']);
});

describe('what it leaves', () => {
  const suites = {
    'studio-15/10-later.test.ts': `test('comes last', () => {});`,
    'studio-15/3-files.test.ts': `
      ${EXERCISE_3}
      test('reads', async ({ annotate }) => {
        measure(412);
        await annotate('read: 412 MiB/s (one run)', 'metric');
      });
      test('fails', () => { throw new LabError('machine', { what: 'Machine "a" died.', rows: { Phase: 'login' }, remedy: 'look' }); });`,
  };

  test('record, answers, HTML, raw output, and JUnit with the metrics as properties', async () => {
    const { lab, output } = await run(suites);
    using _ = lab;
    const record = lab.record();
    expect(record.exercises.map(({ id }) => id)).toEqual(['studio-15/3', 'studio-15/10']);
    expect(record.exercises[0]?.tests[1]?.errors[0]).toMatch(
      /^Machine "a" died\.\n {2}Phase {6}login\n {2}Try {8}look\n {2}at suites\/studio-15\/3-files\.test\.ts:\d+:\d+$/,
    );
    expect(lab.file(`reports/results/latest/${record.series[0]?.samples[0]?.raw}`)).toBe('READ: bw=1MiB/s');
    expect(lab.file('reports/results/latest/answers.md')).toContain('## 3. File I/O');
    expect(lab.file('reports/results/latest/junit.xml')).toMatch(
      /<property name="metric" value="read: 412 MiB\/s \(one run\)">/,
    );
    expect(lab.file('reports/results/latest/report.html')).toContain('</span> File I/O <span class="state failed">');
    expect(output).toContain(`reports/results/${record.id}/report.html`);
  });

  test('from the second run on a computer on, the report shows how its metrics went', async () => {
    const reads = `${EXERCISE_3}\nrecord.testbed(testbed);\ntest('reads', () => { measure(412); });`;
    using lab = new LabTrial({ 'studio-15/3-files.test.ts': reads });
    const report = async () => {
      const run = lab.start();
      expect(await run.ended(), run.output).toBe(0);
      return lab.file('reports/results/latest/report.html');
    };
    expect(await report()).toContain('This is the first run on this computer at this pace');
    expect(await report()).toContain('2 runs on this computer at this pace');
  });

  test('GitHub annotations on GitHub alone', async () => {
    const there = await run(suites, { GITHUB_ACTIONS: 'true' });
    using _there = there.lab;
    const here = await run(suites, { GITHUB_ACTIONS: undefined });
    using _here = here.lab;
    expect(there.output).toMatch(/^::error .*3-files/m);
    expect(there.output).toMatch(/^::notice .*read: 412 MiB\/s/m);
    expect(here.output).not.toContain('::');
  });
});

test('the report is written after the clean-up of what belongs to the whole worker', async () => {
  const { lab, output } = await run({
    'studio-15/3-files.test.ts': `
      ${EXERCISE_3}
      const withSession = test.extend('session', { scope: 'worker' }, async ({}, { onCleanup }) => {
        onCleanup(async () => { await after(300); record.trouble('machines are down'); });
        return 1;
      });
      withSession('uses it', ({ session }) => { expect(session).toBe(1); });`,
  });
  using _ = lab;
  expect(lab.file('reports/results/latest/answers.md')).toContain('machines are down');
  expect(output).toContain('    machines are down');
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
    await trial.says('boot studio-15/virtio#1, about 3.0 s ...');
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
    const { lab, code, output } = await run(
      {
        'studio-15/3-files.test.ts': `${EXERCISE_3} test('a', () => progress.during('fio read', 3, () => after(2500), () => '1 MiB/s'));`,
      },
      { TERM: 'xterm-256color' },
      ['script', '-qec', 'stty cols 80; exec npx vitest', '/dev/null'],
    );
    using _ = lab;
    expect(code, output).toBe(0);
    expect(output.split(CLEAR_LINE)).toContainEqual(expect.stringContaining('1 of 1  fio read, 1 s of about 3.0 s'));
    expect(output).not.toContain('fio read, about 3.0 s ...');
  });
});
