import { describe, expect, test } from 'vitest';
import type { ClaimRecord, RunRecord } from '../record.ts';
import { claim, sampleRecord } from '../sample-record.ts';
import { lossOf, ratioText, runsText, verdictLines } from './verdict.ts';

const record = sampleRecord();
const text = (changed: Partial<ClaimRecord> = {}, from: RunRecord = record) =>
  verdictLines(from, { ...claim, ...changed }).join('\n');

test('a claim that does not hold', () => {
  expect(text()).toBe(
    [
      'FAIL  virtio-net carries at least 1.2 x what e1000 carries',
      '  virtio-net  76 Mbit/s (median of 3 runs on 2 boots, 71-82)',
      '  e1000       73.5 Mbit/s (median of 2 boots, 72-75)',
      '  ratio 1.06, 95 % interval 1.01-1.11; bound 1.2',
      '  evidence: lsmod, sysfs driver, PCI id and command line agree for both',
      '  why: the whole interval is below 1.2',
      '  try: compare the evidence',
    ].join('\n'),
  );
});

test('one that holds needs no reason', () => {
  const lines = text({ verdict: { outcome: 'pass', reason: 'the whole interval is at least 1.2' } });
  expect(lines).toMatch(/^PASS {2}virtio-net/);
  expect(lines).not.toContain('why:');
});

test('an inconclusive one says why and what to do, and "at most" is said', () => {
  const verdict = { outcome: 'inconclusive', reason: 'no KVM', remedy: 'a computer with KVM' } as const;
  const lines = text({ verdict, side: 'at most' });
  expect(lines).toMatch(/^INCONCLUSIVE /);
  expect(lines).toContain('  why: no KVM\n  try: a computer with KVM');
  expect(lines).toContain('bound at most 1.2');
});

test('one that informs alone says so, and why, in no alarming colour', () => {
  const informing = { ...claim, informsOnly: 'SLIRP copies every packet' };
  const [first, second] = verdictLines(record, informing);
  expect(first).toBe('FAIL  virtio-net carries at least 1.2 x what e1000 carries');
  expect(second).toBe('  shown, and decides nothing: SLIRP copies every packet');
  const styles = (one: ClaimRecord) =>
    verdictLines(record, one, (style, shown) => `${style}:${shown}`)[0]?.split('  ')[0];
  expect([styles(claim), styles(informing)]).toEqual(['red,bold:FAIL', 'bold:FAIL']);
});

test('the smallest effect that the samples could have shown, unless their interval says nothing', () => {
  const detecting = { ...claim.comparison, detectable: 0.0391 };
  expect(text({ comparison: detecting })).toContain(
    'bound 1.2\n  detectable: 3.9 % from the bound, in 4 of 5 such samples\n  evidence',
  );
  expect(text({ comparison: { ...detecting, interval: [0.001, 900] } })).not.toContain('detectable');
});

test('the budget of boots, and what it was used for', () => {
  const budget = { asked: 3, most: 9, seconds: 300 };
  const line = (counts: [number, number]) =>
    text({ budget, comparison: { ...claim.comparison, counts } })
      .split('\n')
      .find((one) => one.startsWith('  boots'));
  expect(line([3, 3])).toBe('  boots: 3 of each asked for, none added; the budget has 9, and 5 min for more');
  expect(line([7, 7])).toBe('  boots: 3 of each asked for, 4 added to decide; the budget has 9, and 5 min for more');
});

describe('evidence', () => {
  const withEvidence = (change: (evidence: RunRecord['machines'][number]['evidence']) => void) => {
    const changed = structuredClone(record);
    for (const machine of changed.machines) change(machine.evidence);
    return text({}, changed);
  };

  test('a dissenting witness is named with what it showed', () => {
    const lines = withEvidence(([first]) => {
      const [witness] = first?.witnesses ?? [];
      if (witness !== undefined) Object.assign(witness, { agrees: false, found: 'e1000e' });
    });
    expect(lines).toContain('evidence: does not agree: lsmod of virtio-net shows e1000e');
  });

  test('its absence is no agreement', () => {
    expect(withEvidence((evidence) => evidence.splice(0))).toContain('evidence: a machine was measured without any');
  });
});

test('a series that was never measured', () => {
  expect(text({}, { ...record, series: [] })).toContain('studio-15/6/e1000       not measured');
});

test('runs and boots', () => {
  const of = (...boots: string[]) => {
    const samples = boots.map((boot) => ({ value: 1, boot, at: '', seconds: 1, command: '', raw: 'x' }));
    return runsText({ samples } as RunRecord['series'][number]);
  };
  expect([of('a#1', 'a#2'), of('a#1', 'a#1', 'a#2'), of('native#1', 'native#2'), of('a#1')]).toEqual([
    '2 boots',
    '3 runs on 2 boots',
    '2 runs',
    '1 boot',
  ]);
});

test('the share that is lost, for rates and for times, and a gain', () => {
  const comparison = { ...claim.comparison, ratio: 0.8, interval: [0.76, 0.85] as [number, number] };
  expect(lossOf(comparison, 'higher')).toEqual({ kind: 'loss', estimate: '20 %', interval: '15 to 24 %' });
  expect(lossOf({ ...comparison, ratio: 1.5, interval: [1.25, 1.75] }, 'lower')).toEqual({
    kind: 'loss',
    estimate: '50 %',
    interval: '25 to 75 %',
  });
  expect(lossOf({ ...comparison, ratio: 1.05, interval: [1.02, 1.08] }, 'higher')).toEqual({
    kind: 'gain',
    estimate: '1.05 x as much',
    interval: '1.02 to 1.08 x as much',
  });
});

test('a loss that may as well be none is told without negative shares', () => {
  const comparison = { ...claim.comparison, ratio: 0.62, interval: [0.14, 2.78] as [number, number] };
  const interval = '86 % less to 178 % more';
  expect(lossOf(comparison, 'higher')).toEqual({ kind: 'unclear', estimate: '38 %', interval });
  expect(lossOf({ ...comparison, ratio: 1.5 }, 'lower')).toEqual({ kind: 'unclear', estimate: '50 %', interval });
  expect(lossOf({ ...comparison, ratio: 1.5 }, 'higher').estimate).toBe('1.50 x as much');
});

test('a claim about one of several workloads names it, and its arms by what differs', () => {
  const [of, against] = [claim.comparison.of, claim.comparison.against];
  const series = record.series.map((one) =>
    [of, against].includes(one.id) ? { ...one, label: `iperf sending, ${one.label}` } : one,
  );
  const lines = text({}, { ...record, series }).split('\n');
  expect(lines[0]).toBe('FAIL  iperf sending: virtio-net carries at least 1.2 x what e1000 carries');
  expect(lines[2]).toBe('  e1000       73.5 Mbit/s (median of 2 boots, 72-75)');
});

test('no interval, and one that says nothing, from too few boots', () => {
  const { interval: _, ...bare } = claim.comparison;
  expect(ratioText({ ...bare, counts: [1, 1] })).toBe('ratio 1.06, no interval from 1 boot each');
  const vast = { ...bare, ratio: 0.0889, interval: [3.5e-7, 22559] as [number, number] };
  expect(ratioText(vast)).toBe('ratio 0.0889, no useful interval from 3 and 2 boots');
  expect(lossOf(vast, 'higher')).toEqual({
    kind: 'unclear',
    estimate: '91 %',
    interval: 'no useful interval from 3 and 2 boots',
  });
});
