import { describe, expect, test, vi } from 'vitest';
import { EXERCISE_3, LabTrial, performed } from '../testing/lab-trial.ts';

// A run that is to be ended and does not end is a failure, not twenty minutes of waiting; any other takes seconds.
vi.setConfig({ testTimeout: 240_000 });

const JUDGED = (outcome: string) => `
${EXERCISE_3}
test('a claim', ({ skip }) => {
  measure(412);
  const comparison = { ...claim.comparison, of: 'studio-15/3/native/read', against: 'studio-15/3/native/read' };
  const verdict = { outcome: '${outcome}', reason: 'too noisy' };
  record.claim({ ...claim, exercise: 'studio-15/3', comparison, verdict });
  if ('${outcome}' === 'inconclusive') skip('too noisy');
});`;

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
    const { lab, code, output } = await performed({ 'studio-15/3-files.test.ts': body });
    using _ = lab;
    expect(code, output).toBe(expected);
    expect(lab.record().state).toBe('finished');
  });

  test('2: no suite of that name', async () => {
    const { lab, code, output } = await performed({ 'a/1-a.test.ts': `test('a', () => {});` }, {}, [
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

describe('a full disk', () => {
  const measures = (before: string, more = `record.trouble('more');`) => `
    import { symlinkSync } from 'node:fs';
    ${EXERCISE_3}
    test('measures', () => measure(412));
    test('measures on', () => { ${before} ${more} });`;

  test('under the worker: exit code 2, and the record keeps what it had', async () => {
    const fill = "symlinkSync('/dev/full', record.folder + '/record.json.' + process.pid);";
    // Of what a worker tells, the one thing that has it write more than the journal, which is open already.
    const suite = measures(fill, 'record.resumed();');
    const { lab, code, output } = await performed({ 'studio-15/3-files.test.ts': suite });
    using _ = lab;
    expect(code, output).toBe(2);
    expect(output).toContain('A result was to be recorded, but the disk is full.');
    expect(lab.record().series[0]?.summary?.median).toBe(412);
  });

  test('under the reporter: exit code 2, and it says what is kept', async () => {
    const fill = "symlinkSync('/dev/full', record.folder + '/record.json.' + process.ppid);";
    const { lab, code, output } = await performed({ 'studio-15/3-files.test.ts': measures(fill) });
    using _ = lab;
    expect(code, output).toBe(2);
    expect(output).toMatch(/The results cannot be completed: Error: ENOSPC/);
    expect(lab.record()).toMatchObject({ troubles: ['more'], series: [{ summary: { median: 412 } }] });
  });
});
