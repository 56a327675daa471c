import {
  appendFileSync,
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
import { linkLatest, RunFolder, readRecord, runId, writeWhole } from './run-folder.ts';
import { sampleEvents, sampleRecord } from './sample-record.ts';

const HEADER = { project: { version: '1.0.0' }, settings: {} };
let results = '';
let path = '';

beforeEach(() => {
  results = mkdtempSync(join(tmpdir(), 'results-'));
  path = join(results, runId(new Date()));
});
afterEach(() => rmSync(results, { recursive: true }));

const note = (text: string) => ({ type: 'trouble', text }) as const;

test('record.json is there and valid from the first moment, and after each event', () => {
  const folder = RunFolder.open(path, HEADER);
  expect(readRecord(path)).toMatchObject({ state: 'running', project: { version: '1.0.0' }, exercises: [] });
  for (const event of sampleEvents()) {
    folder.add(event);
    expect(readRecord(path)).toEqual(folder.record);
  }
  const { exercises, series, claims, machines } = sampleRecord();
  expect(readRecord(path)).toMatchObject({ exercises, series, claims, machines });
  expect(readdirSync(path).toSorted()).toEqual(['journal.jsonl', 'record.json']);
});

test('two processes write, and neither loses what the other told', () => {
  const worker = RunFolder.open(path, HEADER);
  const reporter = RunFolder.open(path, HEADER);
  worker.add(note('a'));
  reporter.add(note('b'));
  worker.add(note('c'));
  expect(readRecord(path).troubles).toEqual(['a', 'b', 'c']);
  expect(reporter.news().map(({ event }) => event.type)).toEqual(['run', 'trouble', 'trouble', 'trouble']);
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
  ['another version', JSON.stringify({ ...sampleRecord(), version: 2 }), 'version'],
  ['an unknown field', JSON.stringify({ ...sampleRecord(), grade: 100 }), 'grade'],
  ['a number as text', JSON.stringify({ ...sampleRecord(), startedAt: 5 }), 'startedAt'],
] as const)('a record that is %s is not read', ([, text, told]) => {
  RunFolder.open(path, HEADER);
  writeFileSync(join(path, 'record.json'), text);
  expect(() => readRecord(path)).toThrow(told);
});

test('latest points to the last run', () => {
  for (const name of ['a', 'b']) linkLatest(join(results, name));
  expect(readlinkSync(join(results, 'latest'))).toBe('b');
  expect(readdirSync(results)).toEqual(['latest']);
});

test('ids sort by time and are unique for two labs at once', () => {
  const at = new Date('2026-02-03T04:05:06.789Z');
  const ids = new Set(Array.from({ length: 20 }, () => runId(at)));
  expect([...ids][0]).toMatch(/^2026-02-03T04-05-06Z-[0-9a-f]{6}$/);
  expect(ids.size).toBe(20);
});
