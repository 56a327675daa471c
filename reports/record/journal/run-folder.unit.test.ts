import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { elementsVisited } from '../../testing/elements-visited.ts';
import { sampleEvents, sampleRecord } from '../../testing/sample-record.ts';
import { recordText } from './read.ts';
import { resumeRun } from './resume-run.ts';
import { CHECKPOINTS, linkLatest, RunFolder, readRecord, readRecordFile, runId, writeWhole } from './run-folder.ts';

const HEADER = { project: { version: '1.0.0' }, settings: {} };
let results = '';
let path = '';

beforeEach(() => {
  results = mkdtempSync(join(tmpdir(), 'results-'));
  path = join(results, runId(new Date()));
});
afterEach(() => rmSync(results, { recursive: true }));

const told = (change: object) => JSON.stringify({ ...JSON.parse(recordText(sampleRecord())), ...change });
const note = (text: string) => ({ type: 'trouble', text }) as const;

test('the journal tells all from the first moment, and record.json what it told at the last checkpoint', () => {
  const folder = RunFolder.open(path, HEADER);
  const onDisk = () => readRecordFile(join(path, 'record.json'));
  expect(onDisk()).toMatchObject({ state: 'running', project: { version: '1.0.0' }, exercises: [] });
  for (const event of sampleEvents()) {
    folder.add(event);
    expect(readRecord(path)).toEqual(folder.record);
    if (['test', 'ended'].includes(event.type)) expect(onDisk()).toEqual(folder.record);
  }
  const { exercises, runs, series, claims, machines } = sampleRecord();
  expect(onDisk()).toMatchObject({ exercises, runs, series, claims, machines });
  expect(JSON.parse(readFileSync(join(path, 'record.json'), 'utf8'))).not.toHaveProperty('series');
  expect(readdirSync(path).toSorted()).toEqual(['journal.jsonl', 'record.json', 'record.schema.json']);
});

test('a run that was killed is what its journal tells, whatever record.json says or lacks', () => {
  const folder = RunFolder.open(path, HEADER);
  for (const event of sampleEvents()) if (event.type !== 'ended') folder.add(event);
  folder.add(note('after the last checkpoint'));
  const { runs, machines } = sampleRecord();
  const told = { runs, machines, state: 'running', troubles: ['after the last checkpoint'] };
  expect(readRecordFile(join(path, 'record.json')).troubles).toEqual([]);
  expect(readRecord(path)).toMatchObject(told);
  writeFileSync(join(path, 'record.json'), '{');
  expect(readRecord(path)).toMatchObject(told);
  rmSync(join(path, 'record.json'));
  expect(readRecord(path)).toMatchObject(told);
});

test('a run is gone on with where it stopped: running, with what it had', () => {
  RunFolder.open(path, HEADER).add({ type: 'ended', at: '2026-02-03T04:05:06.000Z', state: 'interrupted' });
  RunFolder.open(path, HEADER).resume('lab-8');
  const record = readRecordFile(join(path, 'record.json'));
  expect(record).toMatchObject({ state: 'running', resumed: [{ hostname: 'lab-8' }] });
  expect(record).not.toHaveProperty('endedAt');
});

test('a run that is taken up again says when it had stopped, however it did', () => {
  RunFolder.open(path, HEADER).add(note('the last that it told'));
  const last = new Date(Date.now());
  resumeRun(RunFolder.open(path, HEADER));
  const [{ at = '', stoppedAt = '' } = {}] = readRecord(path).resumed ?? [];
  expect(Date.parse(stoppedAt)).toBeLessThanOrEqual(last.getTime());
  expect(stoppedAt <= at && stoppedAt >= readRecord(path).startedAt.slice(0, 10)).toBe(true);
});

test('one more run is as much work after many as after the first', () => {
  const folder = RunFolder.open(path, HEADER);
  for (const event of sampleEvents()) if (!CHECKPOINTS.includes(event.type)) folder.add(event);
  const add = (repeat: number) => {
    const [first] = sampleRecord().runs;
    if (first === undefined) throw new Error('the sample has runs');
    const run = { ...first, key: { ...first.key, repeat: 1000 + repeat } };
    return () => folder.add({ type: 'run', run });
  };
  const early = elementsVisited(add(0));
  for (let repeat = 1; repeat < 150; repeat += 1) add(repeat)();
  expect(Math.abs(elementsVisited(add(150)) - early)).toBeLessThan(50);
});

test('two processes write, and neither loses what the other told', () => {
  const worker = RunFolder.open(path, HEADER);
  const reporter = RunFolder.open(path, HEADER);
  worker.add(note('a'));
  reporter.add(note('b'));
  worker.add(note('c'));
  expect(readRecord(path).troubles).toEqual(['a', 'b', 'c']);
  expect(reporter.news().map(({ event }) => event.type)).toEqual(['run begun', 'trouble', 'trouble', 'trouble']);
  expect(reporter.news()).toEqual([]);
});

test('a worker that is started anew goes on where the other was killed, in the middle of a line say', () => {
  RunFolder.open(path, HEADER).add(note('measured'));
  appendFileSync(join(path, 'journal.jsonl'), '{"at":"2026-02-03T04:05:06.000Z","event":{"type":"trou');
  const anew = RunFolder.open(path, HEADER);
  anew.add(note('later'));
  expect(readRecord(path).troubles).toEqual(['measured', 'later']);
});

test('an event that the record refuses stands in the journal neither', () => {
  const folder = RunFolder.open(path, HEADER);
  expect(() => folder.add({ type: 'booted', machine: 'nobody', seconds: 1 })).toThrow('no machine "nobody"');
  expect(readFileSync(join(path, 'journal.jsonl'), 'utf8')).not.toContain('nobody');
});

test('foreign lines in a journal cost nothing but themselves', () => {
  RunFolder.open(path, HEADER).add(note('measured'));
  const foreign = [
    '[]',
    'null',
    '{"at":"now"}',
    JSON.stringify({ at: new Date().toISOString(), event: { type: 'booted', machine: 'x', seconds: 1 } }),
  ];
  appendFileSync(join(path, 'journal.jsonl'), `${foreign.join('\n')}\n`);
  const [measured, left] = RunFolder.open(path, HEADER).record.troubles;
  expect(measured).toBe('measured');
  expect(left).toMatch(/^A journal entry \(booted\) was left out/);
});

describe('a full disk', () => {
  test('under the journal: the event is refused, the record stays whole', () => {
    RunFolder.open(path, HEADER).add(note('measured'));
    const before = readFileSync(join(path, 'record.json'), 'utf8');
    const folder = RunFolder.open(path, HEADER);
    rmSync(join(path, 'journal.jsonl'));
    symlinkSync('/dev/full', join(path, 'journal.jsonl'));
    const full = () => RunFolder.open(path, HEADER);
    expect(full).toThrow('ENOSPC');
    expect(folder.record.troubles).toEqual(['measured']);
    expect(readFileSync(join(path, 'record.json'), 'utf8')).toBe(before);
  });

  test('under a whole file: the old one stays', () => {
    const file = join(results, 'record.json');
    writeWhole(file, 'old');
    symlinkSync('/dev/full', `${file}.${process.pid}`);
    expect(() => writeWhole(file, 'new')).toThrow('ENOSPC');
    expect(readFileSync(file, 'utf8')).toBe('old');
  });
});

test.for([
  ['no JSON', '{', 'JSON'],
  ['another version', told({ version: 3 }), 'version'],
  ['an unknown field', told({ grade: 100 }), 'grade'],
  ['a number as text', told({ startedAt: 5 }), 'startedAt'],
] as const)('a record that is %s is not read', ([, text, told]) => {
  mkdirSync(path);
  writeFileSync(join(path, 'record.json'), text);
  expect(() => readRecord(path)).toThrow(told);
});

test('latest points to the last run that holds anything', () => {
  for (const name of ['a', 'b']) expect(linkLatest(join(results, name), sampleRecord())).toBe(true);
  expect(linkLatest(join(results, 'empty'), { exercises: [] })).toBe(false);
  expect(readlinkSync(join(results, 'latest'))).toBe('b');
  expect(readdirSync(results)).toEqual(['latest']);
});

test('ids sort by time and are unique for two labs at once', () => {
  const at = new Date('2026-02-03T04:05:06.789Z');
  const ids = new Set(Array.from({ length: 20 }, () => runId(at)));
  expect([...ids][0]).toMatch(/^2026-02-03T04-05-06Z-[0-9a-f]{6}$/);
  expect(ids.size).toBe(20);
});
