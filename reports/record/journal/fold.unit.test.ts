import { describe, expect, test } from 'vitest';
import { elementsVisited } from '../../testing/elements-visited.ts';
import { countedEvents } from '../../testing/sample-counts.ts';
import { hostileEvents } from '../../testing/sample-hostile.ts';
import { claim, SAMPLE_BEGUN, sampleEvents, sampleFold, sampleRecord } from '../../testing/sample-record.ts';
import type { Run } from '../schema/run.ts';
import { Fold, recordOf } from './fold.ts';
import { isRecorded, type JournalEvent } from './journal.ts';
import { recordText, runRecordSchema } from './read.ts';

const stored = (text: string): unknown => JSON.parse(text);

test('any prefix of a journal tells a valid record, which only the events meant to can change', () => {
  const fold = new Fold(SAMPLE_BEGUN);
  for (const event of [...sampleEvents(), ...countedEvents(), ...hostileEvents()]) {
    const before = recordText(fold.record);
    fold.add(event);
    const after = recordText(fold.record);
    expect(runRecordSchema.safeParse(stored(after))).toMatchObject({ success: true });
    if (!isRecorded(event)) expect(after).toBe(before);
  }
});

test('an event is never changed by those that come after it', () => {
  const events = [...sampleEvents(), ...countedEvents()];
  const before = structuredClone(events);
  recordOf([SAMPLE_BEGUN, ...events, ...events]);
  expect(events).toEqual(before);
});

test('lists that were taken stay as they were', () => {
  const fold = sampleFold();
  const { runs, machines } = fold.record;
  const before = [runs.length, machines[0]?.ended];
  fold.add({ type: 'block', experiment: 'studio-15/3', block: 1, host: 'other' });
  fold.add({ type: 'machine ended', machine: 'studio-15/virtio#1', ended: 'died' });
  expect([runs.length, machines[0]?.ended]).toEqual(before);
  expect(fold.record.runs.length).toBeLessThan(runs.length);
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

  test('an exercise keeps its findings, an experiment its runs', () => {
    const { exercises, experiments, runs } = sampleRecord();
    const known = exercises.find(({ id }) => id === exercise);
    const declared = { id: exercise, number: 3, title: 'Anew', file: 'suites/x.test.ts' };
    expect(twice({ type: 'exercise', ...declared }).exercises[2]).toEqual({ ...known, ...declared });
    const [first = never()] = experiments;
    const again = twice({ type: 'experiment', experiment: { ...first, boots: 7 } });
    expect(again.experiments).toEqual([{ ...first, boots: 7 }, ...experiments.slice(1)]);
    expect(again.runs).toEqual(runs);
  });

  test('an exercise keeps its points, though its outcome is told without them', () => {
    const told = { type: 'exercise', id: 'studio-15/9', number: 9, title: 'x', file: 'x.test.ts' } as const;
    const points = [{ by: 'hand', what: 'an answer', points: 5 } as const];
    expect(sampleRecord({ ...told, points }, told).exercises.at(-1)).toMatchObject({ id: 'studio-15/9', points });
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

const TCP = { experiment: 'studio-15/6', block: 2 };
const withoutBlock = (runs: readonly Run[]) =>
  runs.filter(({ key }) => !(key.experiment === TCP.experiment && key.block === TCP.block));

describe('what is taken back', () => {
  const before = sampleRecord();

  test('a block that is begun again drops the units and runs that it had, and may have the same keys', () => {
    const again = sampleRecord({ type: 'block', ...TCP, host: 'another' });
    expect(again.runs).toEqual(withoutBlock(before.runs));
    expect(again.units).toEqual(
      before.units.filter((unit) => !(unit.experiment === TCP.experiment && unit.block === 2)),
    );
    expect(again.blocks.at(-1)).toEqual({ ...TCP, host: 'another' });
    const measuredAgain = sampleRecord({ type: 'block', ...TCP, host: 'another' }, ...eventsOf(TCP));
    expect(measuredAgain.runs.toSorted(byKey)).toEqual(before.runs.toSorted(byKey));
    expect(sampleRecord({ type: 'block ended', ...TCP, seconds: 9 }).blocks).toContainEqual({
      ...TCP,
      host: 'lab-7',
      seconds: 9,
    });
  });

  test('a unit that was lost gives no sample, and a series that has none left has no summary', () => {
    const lost = sampleRecord({ type: 'lost', unit: 'studio-15/virtio#1' });
    expect(lost.runs).toEqual(before.runs.filter(({ unit }) => unit !== 'studio-15/virtio#1'));
    expect(lost.units).toEqual(before.units.filter(({ id }) => id !== 'studio-15/virtio#1'));
    expect(lost.series[0]).toMatchObject({ label: 'read, guest', samples: [] });
    expect(lost.series[0]).not.toHaveProperty('summary');
  });

  test('a run that is gone on with is running, and tells where', () => {
    const resumed = { at: '2026-02-04T04:05:06.000Z', hostname: 'lab-8' };
    const record = sampleRecord({ type: 'resumed', ...resumed });
    expect(record).toMatchObject({ state: 'running', resumed: [resumed] });
    expect(record).not.toHaveProperty('endedAt');
  });
});

/** Units and runs of a block of the sample, told as they were. */
const eventsOf = ({ experiment, block }: typeof TCP): JournalEvent[] =>
  sampleEvents().filter(
    (event) =>
      (event.type === 'unit' && event.unit.experiment === experiment && event.unit.block === block) ||
      (event.type === 'run' && event.run.key.experiment === experiment && event.run.key.block === block),
  );
const byKey = (one: Run, other: Run) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);

const [known = never()] = sampleRecord().runs;
const anew = { ...known.key, repeat: 99 };
const run = (change: Partial<Run>): JournalEvent => ({ type: 'run', run: { ...known, key: anew, ...change } });
const [knownUnit = never()] = sampleRecord().units;

describe('what nobody has declared is refused by name', () => {
  test.for<[string, JournalEvent]>([
    ['exercise "studio-15/99"', { type: 'finding', exercise: 'studio-15/99', finding: { kind: 'note', text: '' } }],
    ['machine "studio-15/99"', { type: 'booted', machine: 'studio-15/99', seconds: 1 }],
    ['experiment "none"', { type: 'block', experiment: 'none', block: 1, host: 'x' }],
    ['experiment "none"', { type: 'unit', unit: { ...knownUnit, experiment: 'none' } }],
    ['arm "studio-15/3/none"', { type: 'unit', unit: { ...knownUnit, arm: 'none' } }],
    ['arm "studio-15/3/none"', { type: 'left out', experiment: 'studio-15/3', arm: 'none', why: '' }],
    ['block "9 of studio-15/3"', { type: 'unit', unit: { ...knownUnit, block: 9 } }],
    ['block "9 of studio-15/3"', { type: 'block ended', experiment: 'studio-15/3', block: 9, seconds: 1 }],
    ['unit "none"', { type: 'lost', unit: 'none' }],
    ['target "studio-15/virtio#1/none"', { type: 'target lost', unit: 'studio-15/virtio#1', target: 'none', why: '' }],
    ['experiment "none"', run({ key: { ...anew, experiment: 'none' } })],
    ['arm "studio-15/3/none"', run({ key: { ...anew, arm: 'none' } })],
    ['workload "studio-15/3/guest/none"', run({ key: { ...anew, workload: 'none' } })],
    ['block "9 of studio-15/3"', run({ key: { ...anew, block: 9 } })],
    ['unit "none"', run({ unit: 'none' })],
    ['target "studio-15/virtio#1/none"', run({ target: 'none' })],
    ['metric "studio-15/3/read/none"', run({ readings: { none: 1 } })],
  ])('%s', ([named, event]) => {
    expect(() => sampleRecord(event)).toThrow(`The record has no ${named}: declare it before telling of it.`);
  });

  test('a unit of another arm or block than the run tells', () => {
    const wrong = run({ key: { ...anew, boot: 2 } });
    expect(() => sampleRecord(wrong)).toThrow('tells of the unit "studio-15/virtio#1", whose boot is 1, not 2.');
    const again: JournalEvent = { type: 'unit', unit: { ...knownUnit, experiment: 'studio-15/4', arm: 'native' } };
    expect(() => sampleRecord(again)).toThrow(
      'A unit "studio-15/virtio#1" was opened in block 1 of studio-15/3 already',
    );
  });
});

describe('a run', () => {
  test('of a key and target that are there already is refused, in whatever order its levels are told', () => {
    expect(() => sampleRecord(run({ key: known.key }))).toThrow(
      'The record has a run (studio-15/3, guest, read, block 1, boot 1, repeat 1, trial 1) of the target "it" already.',
    );
    const at = { size: '4k', depth: 16 };
    const first = run({ key: { ...anew, at } });
    expect(() => sampleRecord(first, run({ key: { ...anew, at: { depth: 16, size: '4k' } } }))).toThrow('already');
    expect(sampleRecord(first, run({ key: { ...anew, at }, target: 'unit' })).runs.length).toBe(
      sampleRecord().runs.length + 2,
    );
  });

  test.for<[string, Run['readings'][string]]>([
    ['is no finite number: NaN', Number.NaN],
    ['is no finite number: Infinity', Number.POSITIVE_INFINITY],
    ['has a part "vCPU 0" that is no finite number: NaN', { parts: { 'vCPU 0': Number.NaN } }],
    ['is a histogram with a bin up to Infinity', { histogram: [[Number.POSITIVE_INFINITY, 1]] }],
    [
      'is a histogram whose bins do not rise: 1 after 2',
      {
        histogram: [
          [2, 1],
          [1, 1],
        ],
      },
    ],
    ['is a histogram that counts -1 up to 1', { histogram: [[1, -1]] }],
    [
      'is a histogram that counts nothing',
      {
        histogram: [
          [1, 0],
          [2, 0],
        ],
      },
    ],
  ])('whose reading %s is refused', ([problem, reading]) => {
    const wrong = run({ readings: { bandwidth: reading } });
    expect(() => sampleRecord(wrong)).toThrow(`its reading "bandwidth" ${problem}.`);
  });

  test('may have moved nothing at all: zero is a number', () => {
    const { series } = sampleRecord(run({ readings: { bandwidth: 0 } }));
    expect(series[0]?.samples.at(-1)?.value).toBe(0);
  });
});

test('what is refused changes nothing; in a journal that somebody has edited it is a trouble', () => {
  const fold = sampleFold();
  const before = recordText(fold.record);
  expect(() => fold.add(run({ key: known.key }))).toThrow('already');
  expect(recordText(fold.record)).toBe(before);
  fold.follow(run({ key: known.key }));
  expect(fold.record.troubles).toEqual([expect.stringMatching(/^A journal entry \(run\) was left out: .* already\.$/)]);
  expect(recordOf(sampleEvents())).toBeUndefined();
});

test('one more run is as much work after ten runs as after ten thousand', () => {
  const fold = sampleFold();
  const add = (repeat: number) => fold.add(run({ key: { ...known.key, repeat } }));
  const grow = (from: number, to: number) => {
    for (let repeat = from; repeat < to; repeat += 1) add(repeat);
  };
  grow(100, 110);
  const early = elementsVisited(() => add(110));
  grow(111, 10_000);
  expect(elementsVisited(() => add(10_000))).toBe(early);
  expect(elementsVisited(() => fold.record.runs)).toBeGreaterThan(9000);
  const begin = () => fold.add({ type: 'block', experiment: 'studio-15/4', block: 1, host: 'x' });
  expect(elementsVisited(begin)).toBeLessThan(100);
});

function never(): never {
  throw new Error('the sample has some');
}
