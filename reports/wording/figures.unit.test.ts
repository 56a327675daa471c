import { expect, test } from 'vitest';
import { answers } from '../formats/answers-markdown.ts';
import { appendix } from '../formats/appendix.ts';
import { table } from '../formats/table.ts';
import { seriesById, seriesShown } from '../record/views/by-id.ts';
import { answeredByPageCache } from '../record/views/page-cache.ts';
import { COSTS, costEvents } from '../testing/sample-costs.ts';
import { claim, sampleRecord } from '../testing/sample-record.ts';
import { figuresText } from './figures.ts';
import { colourless } from './text.ts';
import { verdictLines } from './verdict-text.ts';

const record = sampleRecord(...costEvents());
const figures = (id: string) => figuresText(record, seriesById(record, id));
const [guest = '', native = ''] = COSTS.files;
const CACHED = 'answered by the page cache: at most 3 % of its bytes reached the disk';
const answer = (text: string) => text.split('\n## 8.')[1]?.split('\n# ')[0];

test('a series of any metric is found by its id, and that of no series is not', () => {
  expect(seriesById(record, COSTS.latency)).toMatchObject({ reading: 'latency', arm: 'e1000 on tap' });
  expect(seriesById(record, guest)).toBe(record.series.find(({ id }) => id === guest));
  expect(seriesById(record, COSTS.latency)).toBe(seriesById(record, COSTS.latency));
  expect(seriesById(record, `${guest}/nothing`)).toBe(undefined);
});

test('what was measured later is found too', () => {
  const before = sampleRecord();
  expect(seriesById(before, COSTS.latency)).toBe(undefined);
  expect(seriesById({ ...before, ...sampleRecord(...costEvents()) }, COSTS.latency)).toBeDefined();
});

test('the samples of what is shown stand in the appendix, headline or not', () => {
  expect(seriesShown(record)).toEqual(expect.arrayContaining(record.series));
  expect(seriesShown(record)).toHaveLength(record.series.length + 2);
  expect(appendix(record)).toContain(`\n### ${COSTS.latency}\n`);
});

test('plain numbers, of which some may be zero', () => {
  expect(figures(guest)).toBe('301 MiB/s (median of 2 boots, 300-302)');
  expect(figures(COSTS.retransmits)).toBe('1 (median of 2 boots, 0-2)');
});

test('distributions by their quantiles', () => {
  expect(figures(COSTS.latency)).toBe('p50 400 µs, p99 800 µs, max 4000 µs (2 boots)');
  expect(answer(answers(record))).toContain('| pings, e1000 | p50 400 µs | p99 800 µs, max 4000 µs | 2 boots |');
});

test('a row that the page cache answered says so, and one that reached the disk does not', () => {
  expect(figures(native)).toBe(`3001 MiB/s (median of 2 runs, 3000-3002); ${CACHED}`);
  const shown = table(record, { columns: 200, paint: colourless, report: 'x' });
  expect(shown).toContain(`3001 MiB/s (median of 2 runs, 3000-3002); ${CACHED}\n`);
  const text = answer(answers(record)) ?? '';
  expect(text).toContain(
    '| fio read, native | 3001 MiB/s | 3000 to 3002 MiB/s | 2 runs | at most 3.0 %: answered by the page cache |',
  );
  expect(text).toContain('| fio read, guest | 301 MiB/s | 300 to 302 MiB/s | 2 boots | at most 98 % |');
});

test('an overhead against such a row says nothing of a disk', () => {
  const remark = 'this says nothing of a disk, since the page cache answered native';
  expect(table(record, { columns: 250, paint: colourless, report: 'x' })).toContain(`; ${remark}\n`);
  expect(answer(answers(record))).toContain(`\n\nfio read: ${remark}.\n`);
  const told = verdictLines(record, { ...claim, comparison: { ...claim.comparison, of: guest, against: native } });
  expect(told).toContain(`  native  3001 MiB/s (median of 2 runs, 3000-3002); ${CACHED}`);
});

test('a claim about a disk is void for runs that never reached it', () => {
  const ofArm = (arm: string) =>
    record.runs.filter(({ key }) => key.experiment === 'studio-15/files' && key.arm === arm);
  expect(answeredByPageCache([...ofArm('guest'), ...ofArm('native')])).toBe(
    'the page cache answered native (at most 3 % of its bytes reached the disk), so that nothing is told of a disk',
  );
  expect(answeredByPageCache(ofArm('guest'))).toBe(undefined);
  expect(answeredByPageCache(record.runs.filter(({ key }) => key.workload === 'pings'))).toBe(undefined);
});

test('output is told with the unit that showed it', () => {
  expect(answer(answers(record))).toContain('\nlsmod, on studio-15/virtio-tap#31:\n\n```text\nvirtio_net\n```\n');
  expect(table(record, { columns: 100, paint: colourless, report: 'x' })).toContain(
    'lsmod     1 line, on studio-15/virtio-tap#31\n',
  );
});
