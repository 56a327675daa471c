import { Fold } from '../record/journal/fold.ts';
import type { EventOf, JournalEvent } from '../record/journal/journal.ts';
import type { RunRecord } from '../record/schema/record.ts';
import { AT, boot, exercise, experiment, id, series, skipped } from './sample-events.ts';

/** A record as Studio 15 leaves it, for tests alone: told as a journal, so that the journal is tested with it. */
export function sampleRecord(...more: JournalEvent[]): RunRecord {
  return sampleFold(...more).record;
}

/** It, to go on telling. */
export function sampleFold(...more: JournalEvent[]): Fold {
  const fold = new Fold(SAMPLE_BEGUN);
  for (const event of [...sampleEvents(), ...more]) fold.add(event);
  return fold;
}

export const SAMPLE_BEGUN: EventOf<'run begun'> = {
  type: 'run begun',
  version: 2,
  id: '2026-02-03T04-05-06Z-9f3c',
  project: { version: '0.1.0', commit: '0123456789abcdef', dirty: false },
  startedAt: AT,
  settings: {},
};

const IN_GUEST = {
  id: id(3),
  exercise: 3,
  unit: 'MiB/s',
  arms: { guest: { boots: ['virtio#1'] } },
  workloads: ['read', 'randread'],
};
const NATIVELY = {
  id: id(4),
  exercise: 4,
  unit: 'MiB/s',
  arms: { native: { boots: ['native#1', 'native#2', 'native#3'], workloads: ['read'] } },
  workloads: ['read', 'randread'],
};
const TCP = {
  id: id(6),
  exercise: 6,
  unit: 'Mbit/s',
  arms: { 'virtio-net': { boots: ['virtio#2', 'virtio#3'] }, e1000: { boots: ['e1000#1', 'e1000#2'] } },
  workloads: ['iperf'],
};

export function sampleEvents(): JournalEvent[] {
  return [
    { type: 'settings', settings: { LAB_PACE: 'handout', LAB_TESTBED: 'auto' } },
    { type: 'testbed', testbed },
    exercise(1, 'The people who worked together'),
    { type: 'finding', exercise: id(1), finding: { kind: 'written', question: 'Names', answer: 'Ada, Grace' } },
    exercise(2, 'Boot with virtio devices'),
    ...boot('virtio', 1, ['virtio-net', 'virtio-blk']),
    { type: 'finding', exercise: id(2), finding: { kind: 'output', title: 'lsmod | grep virtio', text: LSMOD } },
    exercise(3, 'File I/O in the guest'),
    ...experiment(IN_GUEST),
    ...series(IN_GUEST, 'guest', 'read', ['virtio#1', 'virtio#1', 'virtio#1'], [412, 405.4, 420]),
    ...series(IN_GUEST, 'guest', 'randread', ['virtio#1', 'virtio#1', 'virtio#1'], [31.26, 30.9, 33]),
    { type: 'finding', exercise: id(3), finding: { kind: 'written', question: 'Explain why.', answer: null } },
    exercise(4, 'File I/O on the testbed'),
    ...experiment(NATIVELY),
    ...series(NATIVELY, 'native', 'read', ['native#1', 'native#2', 'native#3'], [515, 520, 530]),
    {
      type: 'finding',
      exercise: id(4),
      finding: {
        kind: 'comparison',
        title: 'read',
        told: 'overhead',
        comparison: {
          of: 'studio-15/3/guest/read',
          against: 'studio-15/4/native/read',
          ratio: 0.79,
          interval: [0.76, 0.82],
          confidence: 0.95,
          counts: [3, 3],
        },
      },
    },
    exercise(6, 'Network over e1000'),
    ...boot('virtio', 2, ['virtio-net', 'virtio-blk']),
    ...boot('e1000', 1, ['e1000', 'virtio-blk']),
    ...boot('virtio', 3, ['virtio-net', 'virtio-blk']),
    ...boot('e1000', 2, ['e1000', 'virtio-blk']),
    ...experiment(TCP),
    ...series(TCP, 'virtio-net', 'iperf', ['virtio#2', 'virtio#2', 'virtio#3'], [76, 71, 82]),
    ...series(TCP, 'e1000', 'iperf', ['e1000#1', 'e1000#2'], [72, 75]),
    { type: 'claim', claim },
    ...tests(),
  ];
}

export const claim: Extract<JournalEvent, { type: 'claim' }>['claim'] = {
  id: 'studio-15/6/virtio-net beats e1000',
  exercise: id(6),
  statement: 'virtio-net carries at least 1.2 x what e1000 carries',
  bound: 1.2,
  side: 'at least',
  comparison: {
    of: 'studio-15/6/virtio-net/iperf',
    against: 'studio-15/6/e1000/iperf',
    ratio: 1.06,
    interval: [1.01, 1.11],
    confidence: 0.95,
    counts: [3, 2],
  },
  verdict: { outcome: 'fail', reason: 'the whole interval is below 1.2', remedy: 'compare the evidence' },
};

export const LSMOD = ['virtio_net 86016 0', 'virtio_blk 32768 2', 'virtio_pci 28672 0', 'virtio 20480 3'].join('\n');

function tests(): JournalEvent[] {
  const passed = (number: number, name: string): JournalEvent => ({
    type: 'test',
    exercise: id(number),
    test: { name, state: 'passed', errors: [], seconds: 1.25 },
  });
  return [
    passed(1, 'the names are there'),
    passed(2, 'the guest runs its virtio drivers'),
    passed(3, 'read'),
    { type: 'test', exercise: id(3), test: skipped('an explanation is written', 'not answered yet') },
    passed(4, 'read'),
    {
      type: 'test',
      exercise: id(6),
      test: {
        name: 'virtio-net beats e1000',
        state: 'failed',
        errors: [
          'FAIL  virtio-net carries at least 1.2 x what e1000 carries\n  at suites/studio-15/6-exercise.test.ts:31:5',
        ],
        seconds: 0.01,
      },
    },
    { type: 'ended', at: '2026-02-03T04:08:26.000Z', state: 'finished' },
  ];
}

export const testbed: NonNullable<RunRecord['testbed']> = {
  kind: 'local',
  name: 'this computer',
  why: 'LAB_TESTBED is auto, and KVM does not work here',
  fingerprint: {
    hostname: 'lab-7',
    arch: 'amd64',
    cpuModel: 'Example CPU @ 2.40GHz',
    cpus: 2,
    memoryMiB: 8192,
    kernel: '6.1.0-18-amd64',
    distribution: 'Debian GNU/Linux 12 (bookworm)',
    qemu: { path: '/usr/bin/qemu-system-x86_64', version: '7.2.9' },
    loadAverage: 0.12,
  },
  abilities: { kvm: { works: false, why: 'a kernel hung under it' }, namespaces: { works: true, why: 'made one' } },
};
