import { expect, test } from 'vitest';
import { experiment } from '../../../fixtures/experiments/declaration/declared.ts';
import { virtioBlk } from '../../../fixtures/machines/declaration/devices.ts';
import { mebibytes } from '../../../fixtures/machines/declaration/mebibytes.ts';
import { machine } from '../../../fixtures/machines/declaration/spec.ts';
import { sysbenchCpu } from '../../../fixtures/workloads/sysbench/sysbench-cpu.ts';
import { sampleRecord } from '../../testing/sample-record.ts';
import { isEmulatedTwice } from './left-out.ts';

const vm = machine('vm', { memory: mebibytes(512), vcpus: 1, disk: virtioBlk() });
const emulated = vm.with({ name: 'emulated', accelerator: 'tcg' });
const declared = experiment({
  ...{ id: 'test/primes', arms: { vm, emulated }, boots: 1 },
  workloads: [sysbenchCpu({ primes: 1000, threads: 1, events: 10 })],
});

test('a machine under TCG is left out on the nested testbed for that alone, and on no other', () => {
  const { testbed } = sampleRecord();
  if (testbed === undefined) throw new Error('the sample has a testbed');
  const told = (arm: string, kind: 'nested' | 'local') =>
    isEmulatedTwice(declared, { experiment: declared.id, arm, why: '' }, { testbed: { ...testbed, kind } });
  expect([told('emulated', 'nested'), told('vm', 'nested'), told('emulated', 'local')]).toEqual([true, false, false]);
});
