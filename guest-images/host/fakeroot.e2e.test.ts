import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { deadlineAfter } from '../../fixtures/deadline.ts';
import { runAsFakeRoot } from './fakeroot.ts';

it('remembers from one run to the next whose a file is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lab-fakeroot-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const owners = { folder, book: 'owners' };
  const options = { deadline: deadlineAfter(60) };
  await runAsFakeRoot(['sh', '-c', 'touch file && chown 1000:42 file && chmod 640 file'], owners, options);
  expect(await runAsFakeRoot(['stat', '-c', '%u:%g %a', 'file'], owners, options)).toBe('1000:42 640');
});
