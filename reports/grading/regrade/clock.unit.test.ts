import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { recordOf } from '../../record/journal/fold.ts';
import { eventSchema, type JournalEvent } from '../../record/journal/journal.ts';
import { type Entry, entriesIn } from '../../record/journal/journal-file.ts';
import { recordText } from '../../record/journal/read.ts';
import { checkTimes } from '../checks/times.ts';
import { Forger, honest } from '../testing/forger.ts';
import { loadDeclared } from './declared.ts';
import { regrade } from './regrade.ts';
import { JOURNAL, RECORD, readSubmission } from './submission.ts';

const before = { ...process.env };
afterAll(() => {
  delete process.env['LAB_PACE'];
  Object.assign(process.env, before);
});
process.env['LAB_PACE'] = 'quick';
const bundle = await honest();
const declared = await loadDeclared(join(import.meta.dirname, '../../..'), ['studio-15']);

const MINUTES = 60;
const HOURS = 3600;

/** An honest computer's clock is set, by so many seconds, once this share of the journal is written. */
function stepped(seconds: number, share: number): Forger {
  const forger = new Forger(bundle);
  const entries = entriesIn(forger.text(JOURNAL));
  const from = Math.floor(entries.length * share);
  const moment = entries[from]?.at.getTime() ?? 0;
  const moved = (time: string) =>
    Date.parse(time) < moment ? time : new Date(Date.parse(time) + seconds * 1000).toISOString();
  const later = (event: JournalEvent): JournalEvent =>
    eventSchema.parse(JSON.parse(JSON.stringify(event).replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, moved)));
  const all = entries.map(({ at, event }, index) => ({
    at: index < from ? at.toISOString() : new Date(at.getTime() + seconds * 1000).toISOString(),
    event: index < from ? event : later(event),
  }));
  forger.edit(JOURNAL, () => all.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  const record = recordOf(all.map(({ event }) => event));
  if (record === undefined) throw new Error('the journal tells of no run');
  forger.files.set(RECORD, Buffer.from(recordText(record)));
  for (const { asciicast, startedAt } of record.machines)
    forger.files.set(
      asciicast,
      Buffer.from(
        forger.text(asciicast).replace(/"timestamp":\d+/, `"timestamp":${Math.floor(Date.parse(startedAt) / 1000)}`),
      ),
    );
  // What fio and answers.md print of the time is checked elsewhere.
  return forger;
}

test.each(
  [-2 * HOURS, -30, -5, 30, 65, 2 * HOURS].flatMap((seconds) =>
    [0.2, 0.4, 0.5, 0.7].map((share) => [seconds, share] as const),
  ),
)(
  'a clock that is set by %d s in the middle of a run is told, and nobody accused (at %d of the journal)',
  async (seconds, share) => {
    const { discrepancies } = await regrade(readSubmission(stepped(seconds, share).sealed(), 'a.zip'), declared);
    const times = discrepancies.filter(
      ({ check, where }) => (check === 'time' || check === 'console') && !where.startsWith('date in'),
    );
    expect(times).toEqual([]);
  },
);

test('a step is told', async () => {
  const { told } = await regrade(readSubmission(stepped(-2 * HOURS, 0.5).sealed(), 'a.zip'), declared);
  expect(told.join('\n')).toMatch(/the clock was set by -7200 s in block 1 of studio-15\/devices/);
  const { told: small } = await regrade(readSubmission(stepped(5 * MINUTES, 0.5).sealed(), 'a.zip'), declared);
  expect(small.join('\n')).toMatch(/the clock was set by 300 s in block 1/);
});

test('time of a block with nothing at work is told', async () => {
  const entries = entriesIn(new Forger(bundle).text(JOURNAL));
  const ended = entries.findIndex(({ event }) => event.type === 'block ended');
  const { told } = await regrade(readSubmission(stepped(90, ended / entries.length).sealed(), 'a.zip'), declared);
  expect(told.join('\n')).toMatch(
    /9\d s of block 1 of studio-15\/devices passed, before an entry \(block ended\), with nothing at work/,
  );
});

test('a clock that is set back again and again is none', async () => {
  const forger = new Forger(bundle);
  const entries = entriesIn(forger.text(JOURNAL)).map(({ at, event }, index) => ({
    at: new Date(at.getTime() - (index % 20 === 19 ? HOURS * 1000 : 0)).toISOString(),
    event,
  }));
  forger.edit(JOURNAL, () => entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  const { discrepancies } = await regrade(readSubmission(forger.sealed(), 'a.zip'), declared);
  expect(discrepancies).toContainEqual(
    expect.objectContaining({
      where: expect.stringMatching(/^entry \(/),
      found: expect.stringMatching(/^before one of /),
    }),
  );
});

test('a clock that is set in one block after another is none', async () => {
  const submission = readSubmission(bundle, 'a.zip');
  const begun = Date.parse(submission.record.startedAt);
  const journal = [1, 2, 3].flatMap((block): Entry[] => [
    { at: new Date(begun + block * HOURS * 1000), event: { type: 'block', experiment: 'e', block, host: 'lab-7' } },
    {
      at: new Date(begun + (block + 0.9) * HOURS * 1000),
      event: { type: 'block ended', experiment: 'e', block, seconds: 1 },
    },
  ]);
  const none = { record: submission.record, walked: new Map(), open: new Map() };
  const remarks = checkTimes({ submission: { ...submission, journal }, declared, replayed: none });
  expect([...remarks]).toContainEqual(expect.objectContaining({ where: 'the clock', claimed: 'set 3 times' }));
});

/** So many seconds more in a boot, before its second run, by the journal and by the block's own clock. */
function idle(seconds: number): Forger {
  const entries = entriesIn(new Forger(bundle).text(JOURNAL));
  const [, second] = entries.flatMap(({ event }, index) => (event.type === 'run' ? [index] : []));
  const begun = entries.slice(0, second).findLastIndex(({ event }) => event.type === 'begun');
  return stepped(seconds, begun / entries.length).change('block ended', (event) =>
    event.block === 1 ? { ...event, seconds: event.seconds + seconds } : event,
  );
}

test('time of a boot with nothing at work is told, and leaves open what is claimed where it is long', async () => {
  const short = await regrade(readSubmission(idle(60).sealed(), 'a.zip'), declared);
  expect(short.told).toContainEqual(expect.stringMatching(/^6\d s of studio-15\/virtio#1 passed before fio write/));
  expect(short.open).toEqual([]);
  const long = await regrade(readSubmission(idle(300).sealed(), 'a.zip'), declared);
  expect(long.open).toContainEqual(
    expect.objectContaining({ open: expect.stringMatching(/^30\d s of studio-15\/virtio#1/), claims: true }),
  );
});
