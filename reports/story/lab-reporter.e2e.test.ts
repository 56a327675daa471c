import { describe, expect, test, vi } from 'vitest';
import { EXERCISE_3, LabTrial, performed } from '../testing/lab-trial.ts';

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

describe('Vitest’s own habits', () => {
  const suites = {
    'studio-15/3-files.test.ts': `
      ${EXERCISE_3}
      test('reads', async ({ task }) => {
        measure(412);
        task.meta.metrics = { 'read.native': { value: 412.5, unit: 'MiB/s' } };
      });`,
    'studio-15/4-others.test.ts': `test('is another one', () => {});`,
  };

  test('metrics are numbers with units in JUnit', async () => {
    const { lab } = await performed(suites);
    using _ = lab;
    const junit = lab.file('reports/results/latest/junit.xml');
    expect(junit).toContain('<property name="metric.read.native" value="412.5">');
    expect(junit).toContain('<property name="unit.read.native" value="MiB/s">');
  });

  test('with another reporter record, report and JUnit are there all the same, and its output is its own', async () => {
    const { lab, output } = await performed(suites, {}, ['sh', '-c', 'npx vitest --reporter=tap 2>story.txt']);
    using _ = lab;
    expect(output).toMatch(/^TAP version 13\n/);
    expect(output).not.toContain('Results  ');
    expect(lab.file('story.txt')).toContain('report.html');
    expect(lab.record().series[0]?.samples).toHaveLength(1);
    for (const file of ['report.html', 'junit.xml', 'answers.md'])
      expect(lab.has(`reports/results/latest/${file}`)).toBe(true);
  });

  test('with -t nothing is told of tests that were not asked for', async () => {
    const { lab, code, output } = await performed(suites, {}, ['npx', 'vitest', '-t', 'reads']);
    using _ = lab;
    expect(code).toBe(0);
    expect(output).not.toMatch(/another one|skipped/);
    expect(lab.record().exercises.map(({ id }) => id)).toEqual(['studio-15/3']);
  });

  test('with -t that no test has, it says so', async () => {
    const { lab, code, output } = await performed(suites, {}, ['npx', 'vitest', '-t', 'raeds']);
    using _ = lab;
    expect(code).toBe(2);
    expect(output).toContain('No test has a name that matches /raeds/');
  });

  test('a list of the tests measures nothing and leaves nothing', async () => {
    const { lab, output } = await performed(suites, {}, ['npx', 'vitest', 'list']);
    using _ = lab;
    expect(output.trim().split('\n')).toEqual([
      'suites/studio-15/3-files.test.ts > reads',
      'suites/studio-15/4-others.test.ts > is another one',
    ]);
    expect(lab.has('reports/results')).toBe(false);
  });

  test('a watched suite has a run of its own each time', async () => {
    using lab = new LabTrial(suites);
    const run = lab.start(['npx', 'vitest', '--watch', '3-files']);
    await run.says('Report   ');
    const first = lab.record();
    lab.write('suites/studio-15/3-files.test.ts', (text) => text.replace('measure(412)', 'measure(99)'));
    await expect.poll(() => lab.record().id).not.toBe(first.id);
    await expect.poll(() => lab.record().state).toBe('finished');
    expect(lab.record().series[0]?.samples.map(({ value }) => value)).toEqual([99]);
    expect(first.series[0]?.samples.map(({ value }) => value)).toEqual([412]);
  });

  test('the self-check is performed where it is named, and not among all', async () => {
    const both = { ...suites, 'self-check/1-same.test.ts': `test('checks the lab', () => {});` };
    const all = await performed(both);
    using _all = all.lab;
    expect(all.output).not.toContain('checks the lab');
    const named = await performed(both, {}, ['npx', 'vitest', 'suites/self-check']);
    using _named = named.lab;
    expect(named.output).toContain('passed  checks the lab');
  });

  test('--ui says in a line what to install where it is not', async () => {
    const { lab, code, output } = await performed(suites, {}, ['npx', 'vitest', '--ui']);
    using _ = lab;
    expect(code).toBe(2);
    expect(output.trim().split('\n')).toEqual([
      expect.stringMatching(/^vitest --ui needs a package .*: npm install --no-save @vitest\/ui@5\.1\.0$/),
    ]);
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
