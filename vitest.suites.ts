import { join } from 'node:path';
import type { ViteUserConfig } from 'vitest/config';
import { version } from 'vitest/node';
import { partInForce } from './fixtures/command-line/part.ts';
import { RESUMED, SELF_CHECK_SUITE } from './fixtures/command-line/suites.ts';
import { runId } from './reports/record/journal/run-folder.ts';
import { EXIT } from './reports/story/exit-code.ts';
import { MetricsJUnit } from './reports/story/junit.ts';
import { LabReporter } from './reports/story/lab-reporter.ts';
import { NaturalOrder } from './reports/story/natural-order.ts';
import { projectVersion } from './reports/story/project.ts';
import { keepReporters } from './reports/story/vitest-plugin.ts';

/** Vitest would show a stack. It is not among the packages, since a lab needs no web server. */
function refuseMissingUi(): void {
  if (!process.argv.includes('--ui')) return;
  try {
    import.meta.resolve('@vitest/ui');
  } catch {
    console.error(`vitest --ui needs a package that is not installed: npm install --no-save @vitest/ui@${version}`);
    process.exit(EXIT.couldNotRun);
  }
}

/** Longer than any run: the lab's own deadlines, which say what they waited for, end what hangs. */
const NEVER_MS = 2 ** 31 - 1;
/** For the clean-up of a cancelled run: machines are shut down, then killed. */
const TEARDOWN_MS = 60_000;

/**
 * It checks the lab, not a machine: it is performed where it is named, and not among all. A resumed run names its
 * files.
 */
const SELF_CHECK_FILES = `suites/${SELF_CHECK_SUITE}/**`;
const isAskedFor = (suite: string) =>
  process.env[RESUMED] !== undefined || process.argv.slice(2).some((word) => word.includes(suite));

/**
 * The suites of the project in `root`; results go to its reports/results. The project's own tests have
 * fixtures/vitest.config.ts.
 */
export function labConfig(root: string): ViteUserConfig {
  refuseMissingUi();
  const folder = process.env[RESUMED] ?? join(root, 'reports/results', runId(new Date()));
  const lab = new LabReporter({ folder, root, version: projectVersion(import.meta.dirname), part: partInForce() });
  const junit = new MetricsJUnit(() => lab.folder);
  return {
    root,
    plugins: [keepReporters(lab, [junit])],
    test: {
      include: ['suites/**/*.test.ts'],
      exclude: ['**/*.unit.test.ts', '**/*.e2e.test.ts', ...(isAskedFor(SELF_CHECK_SUITE) ? [] : [SELF_CHECK_FILES])],
      setupFiles: [join(import.meta.dirname, 'fixtures/setup.ts')],
      provide: { run: { folder, version: projectVersion(import.meta.dirname) } },
      watch: false,
      passWithNoTests: false,
      // One worker, one file after the other: two measurements at a time would measure each other.
      pool: 'forks',
      isolate: false,
      fileParallelism: false,
      sequence: { sequencer: NaturalOrder },
      testTimeout: NEVER_MS,
      hookTimeout: NEVER_MS,
      teardownTimeout: TEARDOWN_MS,
      reporters: [lab, junit, ...(process.env['GITHUB_ACTIONS'] === 'true' ? ['github-actions'] : [])],
    },
  };
}
