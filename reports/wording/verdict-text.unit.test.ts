import { describe, expect, test } from 'vitest';
import type { ClaimRecord, RunRecord } from '../record/schema/record.ts';
import { claim, sampleRecord } from '../testing/sample-record.ts';
import { runsText } from './figures.ts';
import { comparisonText, verdictLines } from './verdict-text.ts';

const record = sampleRecord();
const { ratio: _, difference: __, interval: ___, ...COMPARED } = claim.comparison;
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
  expect(line([3, 3])).toBe('  boots: 3 of each planned, none added; at most 9, and 5 min for those added');
  expect(line([7, 7])).toBe('  boots: 3 of each planned, 4 added to decide; at most 9, and 5 min for those added');
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
    expect(withEvidence((evidence) => evidence.splice(0))).toContain(
      'evidence: a machine was measured without any proof of its devices',
    );
  });

  test('a fleet’s is that of its guests', () => {
    const fleetOf = (boot: string) => `fleet of ${boot}`;
    const series = record.series.map((one) => ({
      ...one,
      samples: one.samples.map((sample) => ({ ...sample, boot: fleetOf(sample.boot) })),
    }));
    const units = record.machines.map(({ id }) => ({
      ...{ id: fleetOf(id), experiment: 'x', arm: 'x', at: {}, block: 1, boot: 1, host: 'x', proofs: [] },
      ...{ targets: [id], machines: [id] },
    }));
    expect(text({}, { ...record, series, units })).toContain(
      'evidence: lsmod, sysfs driver, PCI id and command line agree',
    );
    expect(text({}, { ...record, series, units: [] })).toContain('evidence: none was needed, no machine was measured');
  });
});

test('a series that was never measured', () => {
  expect(text({}, { ...record, series: [] })).toContain('studio-15/6/e1000/iperf       not measured');
});

test('runs and boots', () => {
  const of = (...boots: string[]) => {
    const samples = boots.map((boot) => ({ value: 1, boot, at: '', seconds: 1, command: '', raw: 'x' }));
    return runsText({ samples });
  };
  expect([of('a#1', 'a#2'), of('a#1', 'a#1', 'a#2'), of('native#1', 'native#2'), of('a#1')]).toEqual([
    '2 boots',
    '3 runs on 2 boots',
    '2 runs',
    '1 boot',
  ]);
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

test('no interval, one that says nothing, and one with one end only that says anything', () => {
  const bare = { ...COMPARED, ratio: 1.06 };
  expect(comparisonText({ ...bare, counts: [1, 1] })).toBe('ratio 1.06, no interval from 1 boot each');
  const vast = (ratio: number, low: number, high: number) => comparisonText({ ...bare, ratio, interval: [low, high] });
  expect(vast(0.0889, 3.5e-7, 22559)).toBe('ratio 0.0889, no useful interval from 3 and 2 boots');
  expect(vast(12, 1.88, 900)).toBe('ratio 12.0, at least 1.88 with 95 % confidence');
  expect(vast(0.02, 1e-4, 0.5)).toBe('ratio 0.0200, at most 0.500 with 95 % confidence');
});

test('a claim on a difference is told in the unit of its metric', () => {
  const differing = { ...COMPARED, difference: 0.3, detectable: 0.25 };
  expect(comparisonText({ ...differing, interval: [-0.1, 0.7] }, '%')).toBe(
    'difference 0.3 percentage points, 95 % interval -0.1 to 0.7',
  );
  // Shares of a whole differ by a hundred at the most, one way or the other.
  expect(comparisonText({ ...differing, interval: [-225, 97.2] }, '%')).toBe(
    'difference 0.3 percentage points, no useful interval from 3 and 2 boots',
  );
  expect(comparisonText({ ...differing, interval: [-225, 97.2] }, 'ms')).toContain('-225 to 97.2');
  expect(comparisonText(differing, 'ms')).toBe('difference 0.3 ms, no interval from 3 and 2 boots');
  const lines = text({ comparison: { ...differing, interval: [-0.1, 0.7] }, bound: 0.5, side: 'at most' });
  expect(lines).toContain('interval -0.1 to 0.7; bound at most 0.5\n');
  expect(lines).toContain('  detectable: 0.25 Mbit/s from the bound, in 4 of 5 such samples\n');
});

test('what would decide an open claim is told once, by its verdict', () => {
  const remedy = 'about 6 boots of each would tell: LAB_PACE=paper';
  const verdict = { outcome: 'inconclusive', reason: 'too noisy', remedy } as const;
  const comparison = { ...COMPARED, ratio: 1.6, interval: [0.99, 2.58] as [number, number], detectable: 0.9 };
  const lines = text({ verdict, comparison }).split('\n');
  expect(lines.filter((line) => line.includes('boots of each'))).toEqual([`  try: ${remedy}`]);
});

test('an effect that only a factor would have shown is not told in percent', () => {
  const wide = { ...COMPARED, ratio: 3, interval: [0.9, 10] as [number, number], detectable: 3.4 };
  expect(text({ comparison: wide })).toContain('detectable: a factor of 4.4 from the bound');
});
