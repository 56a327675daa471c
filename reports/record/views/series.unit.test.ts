import { describe, expect, test } from 'vitest';
import { sampleFold } from '../../testing/sample-record.ts';
import type { JournalEvent } from '../journal/journal.ts';
import type { ExperimentRecord, Levels, Run } from '../schema/run.ts';
import { readingsOf } from './readings.ts';
import { seriesOf } from './series.ts';

const bandwidth = {
  name: 'bandwidth',
  unit: 'MiB/s',
  better: 'higher',
  compare: 'ratio',
  average: 'harmonic',
} as const;
const latency = { name: 'latency', unit: 'µs', better: 'lower', compare: 'ratio', average: 'mean' } as const;
const cpu = { name: 'CPU time', unit: 'CPU s', compare: 'ratio', average: 'sum' } as const;
const SWEEP: ExperimentRecord = {
  id: 'sweep',
  exercise: 'studio-15/3',
  arms: [
    { label: 'guest', kind: 'machine', workloads: ['fio read'] },
    { label: 'native', kind: 'native', workloads: ['fio read'] },
  ],
  factors: { host: {}, boot: { device: ['virtio', 'nvme'] }, run: { 'block size': ['4k', '64k'] } },
  workloads: [{ name: 'fio read', headline: 'bandwidth', metrics: { bandwidth, latency } }],
  metrics: { cpu, 'cpu by thread': cpu, moved: cpu, exits: cpu, 'exits by kind': cpu, packets: cpu },
  boots: 1,
};
const unit = { id: 'g#1', experiment: 'sweep', arm: 'guest', at: {}, block: 1, boot: 1, host: 'lab-7' };
const run = (at: Levels, readings: Run['readings'], change: Partial<Run> = {}): JournalEvent => ({
  type: 'run',
  run: {
    key: { experiment: 'sweep', arm: 'guest', at, block: 1, boot: 1, workload: 'fio read', repeat: 1, trial: 1 },
    ...{ unit: 'g#1', target: 'one', at: '2026-02-03T04:05:06.000Z', seconds: 1, commands: { target: 'fio' } },
    ...{ raw: ['raw/0001-fio.txt'], readings },
    ...change,
  },
});
const small = { device: 'virtio', 'block size': '4k' };
const large = { device: 'virtio', 'block size': '64k' };
const nvme = { device: 'nvme', 'block size': '4k' };
const fold = sampleFold(
  { type: 'experiment', experiment: SWEEP },
  { type: 'block', experiment: 'sweep', block: 1, host: 'lab-7' },
  { type: 'unit', unit: { ...unit, targets: ['one', 'two'], machines: [], proofs: [] } },
  run(nvme, { bandwidth: 30 }),
  run(large, {
    bandwidth: 20,
    latency: {
      histogram: [
        [10, 1],
        [20, 2],
        [40, 1],
      ],
    },
  }),
  run(small, { bandwidth: 10, 'cpu by thread': { parts: { 'vCPU 0': 2, 'main loop': 1 } } }),
  run(small, { bandwidth: 12 }, { target: 'two' }),
  run(
    small,
    { moved: 64, exits: 900, 'exits by kind': { parts: { io_exits: 7 } }, packets: 3 },
    { target: 'unit', raw: [] },
  ),
  run(small, { bandwidth: 11 }, { target: 'found', raw: [] }),
);
const { record } = fold;
const sweep = { experiment: 'sweep' };

describe('a series', () => {
  const found = seriesOf(record, sweep);

  test('is an arm, a workload and a point, in the order of the levels as declared', () => {
    expect(found.map(({ id, label, at }) => ({ id, label, at }))).toEqual([
      {
        id: 'sweep/guest/fio-read/device=virtio/block size=4k',
        label: 'guest, device virtio, block size 4k',
        at: small,
      },
      {
        id: 'sweep/guest/fio-read/device=virtio/block size=64k',
        label: 'guest, device virtio, block size 64k',
        at: large,
      },
      { id: 'sweep/guest/fio-read/device=nvme/block size=4k', label: 'guest, device nvme, block size 4k', at: nvme },
    ]);
    expect(found[0]).toMatchObject({
      ...{ experiment: 'sweep', arm: 'guest', workload: 'fio read', reading: 'bandwidth', metric: bandwidth },
      dimensions: { arm: 'guest', workload: 'fio read', device: 'virtio', 'block size': '4k' },
      summary: { count: 2, median: 11 },
    });
  });

  test('has a sample of every target, not of the unit as a whole, whose counters it shows', () => {
    const counters = { exits: { exits: 900, io_exits: 7 }, mebibytes: 64, packets: 3 };
    expect(found[0]?.samples).toMatchObject([
      { value: 10, boot: 'g#1', raw: 'raw/0001-fio.txt', command: 'fio', counters },
      { value: 12, counters },
    ]);
    expect(found[1]?.samples[0]).not.toHaveProperty('counters');
  });

  test('of another metric is named by it; a distribution counts by its median, a part by its name', () => {
    const [, medians] = seriesOf(record, { ...sweep, metric: 'latency' });
    expect(medians).toMatchObject({ id: 'sweep/guest/fio-read/device=virtio/block size=64k/latency', metric: latency });
    expect(medians?.label).toBe('guest, device virtio, block size 64k, latency');
    expect(medians?.samples.map(({ value }) => value)).toEqual([15]);
    const [threads] = seriesOf(record, { ...sweep, metric: 'cpu by thread', part: 'vCPU 0' });
    expect(threads?.samples.map(({ value }) => value)).toEqual([2]);
    expect(seriesOf(record, { ...sweep, metric: 'cpu by thread' }).flatMap(({ samples }) => samples)).toEqual([]);
    expect(seriesOf(record, { ...sweep, metric: 'nothing' })).toEqual([]);
  });

  test('is asked for by arm, workload and levels', () => {
    const ids = (where: object) => seriesOf(record, { ...sweep, ...where }).map(({ at }) => at);
    expect(ids({ at: { device: 'virtio' } })).toEqual([small, large]);
    expect(ids({ arm: 'native' })).toEqual([]);
    expect(ids({ workload: 'fio read', at: nvme })).toEqual([nvme]);
  });

  test('without factors is there before its first run', () => {
    const bare = { ...SWEEP, id: 'bare', factors: { host: {}, boot: {}, run: {} } };
    expect(seriesOf({ experiments: [bare], runs: [] })).toMatchObject([
      { id: 'bare/guest/fio-read', label: 'guest', samples: [] },
      { id: 'bare/native/fio-read', label: 'native', samples: [] },
    ]);
  });

  test('tells the hosts apart of blocks that were measured on several', () => {
    const bare = { ...SWEEP, id: 'bare', factors: { host: {}, boot: {}, run: {} } };
    const key = (block: number) => ({
      experiment: 'bare',
      arm: 'guest',
      at: {},
      block,
      boot: block,
      workload: 'fio read',
      repeat: 1,
      trial: 1,
    });
    const runs = [1, 2].map((block) => ({
      ...{ key: key(block), unit: `guest#${block}`, target: 'guest', at: '2026-02-03T04:05:06.000Z', seconds: 1 },
      ...{ commands: {}, raw: [], readings: { bandwidth: 10 } },
    }));
    const hosts = (...names: string[]) => {
      const blocks = names.map((host, index) => ({ experiment: 'bare', block: index + 1, host }));
      return seriesOf({ experiments: [bare], runs, blocks }, { arm: 'guest' }).flatMap(({ samples }) =>
        samples.map(({ host }) => host),
      );
    };
    expect(hosts('lab-7', 'lab-8')).toEqual(['lab-7', 'lab-8']);
    expect(hosts('lab-7', 'lab-7')).toEqual([undefined, undefined]);
  });

  test('is made again only after the record has changed', () => {
    const { series } = record;
    expect(record.series).toBe(series);
    fold.add({ type: 'trouble', text: 'x' });
    expect(record.series).toBe(series);
    fold.add(run(nvme, { bandwidth: 31 }, { target: 'two' }));
    expect(record.series).not.toBe(series);
  });
});

describe('readings', () => {
  test('are one row an observation, with levels as columns', () => {
    const rows = readingsOf(record, { ...sweep, at: small });
    expect(rows).toHaveLength(2 + 1 + 1 + 3 + 1 + 1);
    expect(rows[0]).toEqual({
      ...{ experiment: 'sweep', arm: 'guest', device: 'virtio', 'block size': '4k', block: 1, boot: 1 },
      ...{ workload: 'fio read', repeat: 1, trial: 1, host: 'lab-7', unit: 'g#1', target: 'one' },
      ...{ time: '2026-02-03T04:05:06.000Z', seconds: 1, metric: 'bandwidth', value: 10 },
    });
    expect(readingsOf(record, { ...sweep, metric: 'cpu by thread', part: 'main loop' })).toMatchObject([
      { part: 'main loop', value: 1 },
    ]);
    expect(readingsOf(record, { ...sweep, metric: 'latency' })).toMatchObject([{ 'block size': '64k', value: 15 }]);
  });
});
