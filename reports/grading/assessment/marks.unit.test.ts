import { expect, test } from 'vitest';
import type { RunRecord } from '../../record/schema/record.ts';
import { sampleRecord } from '../../testing/sample-record.ts';
import { marksOf } from './marks.ts';

const metricsOf = (record: RunRecord) =>
  new Set(marksOf(record, [], () => undefined).units.flatMap(({ figures }) => figures.map(([, , metric]) => metric)));

test('a metric that hardly varies from boot to boot makes nobody’s run a copy', () => {
  const record = sampleRecord();
  expect(metricsOf(record)).toContain('bandwidth');
  const steady: RunRecord = {
    ...record,
    experiments: record.experiments.map((one) => ({
      ...one,
      workloads: one.workloads.map((workload) => ({
        ...workload,
        metrics: Object.fromEntries(
          Object.entries(workload.metrics).map(([name, metric]) => [name, { ...metric, resolution: 0.003 }]),
        ),
      })),
    })),
  };
  expect(metricsOf(steady)).not.toContain('bandwidth');
});
