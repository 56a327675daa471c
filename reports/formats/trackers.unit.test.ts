import { expect, test } from 'vitest';
import type { RunRecord } from '../record/schema/record.ts';
import { hostileEvents } from '../testing/sample-hostile.ts';
import { sampleRecord } from '../testing/sample-record.ts';
import { bencher, githubActionBenchmark, openMetrics } from './trackers.ts';

const record = sampleRecord();
const nothing: RunRecord = { ...record, series: [] };

test('github-action-benchmark: a file for each direction, and none for a direction without a metric', () => {
  const text = githubActionBenchmark(record, 'higher') ?? '';
  expect(JSON.parse(text)).toHaveLength(5);
  expect(JSON.parse(text)[3]).toEqual({
    name: 'studio-15/6/virtio-net/iperf',
    unit: 'Mbit/s',
    value: 76,
    range: '71 to 82',
    extra: expect.stringMatching(/^median of 3 samples, computer [0-9a-f]{10}$/),
  });
  expect(githubActionBenchmark(record, 'lower')).toBe(undefined);
  expect(githubActionBenchmark(nothing, 'higher')).toBe(undefined);
});

test('Bencher Metric Format', () => {
  expect(JSON.parse(bencher(record))).toMatchObject({
    'studio-15/6/virtio-net/iperf': { 'throughput (Mbit/s)': { value: 76, lower_value: 71, upper_value: 82 } },
    'studio-15/4/native/read': { 'bandwidth (MiB/s)': { value: 520 } },
  });
  expect(bencher(nothing)).toBe('{}\n');
});

test('OpenMetrics: families with type, unit and help, samples together, and an end', () => {
  const lines = openMetrics(record).split('\n');
  expect(lines.slice(0, 2)).toEqual([
    '# TYPE lab_run info',
    expect.stringMatching(/^lab_run_info\{run="2026-.*",commit="0123.*",kernel="6.*",qemu="7.2.9",computer=".*"\} 1$/),
  ]);
  expect(lines.filter((line) => line.startsWith('#')).slice(1)).toEqual([
    '# TYPE lab_bandwidth_mebibytes_per_second gauge',
    '# UNIT lab_bandwidth_mebibytes_per_second mebibytes_per_second',
    '# HELP lab_bandwidth_mebibytes_per_second bandwidth in MiB/s, higher is better',
    '# TYPE lab_throughput_megabits_per_second gauge',
    '# UNIT lab_throughput_megabits_per_second megabits_per_second',
    '# HELP lab_throughput_megabits_per_second throughput in Mbit/s, higher is better',
    '# EOF',
  ]);
  expect(lines).toContain(
    'lab_throughput_megabits_per_second{arm="virtio-net",workload="iperf",series="studio-15/6/virtio-net/iperf",exercise="studio-15/6",statistic="median"} 76 1770091506',
  );
  expect(lines.slice(-2)).toEqual(['# EOF', '']);
});

/** The grammar of OpenMetrics 1.0 for a line, as far as the lab uses it. */
const LINE =
  /^(?:# (?:TYPE|UNIT|HELP) [a-zA-Z_:][a-zA-Z0-9_:]* .*|# EOF|[a-zA-Z_][a-zA-Z0-9_]*\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*",?)*\} -?[\d.e+-]+(?: \d+(?:\.\d+)?)?)$/;

test('names and values that others made cannot break a line', () => {
  const hostile = openMetrics(sampleRecord(...hostileEvents()));
  const lines = hostile.split('\n').slice(0, -1);
  expect(lines.filter((line) => !LINE.test(line))).toEqual([]);
  expect(hostile.match(/# EOF/g)).toHaveLength(1);
  expect(JSON.parse(bencher(sampleRecord(...hostileEvents())))).toBeTypeOf('object');
});
