import { describe, expect, test } from 'vitest';
import { apply, isRecorded, type JournalEvent } from './journal.ts';
import { runRecordSchema } from './record.ts';
import { hostileEvents } from './sample-hostile.ts';
import { claim, sampleEvents, sampleRecord } from './sample-record.ts';

test('every step of a journal leaves a valid record, which only the events meant to can change', () => {
  const start = runRecordSchema.parse({ ...sampleRecord(), exercises: [], machines: [], series: [], claims: [] });
  [...sampleEvents(), ...hostileEvents()].reduce((record, event) => {
    const next = apply(record, event);
    expect(runRecordSchema.safeParse(next)).toMatchObject({ success: true });
    if (!isRecorded(event)) expect(next).toBe(record);
    return next;
  }, start);
});

test('what was there before is never changed in place', () => {
  const record = sampleRecord();
  const before = structuredClone(record);
  for (const event of sampleEvents()) apply(record, event);
  expect(record).toEqual(before);
});

test('the summary follows the samples, which keep their order', () => {
  const [series] = sampleRecord().series;
  expect(series?.samples.map(({ value }) => value)).toEqual([412, 405.4, 420]);
  expect(series?.summary).toMatchObject({ count: 3, median: 412, min: 405.4, max: 420 });
});

test('a boot that was lost gives no sample, and a series that has none left has no summary', () => {
  const [series] = sampleRecord().series;
  const boots = [...new Set(series?.samples.map(({ boot }) => boot))];
  const lost = sampleRecord({ type: 'lost', boot: boots[0] ?? '' }).series[0];
  expect(lost?.samples).toEqual(series?.samples.filter(({ boot }) => boot !== boots[0]));
  expect(lost?.summary?.count ?? 0).toBe(lost?.samples.length);
  const all = sampleRecord(...boots.map((boot) => ({ type: 'lost', boot }) as const)).series[0];
  expect(all?.samples).toEqual([]);
  expect(all).not.toHaveProperty('summary');
});

test('the values of a student’s own are told for each suite', () => {
  const told = (suite: string, own: object): JournalEvent => ({ type: 'student', id: '522005', suite, own });
  const { student } = sampleRecord(
    told('studio-15', { vcpus: 2 }),
    told('rfc-2544', {}),
    told('studio-15', { vcpus: 3 }),
  );
  expect(student).toEqual({ id: '522005', own: { 'studio-15': { vcpus: 3 }, 'rfc-2544': {} } });
  expect(sampleRecord()).not.toHaveProperty('student');
  expect(sampleRecord(told('__proto__', { vcpus: 3 })).student?.own['vcpus']).toBeUndefined();
});

describe('what is told again counts once, and the later word wins', () => {
  const exercise = 'studio-15/3';
  const twice = (event: JournalEvent) => sampleRecord(event, event);

  test('an exercise keeps its findings, a series its samples', () => {
    const { exercises, series } = sampleRecord();
    const known = exercises.find(({ id }) => id === exercise);
    const declared = { id: exercise, number: 3, title: 'Anew', file: 'suites/x.test.ts' };
    expect(twice({ type: 'exercise', ...declared }).exercises[2]).toEqual({ ...known, ...declared });
    const [{ samples, summary, ...bare } = never()] = series;
    expect(twice({ type: 'series', series: bare }).series[0]).toEqual({ ...bare, samples, summary });
  });

  test('an exercise keeps its points, though its outcome is told without them', () => {
    const exercise = { type: 'exercise', id: 'studio-15/9', number: 9, title: 'x', file: 'x.test.ts' } as const;
    const points = [{ by: 'hand', what: 'an answer', points: 5 } as const];
    const { exercises } = [{ ...exercise, points }, exercise].reduce<ReturnType<typeof sampleRecord>>(
      apply,
      sampleRecord(),
    );
    expect(exercises.at(-1)).toMatchObject({ id: 'studio-15/9', points });
  });

  test('a claim has one finding, and its later verdict', () => {
    const verdict = { outcome: 'pass', reason: 'more boots' } as const;
    const record = twice({ type: 'claim', claim: { ...claim, verdict } });
    const findings = record.exercises.flatMap((one) => one.findings).filter(({ kind }) => kind === 'claim');
    expect(findings).toHaveLength(1);
    expect(record.claims.map((one) => one.verdict)).toEqual([verdict]);
  });

  test('a test', () => {
    const outcome = { name: 'read', state: 'failed', errors: ['x'], seconds: 1 } as const;
    const tests = twice({ type: 'test', exercise, test: { ...outcome, errors: ['x'] } }).exercises[2]?.tests;
    expect(tests?.filter(({ name }) => name === 'read')).toEqual([outcome]);
  });
});

test.for<[string, JournalEvent]>([
  ['exercise', { type: 'finding', exercise: 'studio-15/99', finding: { kind: 'note', text: '' } }],
  ['machine', { type: 'booted', machine: 'studio-15/99', seconds: 1 }],
  ['series', { type: 'sample', series: 'studio-15/99', sample: sampleOf(1) }],
])('an undeclared %s is refused by name', ([what, event]) => {
  expect(() => sampleRecord(event)).toThrow(`The record has no ${what} "studio-15/99"`);
});

test.for([0, -1, Number.NaN])('%d is no measurement', (value) => {
  const event = { type: 'sample', series: 'studio-15/3/read, guest', sample: sampleOf(value) } as const;
  expect(() => sampleRecord(event)).toThrow('no measurement');
});

function sampleOf(value: number) {
  return { value, boot: 'a#1', at: '2026-02-03T04:05:06.000Z', seconds: 1, command: 'fio', raw: 'raw/1.txt' };
}

function never(): never {
  throw new Error('the sample has series');
}
