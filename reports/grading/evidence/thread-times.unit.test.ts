import { expect, test } from 'vitest';
import { impossibleTimes } from './thread-times.ts';

const machine = { id: 'm#1', name: 'm', argv: ['qemu-system-x86_64', '-smp', '2'] };
const found = (parts: Readonly<Record<string, number>>, seconds = 4) => [
  ...impossibleTimes({ parts }, seconds, machine),
];

test('vCPUs may be one thread, and threads without a name are many', () => {
  expect(found({ 'main loop': 0, 'vCPU 0, 1': 4.2, 'other threads': 90 })).toEqual([]);
  expect(found({ 'vCPU 0, 2': 1 })).toEqual(['m#1 has 2 vCPUs, and no vCPU 0, 2']);
});

test('one thread takes no longer than the tool and what is counted beside it', () => {
  expect(found({ 'vCPU 0': 34 })).toEqual([]);
  expect(found({ 'vCPU 0': 35 })).toEqual(['vCPU 0 is one thread, and the tool took 4.0 s']);
});

test('nothing is known where nothing was counted, and of a tool there are no vCPUs', () => {
  expect([...impossibleTimes(undefined, 4, machine)]).toEqual([]);
  expect([...impossibleTimes({ parts: { iperf: 1 } }, 4, undefined)]).toEqual([]);
});
