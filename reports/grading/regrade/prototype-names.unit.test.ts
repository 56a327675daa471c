import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { JournalEvent } from '../../record/journal/journal.ts';
import { grade } from '../assessment/grade.ts';
import { Forger, honest } from '../testing/forger.ts';
import { loadDeclared } from './declared.ts';
import { regrade } from './regrade.ts';
import { readSubmission } from './submission.ts';

const before = { ...process.env };
afterAll(() => {
  delete process.env['LAB_PACE'];
  Object.assign(process.env, before);
});
process.env['LAB_PACE'] = 'quick';
const bundle = await honest();
const declared = await loadDeclared(join(import.meta.dirname, '../../..'), ['studio-15']);

/** In the place of a name, wherever the journal has it. */
const renamed = (from: string, to: string) => (event: JournalEvent) =>
  JSON.parse(JSON.stringify(event).replaceAll(JSON.stringify(from), JSON.stringify(to)));

describe.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('what is called %s', (name) => {
  test.each([
    ['an arm', 'e1000 on tap'],
    ['a workload', 'iperf sending'],
    ['an exercise', 'studio-15/6'],
    ['an experiment', 'studio-15/devices'],
    ['a unit', 'studio-15/e1000-tap#1'],
    ['a target', 'e1000-tap'],
    ['a reading', 'throughput'],
    ['a role', 'client'],
    ['a setting', 'LAB_NETDEV'],
    ['an ability', 'vhostNet'],
    ['a tool', 'iperf'],
  ])('and was %s neither stops the grader nor slips through', async (_, from) => {
    let files: ReturnType<Forger['sealed']>;
    try {
      files = new Forger(bundle).retell(renamed(from, name)).sealed();
      readSubmission(files, 'a.zip');
    } catch {
      // No record that can be read.
      return;
    }
    const { discrepancies, open, record } = await regrade(readSubmission(files, 'a.zip'), declared);
    const { earned } = grade(record, declared.points, open);
    expect(discrepancies.length > 0 || earned === 0).toBe(true);
  });
});
