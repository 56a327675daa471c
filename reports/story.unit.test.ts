import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { colourful, colourless, width } from './formats/text.ts';
import type { JournalEvent } from './journal.ts';
import { readRecord } from './run-folder.ts';
import { experiment } from './sample-events.ts';
import { claim } from './sample-record.ts';
import { Story } from './story.ts';

const began = new Date('2026-02-03T04:05:06Z');
const at = (seconds: number) => new Date(began.getTime() + seconds * 1000);
const files = ['suites/a/1.test.ts', 'suites/a/2.test.ts', 'suites/a/3.test.ts'];
const lastTime = new Map(files.map((file) => [file, 60]));

function storyOf({ live = false, known = false, columns = 80, paint = colourless } = {}) {
  const story = new Story({ began, files, lastTime: known ? lastTime : new Map() }, { live, columns, paint });
  return { story, hear: (event: JournalEvent, seconds = 0) => story.hear({ at: at(seconds), event }) };
}

const begun = { type: 'begun', activity: '1', what: 'boot studio-15/virtio#1', seconds: 2.5 } as const;
const done = { type: 'done', activity: '1', result: 'shell after 2.4 s' } as const;

test('without a changing line, the beginning of an activity and its end are lines', () => {
  const { hear } = storyOf();
  expect(hear(begun, 3)).toEqual([' 0:03  boot studio-15/virtio#1, about 2.5 s ...']);
  expect(hear(done, 5.4)).toEqual([' 0:05  boot studio-15/virtio#1: shell after 2.4 s']);
});

test('with one, the beginning shows there', () => {
  const { story, hear } = storyOf({ live: true });
  expect(hear(begun, 3)).toEqual([]);
  expect(story.status(at(4))).toBe(' 0:04  boot studio-15/virtio#1, 1 s of about 2.5 s');
  hear(done, 5);
  expect(story.status(at(5))).toBe(' 0:05');
});

test('a result that is no time is told with the time that it took', () => {
  const { hear } = storyOf();
  hear(begun, 3);
  expect(hear({ ...done, result: '412 MiB/s' }, 5.4)).toEqual([' 0:05  boot studio-15/virtio#1: 412 MiB/s (2.4 s)']);
});

test('what is broken says why', () => {
  const { hear } = storyOf();
  hear(begun);
  expect(hear({ type: 'broken', activity: '1', reason: 'QEMU died' }, 1).join()).toContain(
    'virtio#1: QEMU died (1.0 s)',
  );
});

test('an end without a beginning is nothing to tell', () => {
  expect(storyOf().hear(done)).toEqual([]);
});

test('an inconclusive verdict says why at once', () => {
  const verdict = { outcome: 'inconclusive', reason: 'no KVM' } as const;
  const [line] = storyOf().hear({ type: 'claim', claim: { ...claim, verdict } });
  expect(line).toBe(' 0:00  inconclusive  virtio-net carries at least 1.2 x what e1000 carries: no');
});

test('a verdict on one of several workloads names it', () => {
  const { hear } = storyOf({ columns: 120 });
  const arms = { 'virtio-net': { boots: [] }, e1000: { boots: [] } };
  const workloads = ['iperf sending', 'iperf receiving'];
  for (const event of experiment({ id: 'tcp', exercise: 6, unit: 'Mbit/s', arms, workloads })) hear(event);
  const [of, against] = ['tcp/virtio-net/iperf-sending', 'tcp/e1000/iperf-sending'] as const;
  const about = { ...claim, comparison: { ...claim.comparison, of, against } };
  expect(hear({ type: 'claim', claim: about })).toEqual([
    ' 0:00  fail  iperf sending: virtio-net carries at least 1.2 x what e1000 carries',
  ]);
});

test('a failed test shows the whole error, set off', () => {
  const errors = ['Machine "a" showed no prompt.\n  Phase      login\n  at suites/a/1.test.ts:3:1'];
  const lines = storyOf().hear({
    type: 'test',
    exercise: 'a/1',
    test: { name: 'boots', state: 'failed', errors, seconds: 1 },
  });
  expect(lines).toEqual([
    ' 0:00  failed  boots',
    '',
    '       Machine "a" showed no prompt.',
    '         Phase      login',
    '         at suites/a/1.test.ts:3:1',
    '',
  ]);
});

describe('how long it may still take', () => {
  test('by the last time, file by file', () => {
    const { story } = storyOf({ known: true });
    expect(story.status(at(0))).toContain('about 3 min left');
    story.startFile(files[1] ?? '', at(70));
    expect(story.status(at(80))).toBe(' 1:20  2 of 3  about 110 s left');
    expect(story.status(at(500))).toContain('about 60 s left');
  });

  test('else by what the exercise announced, until the next one begins', () => {
    const { story, hear } = storyOf();
    expect(story.status(at(0))).not.toContain('left');
    hear({ type: 'plan', exercise: 'a/1', activities: 4, seconds: 40 }, 10);
    expect(story.status(at(20))).toContain('about 30 s left');
    hear({ type: 'exercise', id: 'a/2', number: 2, title: '', file: '' }, 50);
    expect(story.status(at(50))).not.toContain('left');
  });
});

test.for([40, 80])('no line is wider than %i columns, nor carries what others put into it', (columns) => {
  const { hear } = storyOf({ columns, paint: colourful });
  const evil = `\u001b[2J\u0007${'long name '.repeat(20)}${'王'.repeat(60)}\nnext\u202e`;
  const lines = [
    ...hear({ ...begun, what: evil }),
    ...hear({ ...done, result: evil }),
    ...hear({ type: 'trouble', text: evil }),
    ...hear({
      type: 'test',
      exercise: 'a/1',
      test: { name: evil, state: 'skipped', note: evil, errors: [], seconds: 0 },
    }),
    ...hear({ type: 'exercise', id: 'a/1', number: 1, title: 'title '.repeat(30), file: '' }),
  ];
  expect(lines.filter((line) => width(line) > columns)).toEqual([]);
  expect(lines.join('')).not.toMatch(/\[2J|\u202e|\n/);
});

test('a real run, told without a terminal, is plain lines of at most 80 columns', () => {
  const { testbed, exercises, experiments, claims } = readRecord(join(import.meta.dirname, 'html/sample-run'));
  const { hear } = storyOf();
  const lines = [
    ...(testbed === undefined ? [] : hear({ type: 'testbed', testbed })),
    ...exercises.flatMap(({ id, number, title, file, tests }) => [
      ...hear({ type: 'exercise', id, number, title, file }),
      ...tests.flatMap((one) => hear({ type: 'test', exercise: id, test: one })),
    ]),
    ...experiments.flatMap((one) => hear({ type: 'experiment', experiment: one })),
    ...claims.flatMap((one) => hear({ type: 'claim', claim: one })),
  ];
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.filter((line) => width(line) > 80)).toEqual([]);
  expect(lines.join('')).not.toContain('\u001b');
});
