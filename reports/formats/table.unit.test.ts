import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { JournalEvent } from '../record/journal/journal.ts';
import { readRecord } from '../record/journal/run-folder.ts';
import { COUNTED, countedEvents } from '../testing/sample-counts.ts';
import { skipped } from '../testing/sample-events.ts';
import { HOSTILE, hostileEvents } from '../testing/sample-hostile.ts';
import { claim, sampleRecord } from '../testing/sample-record.ts';
import { colourful, colourless, width } from '../wording/text.ts';
import { table } from './table.ts';

const LOOK = { columns: 80, paint: colourless, report: 'reports/results/x/answers.md' };
const shown = (...more: JournalEvent[]) => table(sampleRecord(...more), LOOK);
const [of = '', against = ''] = COUNTED;
const sending = { ...claim, id: 'sending', comparison: { ...claim.comparison, of, against } };

test('each exercise with its numbers, verdicts and what is left to do', () => {
  expect(shown()).toMatchInlineSnapshot(`
    "
    studio-15

     1  The people who worked together                                      answered
        answered  Ada, Grace

     2  Boot with virtio devices                                            measured
        lsmod | grep virtio  4 lines

     3  File I/O in the guest                               measured, to be answered
        read, guest      412 MiB/s (median of 3 runs on 1 boot, 405-420)
        randread, guest  31.3 MiB/s (median of 3 runs on 1 boot, 30.9-33)
        not answered yet: Explain why.

     4  File I/O on the testbed                                             measured
        read, native  520 MiB/s (median of 3 runs, 515-530)
        read          overhead 21 % (95 % interval 18 to 24 %)

     6  Network over e1000                                                    failed
        FAIL  virtio-net carries at least 1.2 x what e1000 carries
          virtio-net  76 Mbit/s (median of 3 runs on 2 boots, 71-82)
          e1000       73.5 Mbit/s (median of 2 boots, 72-75)
          ratio 1.06, 95 % interval 1.01-1.11; bound 1.2
          evidence: lsmod, sysfs driver, PCI id and command line agree for both
          why: the whole interval is below 1.2
          try: compare the evidence
        FAILED  virtio-net beats e1000

     Tests    4 passed, 1 failed, 1 to be answered
     Claims   1 failed
     To do    answer in suites/studio-15/answers.yaml, then npm run lab -- answers
     Testbed  local (this computer): LAB_TESTBED is auto, and KVM does not work here
     Took     3 min 20 s
     Report   reports/results/x/answers.md
    "
  `);
});

test('a long question and a long title go on below, whole', () => {
  const question = 'From what you know of virtio, explain briefly why the performance differs between the two devices.';
  const title = 'Throughput by a search that takes some time (RFC 2544, 26.1; RFC 9971)';
  const text = shown(
    { type: 'finding', exercise: 'studio-15/4', finding: { kind: 'written', question, answer: null } },
    { type: 'exercise', id: 'studio-15/4', number: 4, title, file: 'suites/studio-15/4-native-disk.test.ts' },
  );
  expect(text).toContain(`
 4  Throughput by a search that takes some time (RFC 2544, 26.1; RFC 9971)
    measured, to be answered
`);
  expect(text).toContain(`
    not answered yet: From what you know of virtio, explain briefly why the
      performance differs between the two devices.
`);
});

test('claims of one statement on several workloads can be told apart', () => {
  const text = table(sampleRecord(...countedEvents(), { type: 'claim', claim: sending }), LOOK);
  expect(text).toContain('iperf sending: virtio-net carries at least 1.2 x what e1000 carries');
});

test('comparisons of which too few boots tell stand in one line', () => {
  const events = ['read', 'write', 'randread', 'randwrite'].map((title, index): JournalEvent => {
    const few = { of, against, ratio: 0.5, confidence: 0.95, counts: [2, 2] as [number, number] };
    const comparison = index === 0 ? { ...few, interval: [0.4, 0.6] as [number, number] } : few;
    return {
      type: 'finding',
      exercise: 'studio-15/6',
      finding: { kind: 'comparison', title, told: 'loss', comparison },
    };
  });
  const text = table(sampleRecord(...countedEvents(), ...events), { ...LOOK, columns: 200 });
  const rows = text.split('\n').filter((line) => /\bloss\b/.test(line));
  expect(rows.map((line) => line.trim())).toEqual([
    'read                       loss: 2 times slower (95 % interval 1.67 to 2.5 times)',
    'loss cannot be told from 2 boots each (more boots would tell: LAB_PACE=handout or LAB_PACE=paper) of: write; randread; randwrite',
  ]);
});

test('each verdict tells its own evidence, where another has told the same', () => {
  const text = shown({ type: 'claim', claim: { ...claim, id: 'once more' } });
  expect(text.match(/evidence: lsmod, sysfs driver/g)).toHaveLength(2);
});

test('skips are shown with their reason, once', () => {
  const exercise = 'studio-15/2';
  const text = shown(
    { type: 'test', exercise, test: skipped('vhost', 'no /dev/vhost-net') },
    { type: 'claim', claim: { ...INCONCLUSIVE, exercise } },
    { type: 'test', exercise, test: skipped('a claim', 'inconclusive: too noisy') },
  );
  expect(text).toContain('skipped  vhost: no /dev/vhost-net');
  expect(text).not.toContain('skipped  a claim');
  expect(text).toMatch(/ 2 {2}Boot with virtio devices +inconclusive\n/);
  expect(text).toMatch(/Claims {3}1 failed, 1 inconclusive/);
});

test('of an exercise whose file did not load the whole message is there, and it is counted', () => {
  const text = shown(
    { type: 'exercise', id: 'studio-15/7', number: 7, title: 'syntax', file: 'suites/studio-15/7-syntax.test.ts' },
    {
      type: 'trouble',
      exercise: 'studio-15/7',
      text: `Machine "virtio" is declared with a mistake.\n  Mistake    ${'word '.repeat(30)}end`,
    },
  );
  expect(text).toMatch(/ 7 {2}syntax +failed\n {4}Machine "virtio" is declared with a mistake\.\n/);
  expect(text).toMatch(/word\n? +end\n/);
  expect(text).not.toContain('…');
  expect(text).toContain(' Tests    4 passed, 1 failed, 1 to be answered; 1 file failed to load\n');
});

test('an exercise of which a part was skipped is not shown as passed', () => {
  const text = shown({ type: 'test', exercise: 'studio-15/4', test: skipped('over tap', 'no /dev/vhost-net') });
  expect(text).toMatch(/ 4 {2}File I\/O on the testbed +partly skipped\n/);
  expect(text.match(/no \/dev\/vhost-net/g)).toHaveLength(1);
});

test('a reason that several exercises share is told in the first of them', () => {
  const why = 'no /dev/vhost-net on this computer';
  const text = shown(
    ...[2, 4].map(
      (number): JournalEvent => ({ type: 'test', exercise: `studio-15/${number}`, test: skipped('tap', why) }),
    ),
  );
  expect(text.match(/no \/dev\/vhost-net/g)).toHaveLength(1);
  expect(text).toContain('skipped  tap: as in exercise 2\n');
});

test('a test that is inconclusive is counted as that', () => {
  const exercise = 'studio-15/2';
  const text = shown(
    { type: 'claim', claim: { ...INCONCLUSIVE, exercise } },
    { type: 'test', exercise, test: skipped('a claim', 'too noisy') },
  );
  expect(text).toContain(' Tests    4 passed, 1 failed, 1 inconclusive, 1 to be answered\n');
});

test('that no VM exits were counted is said once in an exercise', () => {
  const series = ['studio-15/3/guest/read', 'studio-15/3/guest/randread'];
  const text = shown(
    ...series.map(
      (id): JournalEvent => ({
        ...{ type: 'finding', exercise: 'studio-15/3' },
        finding: { kind: 'exits', series: [id] },
      }),
    ),
  );
  expect(text.match(/No VM exits were counted/g)).toHaveLength(1);
});

test('a claim that informs alone is shown and counted apart, and leaves its exercise measured', () => {
  const informing = { ...INCONCLUSIVE, exercise: 'studio-15/2', informsOnly: 'SLIRP copies every packet' };
  const text = shown({ type: 'claim', claim: informing });
  expect(text).toContain('      shown, and decides nothing: SLIRP copies every packet\n');
  expect(text).toMatch(/ 2 {2}Boot with virtio devices +measured\n/);
  expect(text).toContain('Claims   1 failed; shown only: 1 inconclusive\n');
});

test('an interrupted run says so', () => {
  const text = shown(
    { type: 'trouble', text: 'The run was interrupted (SIGINT).' },
    { type: 'test', exercise: 'studio-15/4', test: { name: 'write', state: 'unfinished', errors: [], seconds: 0 } },
    { type: 'ended', at: '2026-02-03T04:06:06.000Z', state: 'interrupted' },
  );
  expect(text).toContain('not finished  write');
  expect(text).toContain('1 unfinished');
  expect(text).toContain('60 s, then it was interrupted');
});

test.for([40, 80, 132])('hostile text neither breaks the lines of %i columns nor reaches the terminal', (columns) => {
  const text = table(sampleRecord(...hostileEvents()), { columns, paint: colourless, report: 'answers.md' });
  const lines = text.split('\n');
  expect(lines.filter((line) => width(line) > columns)).toEqual([]);
  expect(text).not.toMatch(HOSTILE);
});

test('a real run fits 80 columns, and without colours there is no escape in it', () => {
  const text = table(readRecord(join(import.meta.dirname, '../testing/sample-run')), LOOK);
  expect(text).toContain('      ratio 12.1, 95 % interval 1.88-78.2; bound 1.2\n');
  expect(text.split('\n').filter((line) => width(line) > 80)).toEqual([]);
  expect(text).not.toContain('\u001b');
});

test('colours add nothing to the text', () => {
  const look = { columns: 80, report: 'x' };
  const coloured = table(sampleRecord(), { ...look, paint: colourful });
  expect(coloured).not.toBe(table(sampleRecord(), { ...look, paint: colourless }));
  expect(
    coloured
      .split('\n')
      .map((line) => width(line))
      .every((columns) => columns <= 80),
  ).toBe(true);
});

const INCONCLUSIVE = {
  id: 'noisy',
  exercise: '',
  statement: 'virtio-blk reads at least as fast as ide',
  bound: 1,
  side: 'at least',
  comparison: { of: 'a', against: 'b', ratio: 1.01, confidence: 0.95, counts: [1, 1] },
  verdict: { outcome: 'inconclusive', reason: 'too noisy', remedy: 'measure more boots' },
} satisfies Extract<JournalEvent, { type: 'claim' }>['claim'];

test('whose run it is stands at its end, where somebody told', () => {
  const own = { vcpus: 3, mac: '52:e6:59:b4:6e:a7', blockSize: '8k', port: 24_702 };
  expect(shown({ type: 'student', id: '522005', suite: 'studio-15', own })).toMatch(/^ Student {2}522005$/m);
  expect(shown()).not.toContain('Student');
});
