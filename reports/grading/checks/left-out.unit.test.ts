import { describe, expect, test } from 'vitest';
import { experiment } from '../../../fixtures/experiments/declaration/declared.ts';
import { givenCard, virtioBlk } from '../../../fixtures/machines/declaration/devices.ts';
import { mebibytes } from '../../../fixtures/machines/declaration/mebibytes.ts';
import { machine } from '../../../fixtures/machines/declaration/spec.ts';
import { container } from '../../../fixtures/subjects/container/spec.ts';
import { hugepages } from '../../../fixtures/subjects/tuning/hugepages.ts';
import { lockedMemory } from '../../../fixtures/subjects/tuning/locked-memory.ts';
import { realTime } from '../../../fixtures/subjects/tuning/real-time.ts';
import { sysbenchCpu } from '../../../fixtures/workloads/sysbench/sysbench-cpu.ts';
import { sampleRecord } from '../../testing/sample-record.ts';
import { checkLeftOut, isEmulatedTwice } from './left-out.ts';

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

test('a guest without its card is left out on a testbed that is told to have none to give away, and is open on any other', () => {
  const given = vm.with({ name: 'given', nic: givenCard(), netdev: 'cable' });
  const cards = experiment({
    ...{ id: 'test/cards', arms: { vm, given }, boots: 1 },
    workloads: [sysbenchCpu({ primes: 1000, threads: 1, events: 10 })],
  });
  const walked = new Map([[cards.id, { experiment: cards, lacks: undefined, taken: [], runs: [], remarks: [] }]]);
  const sample = sampleRecord();
  const why = 'none of its cards may be given away';
  const because = `this testbed cannot give a guest a card of its own (${why}). Try: LAB_TESTBED=nested`;
  const remarks = (works: boolean) => {
    const { testbed } = sample;
    if (testbed === undefined) throw new Error('the sample has a testbed');
    const abilities = { ...testbed.abilities, passthrough: { works, why } };
    const leftOut = [{ experiment: cards.id, arm: 'given', why: because }];
    const record = { ...sample, leftOut, units: [], runs: [], machines: [], testbed: { ...testbed, abilities } };
    return [...checkLeftOut({ submission: { record }, replayed: { walked } })];
  };
  expect(remarks(false)).toEqual([{ told: `given of test/cards was left out: ${because}` }]);
  expect(remarks(true)[0]).toMatchObject({ open: expect.stringContaining('nothing that the record tells') });
});

test.for([
  [
    hugepages,
    'kernelSettings',
    'cannot give a guest 512 MiB of huge pages (its kernel’s settings are not ours to write to)',
  ],
  [realTime, 'realTime', 'does not let the lab give threads SCHED_FIFO 50 (chrt: Operation not permitted)'],
  [
    lockedMemory,
    'lockedMemory',
    'does not let the lab lock a guest’s memory (ulimit -l is 64 kB, and it takes 1048576)',
  ],
] as const)(
  'a tuned machine is left out for what the testbed is told not to let the lab do: $0.name',
  ([treatment, ability, told]) => {
    const tuned = experiment({
      ...{ id: 'test/tuned', arms: { vm }, boots: 1, factors: { boot: { tuned: [false, true] } } },
      treatments: (_, at) => (at['tuned'] === true ? [treatment] : []),
      workloads: [sysbenchCpu({ primes: 1000, threads: 1, events: 10 })],
    });
    const walked = new Map([[tuned.id, { experiment: tuned, lacks: undefined, taken: [], runs: [], remarks: [] }]]);
    const sample = sampleRecord();
    const remarks = (works: boolean) => {
      const { testbed } = sample;
      if (testbed === undefined) throw new Error('the sample has a testbed');
      const why = /\(([^,)]*)/.exec(told)?.[1] ?? '';
      const abilities = { ...testbed.abilities, [ability]: { works, why } };
      const leftOut = [{ experiment: tuned.id, arm: 'vm', at: { tuned: true }, why: `this testbed ${told}` }];
      const record = { ...sample, leftOut, units: [], runs: [], machines: [], testbed: { ...testbed, abilities } };
      return [...checkLeftOut({ submission: { record }, replayed: { walked } })];
    };
    expect(remarks(false)).toEqual([{ told: expect.stringContaining(`was left out: this testbed ${told}`) }]);
    expect(remarks(true)[0]).toMatchObject({ open: expect.stringContaining('nothing that the record tells') });
  },
);

describe('an arm of containers that was left out', () => {
  const box = container('box', { memory: mebibytes(512), cpus: 1 });
  const boxed = experiment({
    ...{ id: 'test/boxes', arms: { vm, box }, boots: 1 },
    workloads: [sysbenchCpu({ primes: 1000, threads: 1, events: 10 })],
  });
  const walked = new Map([[boxed.id, { experiment: boxed, lacks: undefined, taken: [], runs: [], remarks: [] }]]);
  const sample = sampleRecord();
  const why = 'that takes root, and no control groups are delegated to this user';
  const remarks = (works: boolean, leftOut: string) => {
    const { testbed } = sample;
    if (testbed === undefined) throw new Error('the sample has a testbed');
    const abilities = { ...testbed.abilities, containers: { works, why } };
    const told = [{ experiment: boxed.id, arm: 'box', why: leftOut }];
    const record = { ...sample, leftOut: told, units: [], runs: [], machines: [], testbed: { ...testbed, abilities } };
    return [...checkLeftOut({ submission: { record }, replayed: { walked } })];
  };
  const because = `this testbed cannot run containers (${why}). Try: run the lab as root`;

  test('is told, with the reason and the remedy, where the testbed is told to lack them', () => {
    expect(remarks(false, because)).toEqual([{ told: `box of test/boxes was left out: ${because}` }]);
  });

  test('is told where it wants more CPUs than the testbed is told to have', () => {
    const { testbed } = sample;
    if (testbed?.fingerprint === undefined) throw new Error('the sample has a fingerprint');
    const of = (cpus: number) => {
      const fewer = { ...testbed, fingerprint: { ...testbed.fingerprint, cpus } };
      const told = [{ experiment: boxed.id, arm: 'box', why: 'too few' }];
      const record = { ...sample, leftOut: told, units: [], runs: [], machines: [], testbed: fewer };
      return [...checkLeftOut({ submission: { record }, replayed: { walked } })][0];
    };
    expect(of(0)).toEqual({ told: 'box of test/boxes was left out: too few' });
    expect(of(1)).toMatchObject({ open: expect.stringContaining('says why: too few') });
  });

  test.for([
    ['has them', true, because],
    ['lacks them for another reason', false, 'this testbed cannot run containers (it has no runc)'],
  ] as const)('is open where the testbed %s', ([, works, leftOut]) => {
    const open = `box of test/boxes was left out, and nothing that the record tells of the testbed says why: ${leftOut}`;
    expect(remarks(works, leftOut)[0]).toEqual({ open, of: [{ experiment: boxed.id, arm: 'box' }] });
  });
});
