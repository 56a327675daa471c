import { expect, test } from 'vitest';
import { width } from '../wording/text.ts';
import { type Line, layOut } from './rows.ts';

const sending = (arm: string, value: string): Line => [`iperf sending, ${arm}`, value];
const receiving = (arm: string, value: string): Line => [`iperf receiving, ${arm}`, value];

test('values stand one below the other, text between them as it is', () => {
  expect(layOut([['read', '412 MiB/s'], 'some text', ['randread', '31 MiB/s']], 40)).toEqual([
    'read      412 MiB/s',
    'some text',
    'randread  31 MiB/s',
  ]);
});

test('where that is too wide, a workload becomes a heading, and nothing is cut', () => {
  const value = '2229 Mbit/s (median of 3 boots, 625-2314)';
  const body = [
    sending('virtio-net', '43 Mbit/s'),
    receiving('virtio-net', value),
    sending('virtio-net on tap', value),
  ];
  expect(layOut(['before', ...body, 'after'], 64)).toEqual([
    'before',
    'iperf sending',
    '  virtio-net         43 Mbit/s',
    `  virtio-net on tap  ${value}`,
    'iperf receiving',
    `  virtio-net  ${value}`,
    'after',
  ]);
});

test('rows without a workload stay rows among those headings', () => {
  expect(layOut([['lsmod', '6 lines'], sending('e1000 on tap', 'x'.repeat(20))], 40)).toEqual([
    'lsmod  6 lines',
    'iperf sending',
    `  e1000 on tap  ${'x'.repeat(20)}`,
  ]);
});

test('a value that still does not fit goes on below, its units with their numbers', () => {
  const value = 'overhead 66 % (95 % interval 93 % less to 58 % more)';
  expect(layOut([receiving('virtio-net on tap', value)], 52)).toEqual([
    'iperf receiving',
    '  virtio-net on tap  overhead 66 % (95 % interval',
    '                     93 % less to 58 % more)',
  ]);
});

test('a label that leaves no room stands above its value', () => {
  const label = 'a label that takes nearly the whole of the line';
  const lines = layOut([[label, '412 MiB/s (median of 3 boots, 405-420)']], 50);
  expect(lines).toEqual([label, '  412 MiB/s (median of 3 boots, 405-420)']);
  expect(lines.every((line) => width(line) <= 50)).toBe(true);
});
