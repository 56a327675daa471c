import { expect, test } from 'vitest';
import { appendix } from '../formats/appendix.ts';
import { reportPage } from '../html/document.ts';
import { sampleRecord } from '../testing/sample-record.ts';
import { toolsText } from './tools.ts';

const record = sampleRecord();
const native = { fio: '3.39', iperf: '2.2.1' };
const told = {
  ...record,
  units: record.units.map((unit) => ({
    ...unit,
    tools: unit.machines.length > 0 ? { iperf: '2.1.8', fio: '3.33' } : native,
  })),
};

test('are told of each machine, and of what ran natively; where nobody has asked, nothing is told', () => {
  expect(toolsText(told, 'studio-15/virtio#1')).toBe('fio 3.33, iperf 2.1.8');
  expect(toolsText(told)).toBe('fio 3.39, iperf 2.2.1');
  expect(toolsText(record)).toBeUndefined();
  const elsewhere = told.units.map((unit, index) => ({ ...unit, tools: { ...unit.tools, fio: `3.${index}` } }));
  expect(toolsText({ units: elsewhere.slice(0, 3) })).toBe('fio 3.1, fio 3.2, iperf 2.2.1');
  const met = (iperf: string) => ({ units: told.units.map((unit) => ({ ...unit, peerTools: { iperf } })) });
  expect(toolsText(met('2.2.1'))).toBe('fio 3.39, iperf 2.2.1');
  expect(toolsText(met('2.2.1'), 'studio-15/virtio#1')).toBe('fio 3.33, iperf 2.1.8 (at the other end 2.2.1)');
});

test('stand with the machines and with the testbed, in appendix.md and in the report', () => {
  const text = appendix(told);
  expect(text).toContain('; tools: fio 3.33, iperf 2.1.8; reached a shell');
  expect(text).toContain('| tools | fio 3.39, iperf 2.2.1 |');
  const assets = { style: '', script: '', player: { style: '', script: '' } };
  const page = reportPage({ record: told, files: () => ({ cast: undefined, transcript: undefined }) }, assets);
  expect(page).toMatch(/>tools<\/t[hd]>\s*<td[^>]*>fio 3\.33, iperf 2\.1\.8</);
  expect(page).toMatch(/>tools<\/t[hd]>\s*<td[^>]*>fio 3\.39, iperf 2\.2\.1</);
  for (const other of [
    appendix(record),
    reportPage({ record, files: () => ({ cast: undefined, transcript: undefined }) }, assets),
  ])
    expect(other).not.toMatch(/tools: |\| tools|>tools</);
});
