import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordOf } from './fold.ts';
import { entriesIn } from './journal-file.ts';
import { recordText, runRecordSchema } from './read.ts';
import { version1Schema } from './version-1.ts';

/** A real run, recorded in version 1: two cards over tap, with what KVM counted. */
const text = readFileSync(join(import.meta.dirname, '../../testing/sample-run/record.json'), 'utf8');
const old = version1Schema.parse(JSON.parse(text));
const record = runRecordSchema.parse(JSON.parse(text));

/** Its journal as a lab of version 1 told it. */
const journal = [
  { type: 'run', id: old.id, project: old.project, startedAt: old.startedAt, settings: old.settings },
  ...(old.testbed === undefined ? [] : [{ type: 'testbed', testbed: old.testbed }]),
  ...old.machines.map((machine) => ({ type: 'machine', machine })),
  ...old.series.map(({ samples: _, summary: __, ...series }) => ({ type: 'series', series })),
  ...old.series
    .flatMap(({ id, samples }) => samples.map((sample) => ({ type: 'sample', series: id, sample })))
    .toSorted((one, other) => Date.parse(one.sample.at) - Date.parse(other.sample.at)),
];
const lines = (events: readonly object[]) =>
  events.map((event) => `${JSON.stringify({ at: old.startedAt, event })}\n`).join('');
// The sample was cut short: the exercise that measured is not among its own.
const exercises = [
  ...old.exercises,
  { id: 'studio-15/5', number: 5, title: 'TCP', file: 'suites/studio-15/5.test.ts' },
].map(({ id, number, title, file }) => ({ type: 'exercise', id, number, title, file }));

const withoutMean = <T extends { summary?: object | undefined }>(series: T) => ({
  ...series,
  summary: { ...series.summary, mean: undefined },
});

test('a record of version 1 has the same series as before: ids, labels, metrics, samples, counters, summaries', () => {
  const { experiments: _, ...rest } = record;
  expect(rest).toMatchObject({ version: 2, origin: 1, troubles: old.troubles });
  const told = record.series.map(
    ({ experiment: _e, arm: _a, workload: _w, reading: _r, at: _at, ...series }) => series,
  );
  // This one was written when the mean of rates was the arithmetic one.
  expect(told.map(withoutMean)).toEqual(old.series.map(withoutMean));
  expect(record.exercises).toEqual(old.exercises);
});

test('it is told by experiments, units and runs, and may be stored and read again', () => {
  expect(record.experiments).toMatchObject([{ id: 'studio-15/tcp-tap', arms: [{ label: 'virtio-net on tap' }, {}] }]);
  expect(record.units).toHaveLength(new Set(old.series.flatMap(({ samples }) => samples.map(({ boot }) => boot))).size);
  expect(record.runs).toHaveLength(old.series.reduce((sum, { samples }) => sum + samples.length, 0));
  expect(runRecordSchema.parse(JSON.parse(recordText(record)))).toEqual(record);
});

test('its journal tells the same runs', () => {
  const [begun, ...rest] = journal;
  const told = recordOf(entriesIn(lines([begun ?? {}, ...exercises, ...rest])).map(({ event }) => event));
  const { experiments, blocks, units, runs, troubles, origin } = record;
  expect(told).toMatchObject({ experiments, blocks, units, runs, troubles, origin });
});

test('a boot that was lost gives no run there either, and the next one takes its place', () => {
  const lost = { type: 'lost', boot: record.runs[0]?.unit };
  const told = recordOf(
    entriesIn(lines([...journal.slice(0, 1), ...exercises, ...journal.slice(1), lost])).map(({ event }) => event),
  );
  expect(told?.runs).toEqual(record.runs.filter(({ unit }) => unit !== lost.boot));
});
