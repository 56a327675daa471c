import { describe, expect, test, vi } from 'vitest';
import { EXERCISE_3, LabTrial, performed } from './lab-trial.ts';

// A run that is to be ended and does not end is a failure, not twenty minutes of waiting; any other takes seconds.
vi.setConfig({ testTimeout: 240_000 });

test('performs the suites in the order of their numbers, and none of the project’s own tests', async () => {
  const { lab, output } = await performed({
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
    const { lab, output } = await performed(suites);
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
    const there = await performed(suites, { GITHUB_ACTIONS: 'true' });
    using _there = there.lab;
    const here = await performed(suites, { GITHUB_ACTIONS: undefined });
    using _here = here.lab;
    expect(there.output).toMatch(/^::error .*3-files/m);
    expect(there.output).toMatch(/^::notice .*read: 412 MiB\/s/m);
    expect(here.output).not.toContain('::');
  });
});

test('the report is written after the clean-up of what belongs to the whole worker', async () => {
  const { lab, output } = await performed({
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
