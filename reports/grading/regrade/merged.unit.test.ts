import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { JournalEvent } from '../../record/journal/journal.ts';
import { entriesIn } from '../../record/journal/journal-file.ts';
import type { Discrepancy } from '../bundle/discrepancy.ts';
import type { BundleFiles } from '../bundle/files.ts';
import { Forger, merged } from '../testing/forger.ts';
import { loadDeclared } from './declared.ts';
import { regrade } from './regrade.ts';
import { readSubmission } from './submission.ts';

const before = { ...process.env };
afterAll(() => {
  delete process.env['LAB_PACE'];
  Object.assign(process.env, before);
});
process.env['LAB_PACE'] = 'quick';
const bundle = await merged();
const declared = await loadDeclared(join(import.meta.dirname, '../../..'), ['studio-15']);
const found = async (files: BundleFiles): Promise<readonly Discrepancy[]> =>
  (await regrade(readSubmission(files, 'a.zip'), declared)).discrepancies;

/** The journal of a part, told otherwise. */
const inPart = (forger: Forger, part: number, change: (event: JournalEvent) => JournalEvent | undefined): Forger =>
  forger.edit(`parts/${part}/journal.jsonl`, (text) =>
    entriesIn(text)
      .flatMap(({ at, event }) => {
        const changed = change(event);
        return changed === undefined ? [] : [`${JSON.stringify({ at: at.toISOString(), event: changed })}\n`];
      })
      .join(''),
  );

/** A bandwidth of part 2 that is twice what was measured. */
const doubled = (event: JournalEvent): JournalEvent => {
  if (event.type !== 'run' || !/(?:^|\/)raw\/0001-/.test(event.run.raw[0] ?? '')) return event;
  const readings = Object.fromEntries(
    Object.entries(event.run.readings).map(([name, value]) => [name, typeof value === 'number' ? 2 * value : value]),
  );
  return { ...event, run: { ...event.run, readings } };
};

test('a run that was merged of two parts has no discrepancy, and nothing is open but what its testbeds lack', async () => {
  const { discrepancies, open, record } = await regrade(readSubmission(bundle, 'a.zip'), declared);
  expect(discrepancies).toEqual([]);
  expect(open).toEqual([]);
  expect(record.merged?.parts).toHaveLength(2);
});

test('a figure is read again, whether it was changed in the merged run alone or in its part too', async () => {
  const isOfPart = (event: JournalEvent) => event.type === 'run' && event.run.raw[0]?.startsWith('parts/2/');
  const alone = new Forger(bundle).retell((event) => (isOfPart(event) ? doubled(event) : event));
  const both = inPart(new Forger(alone.sealed()), 2, doubled);
  expect(await found(alone.sealed())).toContainEqual(expect.objectContaining({ check: 'merge' }));
  const all = await found(both.sealed());
  expect(all.map(({ check }) => check)).not.toContain('merge');
  expect(all).toContainEqual(
    expect.objectContaining({
      check: 'raw output',
      where: expect.stringMatching(/^part 2 of 2: /),
      file: expect.stringMatching(/^parts\/2\/raw\/0001-/),
    }),
  );
});

test('what one part printed does not stand for another', async () => {
  const forger = new Forger(bundle);
  const raw = (part: number) =>
    [...forger.files.keys()].find((path) => path.startsWith(`parts/${part}/raw/0001-`)) ?? '';
  const copied = forger.edit(raw(2), () => forger.text(raw(1)));
  expect(await found(copied.sealed())).toContainEqual(
    expect.objectContaining({ check: 'raw output', found: `that of ${raw(1)}` }),
  );
});

test('a part that is said to have drifted, and has not, is missed', async () => {
  const forger = new Forger(bundle).change('merged', (event) => ({
    ...event,
    merged: { ...event.merged, parts: event.merged.parts.map((part) => ({ ...part, drift: 9, leftOut: true })) },
  }));
  expect(await found(forger.sealed())).toContainEqual(expect.objectContaining({ check: 'merge', where: 'entry 2' }));
});

test('without all of its parts nothing of it is graded', async () => {
  const forger = new Forger(bundle).change('merged', (event) => ({
    ...event,
    merged: { ...event.merged, parts: event.merged.parts.slice(0, 1) },
  }));
  const { open, discrepancies } = await regrade(readSubmission(forger.sealed(), 'a.zip'), declared);
  expect(discrepancies).toEqual([]);
  expect(open).toEqual([{ open: 'the run was merged of parts, and lacks part 2 of 2: all of it', of: 'everything' }]);
});

test('a part without its journal cannot be read', () => {
  const forger = new Forger(bundle);
  forger.files.delete('parts/2/journal.jsonl');
  expect(() => readSubmission(forger.sealed(), 'a.zip')).toThrow('it has no parts/2/journal.jsonl');
});
