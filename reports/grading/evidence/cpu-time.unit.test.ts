import { expect, test } from 'vitest';
import { impossibleTimes } from './cpu-time.ts';

const machine = { id: 'm#1', argv: ['qemu-system-x86_64', '-smp', '2'] };
const of = { seconds: 4, machine, cpus: undefined };
const found = (parts: Readonly<Record<string, number>>) => [...impossibleTimes({ parts }, of)];

test('vCPUs may be one thread, and threads without a name are many', () => {
  expect(found({ 'main loop': 0, 'vCPU 0, 1': 4.2, 'other threads': 90 })).toEqual([]);
  expect(found({ 'vCPU 0, 2': 1 })).toEqual(['m#1 has 2 vCPUs, and no vCPU 0, 2']);
});

test('one thread takes no longer than the tool and what is counted beside it', () => {
  expect(found({ 'vCPU 0': 34 })).toEqual([]);
  expect(found({ 'vCPU 0': 35 })).toEqual(['vCPU 0 is one thread, and the tool took 4.0 s']);
});

test('nothing is known where nothing was counted, and of a tool there are no vCPUs', () => {
  expect([...impossibleTimes(undefined, of)]).toEqual([]);
  expect([...impossibleTimes({ parts: { iperf: 1 } }, { ...of, machine: undefined })]).toEqual([]);
});

test('all together take no more than the CPUs have that are allowed, and a second or two for what is asked beside', () => {
  const two = { seconds: 10, machine: undefined, cpus: 2 };
  expect([...impossibleTimes({ parts: { container: 25.9, 'main loop': 9 } }, two)]).toEqual([]);
  expect([...impossibleTimes({ parts: { container: 26.1 } }, two)]).toEqual([
    '2 CPUs have no more than 26.00 s in the 10.00 s that the tool took',
  ]);
});
