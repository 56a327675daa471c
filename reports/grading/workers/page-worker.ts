// Makes the page of a graded bundle in a process of its own: what it shows is a stranger's, and may be made to take for
// ever.
import { readAssets } from '../../html/assets.ts';
import type { Page, PageTask } from './in-worker.ts';
import { workOn } from './worker-end.ts';

workOn('Making its page', async () => {
  const [{ filesOf }, { readSubmission }, { gradePage, TOO_LARGE }] = await Promise.all([
    import('../regrade/graded.ts'),
    import('../regrade/submission.ts'),
    import('./page.ts'),
  ]);
  return async ({ source, assessment }: PageTask): Promise<Page> => {
    const files = await filesOf(source);
    const { record } = readSubmission(files, source);
    const html = gradePage({ record, files, assessment }, readAssets());
    return html === undefined ? { problem: TOO_LARGE } : { html };
  };
});
