import { expect, test } from 'vitest';
import { experiment } from '../../../fixtures/experiments/declaration/declared.ts';
import { native } from '../../../fixtures/subjects/native.ts';
import { sysbenchCpu } from '../../../fixtures/workloads/sysbench/sysbench-cpu.ts';
import { sysbenchFiles } from '../../../fixtures/workloads/sysbench/sysbench-files.ts';
import type { Run, UnitRecord } from '../../record/schema/run.ts';
import { sampleRecord } from '../../testing/sample-record.ts';
import { checkIdleBoots } from './idle.ts';

const workloads = [
  sysbenchCpu({ primes: 1000, threads: 1, events: 10 }),
  sysbenchFiles({ size: '64M', files: 16, threads: 1, flushEach: 0, events: 10 }),
];
const declared = experiment({ id: 'test/files', arms: { native }, boots: 1, workloads });
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));
const unit: UnitRecord = {
  ...{ id: 'native#1', experiment: declared.id, arm: 'native', at: {}, block: 1, boot: 1 },
  ...{ host: 'here', targets: ['native'], machines: [], proofs: [] },
};
const remarks = (workload: string, begun: number, budgeted = false) => {
  const run: Run = {
    key: { experiment: declared.id, arm: 'native', at: {}, block: 1, boot: 1, repeat: 1, trial: 1, workload },
    ...{
      unit: unit.id,
      target: 'native',
      at: at(begun).toISOString(),
      seconds: 1,
      commands: {},
      raw: [],
      readings: {},
    },
  };
  const of = budgeted ? { ...declared, budget: { boots: 4, seconds: 600 } } : declared;
  const walked = new Map([[of.id, { experiment: of, lacks: undefined, taken: [], runs: [], remarks: [] }]]);
  const journal = [
    { at: at(0), event: { type: 'unit', unit } as const },
    { at: at(begun + 1), event: { type: 'run', run } as const },
  ];
  const record = { ...sampleRecord(), units: [unit] };
  return [...checkIdleBoots({ submission: { journal, record }, replayed: { walked } }, new Map())];
};

test('time of a boot before a tool runs is told, and is open where it is long', () => {
  expect(remarks('sysbench cpu', 20)).toEqual([]);
  expect(remarks('sysbench cpu', 60)).toEqual([{ told: expect.stringContaining('60 s of native#1') }]);
  expect(remarks('sysbench cpu', 200)).toEqual([expect.objectContaining({ open: expect.any(String), claims: true })]);
});

test('but for files that are made then, unless a budget of time could be used up so', () => {
  expect(remarks('sysbench files', 200)).toEqual([]);
  expect(remarks('sysbench files', 200, true)).toEqual([expect.objectContaining({ claims: true })]);
});
