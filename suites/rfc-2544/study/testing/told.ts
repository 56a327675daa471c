import type { RunRecord } from '../../../../fixtures/lab.ts';
import { sampleRecord } from '../../../../reports/testing/sample-record.ts';
import { fullLink } from '../../experiments.ts';

/** What one performance told; each is one of a boot of its own. */
export type Told = readonly [
  arm: string,
  workload: string,
  frame: number,
  readings: RunRecord['runs'][number]['readings'],
];

/** A run of the full link alone. */
export function recordOf(
  told: readonly Told[],
  {
    accelerator = 'kvm',
    testbed = 'local',
    busy = false,
  }: { readonly accelerator?: 'kvm' | 'tcg'; readonly testbed?: 'local' | 'nested'; readonly busy?: boolean } = {},
): RunRecord {
  const sample = sampleRecord();
  const [machine] = sample.machines;
  if (machine === undefined || sample.testbed === undefined)
    throw new TypeError('the sample has a machine and a testbed');
  const [experiment, at] = [fullLink.id, '2026-01-01T00:00:00Z'];
  const named = told.map((one, index) => ({ one, id: `${one[0]}#${index + 1}`, boot: index + 1 }));
  return {
    ...sample,
    quiet: [
      { exercise: 'rfc-2544/2', experiment, at, quiet: !busy, watched: 10, busyCpus: 0, steal: 0, loadAverage: 0 },
    ],
    testbed: { ...sample.testbed, kind: testbed },
    units: named.map(({ one: [arm], id, boot }) => ({
      ...{ id, experiment, arm, at: {}, block: 1, boot, host: 'here', targets: [arm], proofs: [] },
      machines: arm === 'native' ? [] : [id],
    })),
    machines: named.filter(({ one: [arm] }) => arm !== 'native').map(({ id }) => ({ ...machine, id, accelerator })),
    runs: named.map(({ one: [arm, workload, frame, readings], id, boot }) => ({
      key: { experiment, arm, at: { frame }, block: 1, boot, workload, repeat: 1, trial: 1 },
      ...{ unit: id, target: arm, at, seconds: 1, commands: {}, raw: [], readings },
    })),
  };
}
