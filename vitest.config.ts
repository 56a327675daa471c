import { join } from 'node:path';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { RESUMED } from './fixtures/commands/resumed.ts';
import { JUnit } from './reports/junit.ts';
import { LabReporter } from './reports/lab-reporter.ts';
import { NaturalOrder } from './reports/natural-order.ts';
import { projectVersion } from './reports/project.ts';
import { runId } from './reports/run-folder.ts';

/** Longer than any run: the lab's own deadlines, which say what they waited for, end what hangs. */
const NEVER_MS = 2 ** 31 - 1;
/** For the clean-up of a cancelled run: machines are shut down, then killed. */
const TEARDOWN_MS = 60_000;

/** The suites of the project in `root`; results go to its reports/results. The project's own tests have fixtures/vitest.config.ts. */
export function labConfig(root: string): ViteUserConfig {
  const folder = process.env[RESUMED] ?? join(root, 'reports/results', runId(new Date()));
  return {
    root,
    test: {
      include: ['suites/**/*.test.ts'],
      exclude: ['**/*.unit.test.ts', '**/*.e2e.test.ts'],
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
      reporters: [
        new LabReporter({ folder, root }),
        new JUnit({ outputFile: join(folder, 'junit.xml') }),
        ...(process.env['GITHUB_ACTIONS'] === 'true' ? ['github-actions'] : []),
      ],
    },
  };
}

export default defineConfig(labConfig(import.meta.dirname));
