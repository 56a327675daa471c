import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordOf } from '../../record/journal/fold.ts';
import type { JournalEvent } from '../../record/journal/journal.ts';
import { recordText } from '../../record/journal/read.ts';
import { type Assessment, assessmentText, remarksOf, settledItems } from '../assessment/assessment.ts';
import { gradescope } from '../autograders/gradescope.ts';
import { packed } from '../bundle/archive.ts';
import { bundleOf } from '../bundle/bundle.ts';
import type { BundleFiles } from '../bundle/files.ts';
import { Forger, honest, honestStudent, VERSION_1 } from '../testing/forger.ts';
import { gradedInWorker } from '../workers/in-worker.ts';

// What is worth nothing, in the grade and in what a course system reads of it: in workers, as a class is graded.

const ROOT = join(import.meta.dirname, '../../..');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nothing-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function assessed(files: BundleFiles, suites?: readonly string[]): Promise<Assessment> {
  const file = join(folder, `${files.size}.zip`);
  writeFileSync(file, await packed(files));
  return of(file, suites);
}

async function of(source: string, suites?: readonly string[]): Promise<Assessment> {
  const outcome = await gradedInWorker({ source, root: ROOT, keys: [], suites });
  if ('problem' in outcome) throw new Error(outcome.problem);
  return outcome;
}

const earnedBy = (assessment: Assessment) => settledItems(assessment).reduce((sum, { earned = 0 }) => sum + earned, 0);

/** A record, journal and answers that tell of one exercise with points of its own, and one test that passed. */
function invented(id: string): BundleFiles {
  const at = '2026-02-03T04:05:06.000Z';
  const exercise = { id, number: 1, title: 'One', file: `suites/${id}-one.test.ts` };
  const events: JournalEvent[] = [
    {
      type: 'run begun',
      version: 2,
      id: '2026-02-03T04-05-06Z-abcdef',
      project: { version: '0.1.0' },
      startedAt: at,
      settings: {},
    },
    { type: 'exercise', ...exercise, points: [{ by: 'test', what: 'all', points: 100, test: 'it works' }] },
    { type: 'test', exercise: id, test: { name: 'it works', state: 'passed', errors: [], seconds: 1 } },
    { type: 'ended', at, state: 'finished' },
  ];
  const record = recordOf(events);
  if (record === undefined) throw new Error('it tells of no run');
  const journal = events.map((event) => `${JSON.stringify({ at, event })}\n`).join('');
  const files = { 'record.json': recordText(record), 'journal.jsonl': journal, 'answers.md': '', 'appendix.md': '' };
  return bundleOf(record, new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])), new Map());
}

/** A hundred of each suite that gives points: which of them it should have been is not known. */
const ALL = 500;

describe('points for nothing', () => {
  test('a suite that nobody has, with 100 points of its own, in 2.5 kB', async () => {
    const assessment = await assessed(invented('x/1'));
    expect(assessment.grade).toMatchObject({ earned: 0, open: ALL });
    expect(assessment.unchecked).toContain('this checkout has no suite x, so that nothing of the run can be looked at');
    const report = gradescope(assessment);
    expect(JSON.stringify(report)).not.toContain('"score":100');
    expect(report.output).toContain('this checkout has no suite x');
  });

  test.each(['storage/1', 'self-check/1'])('the same as %s, a suite that gives no points', async (id) => {
    const assessment = await assessed(invented(id));
    expect(assessment.grade).toMatchObject({ earned: 0, open: ALL });
    expect(assessment.unchecked.join('\n')).toContain(`${id.split('/')[0]} gives no points: it has no rubric.ts`);
  });

  test('a run of a suite under another name', async () => {
    const forger = new Forger(await honest());
    forger.retell((event) => JSON.parse(JSON.stringify(event).replaceAll('studio-15/', 'studio-99/')));
    const assessment = await assessed(forger.sealed());
    expect(assessment.grade).toMatchObject({ earned: 0, open: ALL });
  });

  test('what version 1 of the lab has recorded', async () => {
    const assessment = await of(VERSION_1);
    expect(assessment).toMatchObject({ discrepancies: [], grade: { earned: 0, open: 100 } });
    expect(remarksOf(assessment).join('\n')).toContain('recorded by version 1 of the lab');
    expect(assessmentText(assessment).join('\n').split('recorded by version 1 of the lab')).toHaveLength(2);
  });

  test('a console that is told to be flooded, and is long enough for that', async () => {
    const forger = new Forger(await honest());
    const console = 'consoles/studio-15/virtio-1/console.txt';
    const flood = `${'x'.repeat(1000)}\n`.repeat(2200);
    forger.edit(console, (text) => `${text}${flood}[… 9 bytes left out here: the console was flooded …]\n`);
    const assessment = await assessed(forger.sealed());
    const items = assessment.grade.items.filter(({ what }) => /virtio|guest/.test(what));
    for (const { what, earned, why } of items)
      expect({ what, earned, why }).toEqual({ what, earned: undefined, why: expect.stringContaining('flooded') });
  });

  test('a pace, a commit and a tree that are not the course’s are told', async () => {
    const forger = new Forger(await honest()).change('run begun', (event) => ({
      ...event,
      project: { ...event.project, dirty: true, commit: 'f'.repeat(40) },
    }));
    const told = remarksOf(await assessed(forger.sealed())).join('\n');
    expect(told).toContain('pace quick');
    expect(told).toContain('CHANGED after it was checked out');
  });

  test('an honest run has what it is worth', async () => {
    expect(earnedBy(await assessed(await honest()))).toBe(60);
    expect(earnedBy(await assessed(await honestStudent()))).toBe(60);
  });

  test('a course names the suites that it grades', async () => {
    expect((await assessed(await honest(), ['studio-15'])).grade.earned).toBe(60);
    expect((await assessed(await honest(), [])).grade).toMatchObject({ earned: 0, items: [] });
  });
});
