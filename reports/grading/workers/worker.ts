// Grades bundles in a process of its own, so that one that is made to take for ever, or all memory, ends alone; and so
// that the settings of their runs are set for nothing else.
import { createPublicKey } from 'node:crypto';
import { importSuitesBySettings } from '../regrade/suites-by-settings.ts';
import type { GradingTask } from './in-worker.ts';
import { workOn } from './worker-end.ts';

workOn('Grading it', async ({ root }: GradingTask) => {
  importSuitesBySettings(root);
  const [{ graded }, { expect }] = await Promise.all([import('../regrade/graded.ts'), import('vitest')]);
  // Tests of the suites are taken without Vitest's runner, which tells its matchers otherwise in which file they are.
  expect.setState({ testPath: 'npm run grade' });
  return ({ source, keys, commit, suites }: GradingTask) =>
    graded(source, { root, commit, suites, keys: keys.map(({ name, pem }) => ({ name, key: createPublicKey(pem) })) });
});
