import type { JournalEvent } from '../record/journal/journal.ts';
import type { ExperimentRecord, Reading } from '../record/schema/run.ts';
import { seriesId } from '../record/views/series.ts';
import { AT, boot, exercise, id } from './sample-events.ts';

// For tests alone: what runs of many readings tell besides their headline, as a journal has it.

const RATE = { unit: 'Mbit/s', better: 'higher', compare: 'ratio', average: 'mean' } as const;
const CPU = { name: 'CPU time', unit: 'CPU s', better: 'lower', compare: 'ratio', average: 'mean' } as const;
const COUNT = { unit: '1', better: 'lower', compare: 'ratio', average: 'mean' } as const;
const MICROSECONDS = { name: 'latency', unit: 'µs', better: 'lower', compare: 'ratio', average: 'mean' } as const;

const DEVICES: ExperimentRecord = {
  id: 'studio-15/devices',
  exercise: id(8),
  arms: [
    { label: 'virtio-net on tap', kind: 'machine', workloads: ['iperf sending', 'pings'] },
    { label: 'e1000 on tap', kind: 'machine', workloads: ['iperf sending', 'pings'] },
    { label: 'vmxnet3', kind: 'machine', workloads: ['pings'] },
    { label: 'guests', kind: 'fleet', workloads: ['iperf sending'] },
  ],
  factors: { host: {}, boot: {}, run: {} },
  workloads: [
    {
      name: 'iperf sending',
      headline: 'throughput',
      metrics: {
        throughput: { name: 'throughput', ...RATE },
        retransmits: { name: 'retransmits', ...COUNT, compare: 'difference' },
        moved: { name: 'moved', unit: 'MiB', compare: 'ratio', average: 'sum' },
      },
    },
    { name: 'pings', headline: 'mean latency', metrics: { 'mean latency': MICROSECONDS, latency: MICROSECONDS } },
  ],
  metrics: { cpu: CPU, 'cpu by thread': CPU, exits: { name: 'VM exits', ...COUNT } },
  boots: 2,
};

const FILES: ExperimentRecord = {
  ...DEVICES,
  id: 'studio-15/files',
  arms: [
    { label: 'guest', kind: 'machine', workloads: ['fio read'] },
    { label: 'native', kind: 'native', workloads: ['fio read'] },
  ],
  workloads: [
    {
      name: 'fio read',
      headline: 'bandwidth',
      metrics: {
        bandwidth: { name: 'bandwidth', unit: 'MiB/s', better: 'higher', compare: 'ratio', average: 'harmonic' },
        'device share': { name: 'device share', unit: '%', compare: 'difference', average: 'mean' },
      },
    },
  ],
};

/** Ids of their series, by what tests ask of them. */
export const COSTS = {
  sending: ['virtio-net on tap', 'e1000 on tap'].map((arm) => seriesId(DEVICES.id, arm, 'iperf sending')),
  pings: ['virtio-net on tap', 'e1000 on tap'].map((arm) => seriesId(DEVICES.id, arm, 'pings')),
  fleet: seriesId(DEVICES.id, 'guests', 'iperf sending'),
  retransmits: `${seriesId(DEVICES.id, 'virtio-net on tap', 'iperf sending')}/retransmits`,
  latency: `${seriesId(DEVICES.id, 'e1000 on tap', 'pings')}/latency`,
  files: ['guest', 'native'].map((arm) => seriesId(FILES.id, arm, 'fio read')),
} as const;

/**
 * Exercise 8: two cards with what they cost, pings of which nobody knows what they moved, a fleet, files from a cache.
 * @param eventful whether things happened to the run itself
 */
export function costEvents({ eventful = false } = {}): JournalEvent[] {
  const shown = (series: string, title: string): JournalEvent => ({
    type: 'finding',
    exercise: id(8),
    finding: { kind: 'series', title, series },
  });
  const [guest = '', native = ''] = COSTS.files;
  return [
    exercise(8, 'What it costs'),
    ...deviceEvents(),
    ...fileEvents(),
    ...(eventful ? courseEvents() : []),
    { type: 'finding', exercise: id(8), finding: { kind: 'output', title: 'lsmod', text: 'virtio_net', unit: VIRTIO } },
    ...COSTS.sending.map((series, index) => shown(series, `iperf sending, ${index === 0 ? 'virtio-net' : 'e1000'}`)),
    shown(COSTS.retransmits, 'retransmits, virtio-net'),
    shown(COSTS.latency, 'pings, e1000'),
    shown(guest, 'fio read, guest'),
    shown(native, 'fio read, native'),
    {
      type: 'finding',
      exercise: id(8),
      finding: {
        kind: 'comparison',
        title: 'fio read',
        told: 'overhead',
        comparison: {
          ...{ of: guest, against: native, ratio: 0.1, interval: [0.08, 0.12] },
          ...{ confidence: 0.95, counts: [2, 2], detectable: 0.1 },
        },
      },
    },
    { type: 'finding', exercise: id(8), finding: { kind: 'exits', series: [...COSTS.pings] } },
    { type: 'finding', exercise: id(8), finding: { kind: 'cpu', series: [...COSTS.sending] } },
    { type: 'finding', exercise: id(8), finding: { kind: 'cpu', series: [...COSTS.pings] } },
  ];
}

/** What is derived of what was measured is told after a run is taken up again. */
function courseEvents(): JournalEvent[] {
  const experiment = DEVICES.id;
  return [
    { type: 'resumed', at: '2026-02-03T05:06:07.000Z', hostname: 'lab-8' },
    { type: 'left out', experiment, arm: 'vmxnet3', why: 'this QEMU has no such card' },
    { type: 'target lost', unit: FLEET, target: 'guest 2', why: 'QEMU was killed' },
    { type: 'block', experiment, block: 3, host: 'lab-8' },
  ];
}

const VIRTIO = 'studio-15/virtio-tap#31';
const E1000 = 'studio-15/e1000-tap#31';
const FLEET = 'studio-15/guests#1';

const cpu = (parts: Readonly<Record<string, number>>): Record<string, Reading> => ({
  cpu: Object.values(parts).reduce((sum, seconds) => sum + seconds, 0),
  'cpu by thread': { parts },
});

function deviceEvents(): JournalEvent[] {
  const virtio = [
    sent(900, 0, cpu({ 'vCPU 0': 0.1, 'vCPU 1': 0.04, 'main loop': 0.01, vhost: 0.06 })),
    sent(910, 2, cpu({ 'vCPU 0': 0.1, 'vCPU 1': 0.04, 'main loop': 0.01, vhost: 0.06 })),
  ];
  const e1000 = [
    sent(300, 5, cpu({ 'vCPU 0': 2, 'vCPU 1': 0.5, 'main loop': 0.6 })),
    sent(310, 7, cpu({ 'vCPU 0': 2, 'vCPU 1': 0.5, 'main loop': 0.6 })),
  ];
  return [
    { type: 'experiment', experiment: DEVICES },
    ...['virtio-tap', 'e1000-tap'].flatMap((name) => [31, 32].flatMap((number) => boot(name, number, [], 'kvm'))),
    ...[0, 1].flatMap((index): JournalEvent[] => [
      { type: 'block', experiment: DEVICES.id, block: index + 1, host: 'lab-7' },
      ...unit(DEVICES, 'virtio-net on tap', numbered(VIRTIO, index), index, [
        ['iperf sending', virtio[index] ?? {}],
        ['pings', ping(100, 10)],
      ]),
      ...unit(DEVICES, 'e1000 on tap', numbered(E1000, index), index, [
        ['iperf sending', e1000[index] ?? {}],
        ['pings', ping(400, 40)],
      ]),
    ]),
    ...fleet(),
  ];
}

const sent = (throughput: number, retransmits: number, more: Readonly<Record<string, Reading>>) => ({
  ...{ throughput, retransmits, moved: 100 },
  ...more,
});

/** Half of them took so long, and one of a hundred ten times that; a run of ten seconds without a word on what it moved. */
const ping = (median: number, exits: number): Record<string, Reading> => ({
  'mean latency': median * 1.2,
  latency: {
    histogram: [
      [median / 2, 0],
      [median, 50],
      [median * 2, 49],
      [median * 10, 1],
    ],
  },
  exits: exits * 100,
  ...cpu({ 'vCPU 0': exits / 100, 'main loop': exits / 200 }),
});

const numbered = (first: string, index: number) => first.replace('#31', `#${31 + index}`);

function unit(
  { id: experiment }: ExperimentRecord,
  arm: string,
  name: string,
  index: number,
  runs: readonly (readonly [workload: string, readings: Readonly<Record<string, Reading>>])[],
): JournalEvent[] {
  const number = index + 1;
  const machines = name.startsWith('native') ? [] : [name];
  return [
    {
      type: 'unit',
      unit: {
        ...{ id: name, experiment, arm, at: {}, block: number, boot: number, host: 'lab-7' },
        ...{ targets: ['it'], machines, proofs: [] },
      },
    },
    ...runs.map(([workload, readings]) => runEvent({ experiment, arm, workload, number }, name, 'it', readings)),
  ];
}

function runEvent(
  { experiment, arm, workload, number }: { experiment: string; arm: string; workload: string; number: number },
  name: string,
  target: string,
  readings: Readonly<Record<string, Reading>>,
): JournalEvent {
  const key = { experiment, arm, at: {}, block: number, boot: number, workload, repeat: 1, trial: 1 };
  const commands = { tool: workload };
  const raw = [`raw/${name.replaceAll(/[^\w-]/g, '-')}-${target.replaceAll(' ', '-')}.txt`];
  return {
    type: 'run',
    run: { key, unit: name, target, at: AT, seconds: 10, commands, raw, readings: { ...readings } },
  };
}

/** Two guests, whose probes are the unit's. */
function fleet(): JournalEvent[] {
  const place = { experiment: DEVICES.id, arm: 'guests', workload: 'iperf sending', number: 1 };
  const both = cpu({ 'guest 1 vCPU 0': 0.2, 'guest 2 vCPU 0': 0.3, 'guest 1 main loop': 0.1 });
  return [
    {
      type: 'unit',
      unit: {
        ...{ id: FLEET, experiment: DEVICES.id, arm: 'guests', at: {}, block: 1, boot: 1, host: 'lab-7' },
        ...{ targets: ['guest 1', 'guest 2'], machines: [], proofs: [] },
      },
    },
    runEvent(place, FLEET, 'guest 1', { throughput: 100, moved: 20 }),
    runEvent(place, FLEET, 'guest 2', { throughput: 120, moved: 40 }),
    runEvent(place, FLEET, 'unit', { throughput: 220, moved: 60, ...both }),
  ];
}

function fileEvents(): JournalEvent[] {
  return [
    { type: 'experiment', experiment: FILES },
    ...[31, 32].flatMap((number) => boot('files', number, [])),
    ...[0, 1].flatMap((index): JournalEvent[] => [
      { type: 'block', experiment: FILES.id, block: index + 1, host: 'lab-7' },
      ...unit(FILES, 'guest', numbered('studio-15/files#31', index), index, [
        ['fio read', { bandwidth: 300 + 2 * index, 'device share': 98 }],
      ]),
      ...unit(FILES, 'native', `native#${91 + index}`, index, [
        ['fio read', { bandwidth: 3000 + 2 * index, 'device share': 3 }],
      ]),
    ]),
  ];
}
