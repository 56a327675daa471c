import { expect, test } from 'vitest';
import { COUNTED, countedEvents } from '../../testing/sample-counts.ts';
import { sampleRecord } from '../../testing/sample-record.ts';
import { exitRates, heaviestKinds, whyUncounted } from './exit-rates.ts';

const record = sampleRecord(...countedEvents());
const [virtio, e1000] = record.series.filter(({ id }) => COUNTED.includes(id));
if (virtio === undefined || e1000 === undefined) throw new Error('the sample record has both arms');

test('exits for each MiB and packet are medians over the boots, and what no kind names is left over', () => {
  expect(exitRates(e1000, ['mmio_exits', 'io_exits'])).toEqual({
    perMebibyte: { all: 9100, kinds: { mmio_exits: 6000, io_exits: 45 }, other: 3055 },
    perPacket: {
      all: expect.closeTo(12.1333, 3),
      kinds: { mmio_exits: 8, io_exits: expect.closeTo(0.06) },
      other: expect.closeTo(4.0733, 3),
    },
    perSecond: { all: 18_200, kinds: { mmio_exits: 12_000, io_exits: 90 }, other: 6110 },
    perRun: { all: 182_000, kinds: { mmio_exits: 120_000, io_exits: 900 }, other: 61_100 },
  });
});

test('the runs of one boot count as one', () => {
  const [first, second] = virtio.samples;
  if (first === undefined || second === undefined) throw new Error('two samples');
  const once = exitRates({ ...virtio, samples: [first, second] });
  const often = exitRates({ ...virtio, samples: [first, first, first, second] });
  expect(often?.perMebibyte?.all).toBe(310);
  expect(often).toEqual(once);
});

test('kinds overlap in what the kernel counts, and then nothing is left over', () => {
  const samples = virtio.samples.map((sample) => ({
    ...sample,
    counters: { exits: { exits: 100, mmio_exits: 120 }, mebibytes: 1 },
  }));
  expect(exitRates({ ...virtio, samples }, ['mmio_exits'])).toMatchObject({
    perMebibyte: { all: 100, kinds: { mmio_exits: 120 }, other: 0 },
  });
});

test('the heaviest kinds of any arm; those that overlap with others are no kinds', () => {
  expect(heaviestKinds([virtio, e1000])).toEqual(['mmio_exits', 'irq_exits', 'halt_exits', 'io_exits']);
  expect(heaviestKinds([virtio])).toEqual(['halt_exits', 'io_exits']);
});

test('where it is not known what was moved, they are told by the second and by the run', () => {
  const unmoved = (series: typeof virtio) => ({
    ...series,
    samples: series.samples.map(({ counters, ...sample }) => ({
      ...sample,
      counters: { exits: counters?.exits ?? {} },
    })),
  });
  const rates = [virtio, e1000].map((series) => exitRates(unmoved(series)));
  expect(rates).toMatchObject([
    { perSecond: { all: 775 }, perRun: { all: 7750 } },
    { perSecond: { all: 18_200 }, perRun: { all: 182_000 } },
  ]);
  for (const one of rates) expect(one).not.toHaveProperty('perMebibyte');
  expect(heaviestKinds([virtio, e1000].map(unmoved))).toEqual(['mmio_exits', 'irq_exits', 'halt_exits', 'io_exits']);
  const [first] = virtio.samples;
  if (first === undefined) throw new Error('a sample was expected');
  const {
    samples: [half],
  } = unmoved(virtio);
  expect(exitRates({ ...virtio, samples: [first, ...(half ? [half] : [])] })).not.toHaveProperty('perMebibyte');
});

test('why there are none', () => {
  const uncounted = record.series.filter(({ id }) => id === 'studio-15/6/virtio-net/iperf');
  expect(uncounted.map((series) => exitRates(series))).toEqual([undefined]);
  expect(whyUncounted(record, uncounted)).toBe('TCG makes none');
  expect(whyUncounted(record, [virtio])).toContain('QEMU before 7.1');
  expect(whyUncounted(record, [])).toBe('no machine was measured');
});
