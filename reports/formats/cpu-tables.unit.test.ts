import { expect, test } from 'vitest';
import { COSTS, costEvents } from '../testing/sample-costs.ts';
import { sampleRecord } from '../testing/sample-record.ts';
import { colourless } from '../wording/text.ts';
import { answers } from './answers-markdown.ts';
import { CPU_MEANING, cpuLines, cpuText } from './cpu-tables.ts';
import { table } from './table.ts';

const record = sampleRecord(...costEvents());

test('for the terminal, the CPU time of each MiB, and by thread', () => {
  expect(cpuLines(record, COSTS.sending)).toEqual([
    'CPU time for each MiB, iperf sending: virtio-net on tap 2.1 ms, e1000 on tap 31 ms (15 x)',
    '  virtio-net on tap: vCPUs 1.4 ms, vhost 0.6 ms, main loop 0.1 ms',
    '  e1000 on tap: vCPUs 25 ms, main loop 6 ms',
  ]);
  const shown = table(record, { columns: 100, paint: colourless, report: 'x' });
  for (const line of cpuLines(record, COSTS.sending)) expect(shown).toContain(`\n    ${line}\n`);
});

test('by the second where it is not known what was moved', () => {
  expect(cpuLines(record, COSTS.pings)).toEqual([
    'CPU time in each second, pings: virtio-net on tap 15 ms, e1000 on tap 60 ms (4 x)',
    '  virtio-net on tap: vCPUs 10 ms, main loop 5 ms',
    '  e1000 on tap: vCPUs 40 ms, main loop 20 ms',
  ]);
});

test('what is told by the MiB is not set beside what is told by the second', () => {
  const [pings = ''] = COSTS.pings;
  expect(cpuLines(record, [pings, ...COSTS.sending])).toEqual(cpuLines(record, COSTS.sending));
});

test('a fleet is told by its unit, all guests together', () => {
  expect(cpuLines(record, [COSTS.fleet])).toEqual([
    'CPU time for each MiB: iperf sending, guests 10 ms',
    '  iperf sending, guests: vCPUs 8.33 ms, main loop 1.67 ms',
  ]);
});

test('a table of the threads', () => {
  expect(cpuText(record, COSTS.sending)).toBe(
    [
      'iperf sending: CPU time for each MiB (median over boots); e1000 on tap takes 15 x what virtio-net on tap takes.',
      '',
      '| CPU time | virtio-net on tap | e1000 on tap |',
      '| --- | ---: | ---: |',
      '| **all** | 2.1 ms | 31 ms |',
      '| vCPUs | 1.4 ms | 25 ms |',
      '| vhost | 0.6 ms | 0 ms |',
      '| main loop | 0.1 ms | 6 ms |',
    ].join('\n'),
  );
});

test('they stand in the answer of their exercise, and what they mean once', () => {
  const text = answers(record);
  expect(text).toContain(`\n\n${cpuText(record, COSTS.sending)}\n\n${CPU_MEANING}\n\n`);
  expect(text).toContain(`\n\n${cpuText(record, COSTS.pings)}\n`);
  expect(text.split(CPU_MEANING)).toHaveLength(2);
});

test('where nobody measured it, one line says so', () => {
  const none = 'No CPU time was counted: none of these was measured, or their threads could not be read.';
  expect(cpuLines(record, COSTS.files)).toEqual([none]);
  expect(cpuText(record, ['nothing'])).toBe(none);
});
