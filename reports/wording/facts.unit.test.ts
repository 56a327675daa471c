import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRecord } from '../record/journal/run-folder.ts';
import { bootText } from './facts.ts';

const [machine] = readRecord(join(import.meta.dirname, '../testing/sample-run')).machines;
if (machine === undefined) throw new Error('the sample has a machine');

test.for([
  ['killed', 'ended when it was told to quit', 'reached a shell in 15 s; switched off by the lab'],
  [
    'killed',
    'was killed by SIGKILL',
    'reached a shell in 15 s; switched off by the lab: its QEMU was killed by SIGKILL',
  ],
  [
    'shut down',
    'exited, since the guest shut down',
    'reached a shell in 15 s; shut down: its QEMU exited, since the guest shut down',
  ],
  ['died', 'exited with status 1', 'reached a shell in 15 s; died: its QEMU exited with status 1'],
] as const)('a boot that ended as %s, and why: %s', ([ended, endedBecause, text]) => {
  expect(bootText({ ...machine, bootSeconds: 15, ended, endedBecause })).toBe(text);
});
