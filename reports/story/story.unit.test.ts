import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRecord } from '../record/journal/run-folder.ts';
import { experiment, series } from '../testing/sample-events.ts';
import { claim, testbed } from '../testing/sample-record.ts';
import { at, begun, done, files, settings, storyOf } from '../testing/story-of.ts';
import { colourful, width } from '../wording/text.ts';

test('without a changing line, the beginning of an activity and its end are lines', () => {
  const { hear } = storyOf();
  expect(hear(begun, 3)).toEqual([' 0:03  boot studio-15/virtio#1, about 3 s ...']);
  expect(hear(done, 5.4)).toEqual([' 0:05  boot studio-15/virtio#1: shell after 2.4 s']);
});

test('with one, the beginning shows there', () => {
  const { story, hear } = storyOf({ live: true });
  expect(hear(begun, 3)).toEqual([]);
  expect(story.status(at(4))).toBe(' 0:04  boot studio-15/virtio#1, 1 of about 3 s');
  hear(done, 5);
  expect(story.status(at(5))).toBe(' 0:05');
});

test.for([
  [90, ' 0:10  1 of 3  about 3 min left  ping, frame 1518 on rfc-2544/e1000-tap#1, 1 of about 5 s'],
  [85, ' 0:10  about 3 min left  ping, frame 1518 on rfc-2544/e1000-tap#1, 1 of about 5 s'],
  [80, ' 0:10  about 3 min left  ping, frame 1518 on rfc-2544/e1000-tap#1'],
  [60, ' 0:10  ping, frame 1518 on rfc-2544/e1000-tap#1'],
  [40, ' 0:10  1 of 3  about 3 min left'],
] as const)('on %i columns the changing line leaves out what has no room, and cuts nothing', ([columns, line]) => {
  const { story, hear } = storyOf({ live: true, known: true, columns });
  hear({ type: 'settings', settings });
  hear({ type: 'testbed', testbed });
  story.startFile(files[0] ?? '', at(0));
  hear({ ...begun, what: 'ping, frame 1518 on rfc-2544/e1000-tap#1', seconds: 2 }, 9);
  expect(story.status(at(10))).toBe(line);
});

test('a heading that is longer than a line goes on below', () => {
  const { hear } = storyOf({ columns: 50 });
  const title = 'Throughput by a search (RFC 2544, 26.1; RFC 9971)';
  const event = { type: 'exercise', id: 'rfc-2544/3', number: 3, title, file: 'suites/rfc-2544/3.test.ts' } as const;
  expect(hear(event)).toEqual(['', 'rfc-2544/3  Throughput by a search (RFC 2544,', '  26.1; RFC 9971)']);
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

test('a reason that leaves many claims open is told at the first', () => {
  const { hear } = storyOf({ columns: 120 });
  const verdict = { outcome: 'inconclusive', reason: 'TCG makes no VM exits' } as const;
  const told = (id: string) => hear({ type: 'claim', claim: { ...claim, id, verdict } }).join('');
  expect(told('one')).toMatch(/ carries: TCG makes no VM exits$/);
  expect(told('other')).toMatch(/ carries: as above$/);
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

test('of a claim that stays open a test says so, and not again why', () => {
  const { hear } = storyOf();
  const verdict = { outcome: 'inconclusive', reason: 'TCG makes no VM exits' } as const;
  hear({ type: 'claim', claim: { ...claim, verdict } });
  const outcome = { name: 'a claim', state: 'skipped', note: 'iperf: TCG makes no VM exits' } as const;
  expect(hear({ type: 'test', exercise: claim.exercise, test: { ...outcome, errors: [], seconds: 0 } })).toEqual([
    ' 0:00  inconclusive  a claim',
  ]);
});

test('what waits for an answer is called so, and a reason that many tests share is told once', () => {
  const { hear } = storyOf();
  const told = (name: string, note: string) =>
    hear({ type: 'test', exercise: 'a/1', test: { name, state: 'skipped', note, errors: [], seconds: 0 } });
  expect(told('names', 'not answered yet: write it down')).toEqual([' 0:00  to be answered  names: write it down']);
  expect(told('why', 'not answered yet: write it down')).toEqual([' 0:00  to be answered  why']);
  expect(told('tap', 'no vhost')).toEqual([' 0:00  skipped  tap: no vhost']);
  expect(told('tap again', 'no vhost')).toEqual([' 0:00  skipped  tap again: as above']);
});

test('a verdict at one of several points names the point', () => {
  const { hear } = storyOf({ columns: 120 });
  const arms = { 'virtio-blk': { boots: ['virtio#1'] }, nvme: { boots: ['nvme#1'] } };
  const disk = { id: 'disk', exercise: 1, unit: 'MiB/s', arms, workloads: ['fio'] };
  for (const event of experiment(disk)) {
    if (event.type !== 'experiment') hear(event);
    else
      hear({ ...event, experiment: { ...event.experiment, factors: { host: {}, boot: {}, run: { depth: [1, 32] } } } });
  }
  for (const [arm, { boots }] of Object.entries(arms)) {
    for (const event of series(disk, arm, 'fio', boots, [100])) {
      if (event.type !== 'run') continue;
      for (const depth of [1, 32]) hear({ ...event, run: { ...event.run, key: { ...event.run.key, at: { depth } } } });
    }
  }
  const [of, against] = ['disk/virtio-blk/fio/depth=32', 'disk/nvme/fio/depth=32'] as const;
  const [line] = hear({ type: 'claim', claim: { ...claim, comparison: { ...claim.comparison, of, against } } });
  expect(line).toContain('fail  depth 32: virtio-net carries');
});

test('an error that ends many tests is told at the first', () => {
  const { hear } = storyOf();
  const errors = ['iperf did not report a whole run of 1 s.\n  Command    iperf -c 192.0.2.1'];
  const told = (exercise: string, name: string) =>
    hear({ type: 'test', exercise, test: { name, state: 'failed', errors, seconds: 1 } });
  expect(told('a/1', 'over SLIRP')).toContain('       iperf did not report a whole run of 1 s.');
  expect(told('a/2', 'over tap')).toEqual([' 0:00  failed  over tap: as above']);
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
  const { testbed, exercises, experiments, claims } = readRecord(join(import.meta.dirname, '../testing/sample-run'));
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
