import { expect, test } from 'vitest';
import { appendix } from '../formats/appendix.ts';
import { costEvents } from '../testing/sample-costs.ts';
import { sampleRecord } from '../testing/sample-record.ts';
import { courseLines } from './course.ts';

const record = sampleRecord(...costEvents({ eventful: true }));

test('what a reader must know of how the run went, a line each', () => {
  expect(courseLines(record)).toEqual([
    'It had stopped, and was resumed at 2026-02-03 05:06 UTC on lab-8: what had been measured was kept, except for blocks that were not complete.',
    'studio-15/devices: vmxnet3 was left out: this QEMU has no such card.',
    'studio-15/guests#1: guest 2 of its 2 guests died, and the others went on: QEMU was killed.',
    'studio-15/devices was measured on 2 hosts: blocks 1, 2 on lab-7, block 3 on lab-8. Comparisons are made within each of them.',
  ]);
});

test('an arm that was left out at one point is told with that point', () => {
  const why = 'this testbed has no hugepages';
  const leftOut = [{ experiment: 'studio-15/devices', arm: 'virtio-net on tap', at: { hugepages: 'on' }, why }];
  expect(courseLines({ ...record, leftOut })).toContain(
    'studio-15/devices: virtio-net on tap at hugepages on was left out: this testbed has no hugepages.',
  );
});

test('stands in the appendix, and nothing where it went as it should', () => {
  for (const line of courseLines(record)) expect(appendix(record)).toContain(`\n- ${line}\n`);
  expect(courseLines(sampleRecord())).toEqual([]);
});
