import { describe, expect, test } from 'vitest';
import type { JournalEvent } from '../../reports/record/journal/journal.ts';
import type { RatioRecord, RunRecord } from '../../reports/record/schema/record.ts';
import { COUNTED, countedEvents } from '../../reports/testing/sample-counts.ts';
import { experiment, series } from '../../reports/testing/sample-events.ts';
import { sampleRecord } from '../../reports/testing/sample-record.ts';
import { slirpText } from './slirp.ts';

const [virtio = '', e1000 = ''] = COUNTED;
const atLeast = 1.2;

function compared(of: string, against: string, value: number, interval?: readonly [number, number]): RatioRecord {
  return { of, against, ratio: value, confidence: 0.95, counts: [2, 2], ...(interval && { interval: [...interval] }) };
}
const slirp = compared(virtio, e1000, 1.06, [0.98, 1.14]);
const tapOf = (value: number, interval?: readonly [number, number]) =>
  compared('tap/virtio-net/iperf', 'tap/e1000/iperf', value, interval);
const tap = tapOf(14.1, [11, 18]);

/** Two cards of an experiment without SLIRP, by their medians in Mbit/s. */
function onTap(virtioNet: number, other: number): JournalEvent[] {
  const arms = { 'virtio-net': { boots: ['native#8'] }, e1000: { boots: ['native#9'] } };
  const tcp = { id: 'tap', exercise: 6, unit: 'Mbit/s', arms, workloads: ['iperf'] };
  return [
    ...experiment(tcp),
    ...series(tcp, 'virtio-net', 'iperf', ['native#8'], [virtioNet]),
    ...series(tcp, 'e1000', 'iperf', ['native#9'], [other]),
  ];
}
function natively(value: number): JournalEvent[] {
  const tcp = {
    id: 'here',
    exercise: 6,
    unit: 'Mbit/s',
    arms: { native: { boots: ['native#7'] } },
    workloads: ['iperf'],
  };
  return [...experiment(tcp), ...series(tcp, 'native', 'iperf', ['native#7'], [value])];
}
const recordOf = (...more: JournalEvent[]) => sampleRecord(...countedEvents(), ...more);

/** The same run on a computer that counts no exits. */
function uncounted(record: RunRecord): RunRecord {
  const copy = structuredClone(record);
  for (const { samples } of copy.series) for (const sample of samples) delete sample.counters;
  return copy;
}

const RATIO = 'iperf sending: Over SLIRP virtio-net carries 1.06 x what e1000 carries (95 % interval 0.980-1.14).';
const EXITS =
  'Here e1000 makes 29.4 x the VM exits of virtio-net for each MiB (9100 and 310): they do not show in the throughput.';
const UNMEASURED = 'How far the cards differ without SLIRP was not measured: this run has no tap.';

describe('with tap', () => {
  const record = recordOf(...onTap(2200, 156));

  test('SLIRP hides what tap shows, exits and times say how', () => {
    expect(slirpText(record, { slirp, tap, atLeast })).toBe(
      [
        RATIO,
        EXITS,
        'Over tap the same cards differ by 14.1 x: SLIRP hides it.',
        "A MiB takes virtio-net 82.2 ms over SLIRP and 3.81 ms over tap, e1000 104 and 53.8 ms: SLIRP, which copies every packet in QEMU's user space, adds 78.4 and 49.8 ms.",
      ].join(' '),
    );
  });

  test('an interval from nothing to everything is not told', () => {
    const vast = compared(slirp.of, slirp.against, 0.328, [0.0000143, 7517]);
    expect(slirpText(record, { slirp: vast, tap, atLeast })).toMatch(
      /^iperf sending: Over SLIRP virtio-net carries 0\.328 x what e1000 carries \(no useful interval from so few boots\)\. /,
    );
  });

  test('nothing of exits where none were counted', () => {
    expect(slirpText(uncounted(record), { slirp, tap, atLeast })).not.toContain('exits');
  });

  test('a tap that is not faster with both cards adds no claim about the time', () => {
    const odd = recordOf(...onTap(2200, 60));
    expect(slirpText(odd, { slirp, tap, atLeast })).toMatch(/e1000 104 and 140 ms\.$/);
  });

  test.for([
    ['overlap', [1.1, 30]],
    ['are missing', undefined],
  ] as const)('intervals that %s show nothing hidden', ([, interval]) => {
    const text = slirpText(record, { slirp, tap: tapOf(14.1, interval), atLeast });
    expect(text).toEndWith(
      "Over tap the ratio is 14.1, which this run cannot tell from SLIRP's: it does not show that SLIRP hides anything.",
    );
  });
});

describe('without tap', () => {
  test('both cards against the native baseline, and what was not measured', () => {
    const record = recordOf(...natively(16_000));
    expect(slirpText(record, { slirp, native: 'here/native/iperf', atLeast })).toBe(
      `${RATIO} ${EXITS} A MiB takes 0.524 ms natively, 82.2 ms with virtio-net and 104 ms with e1000: both cards pay about the same on the way that they share. ${UNMEASURED}`,
    );
  });

  test('figures alone where the cards are not alike', () => {
    const record = recordOf(...natively(105));
    expect(slirpText(record, { slirp, native: 'here/native/iperf', atLeast })).toContain('104 ms with e1000. How far');
  });

  test('neither counters nor a baseline: the ratio, and that nothing else is known', () => {
    expect(slirpText(uncounted(recordOf()), { slirp, atLeast })).toBe(`${RATIO} ${UNMEASURED}`);
  });

  test('a ratio that is too noisy to tell leaves the figures alone', () => {
    const noisy = compared(virtio, e1000, 1.06, [0.05, 22]);
    expect(slirpText(recordOf(), { slirp: noisy, atLeast })).toEndWith(`(9100 and 310). ${UNMEASURED}`);
  });

  test('exits that differ by little are no riddle', () => {
    const twenty = compared(virtio, e1000, 20, [1.1, 25]);
    expect(slirpText(recordOf(), { slirp: twenty, atLeast })).toContain(
      'Here e1000 makes 29.4 x the VM exits of virtio-net for each MiB (9100 and 310): they give no reason to expect more.',
    );
  });
});

describe('a claim that holds over SLIRP', () => {
  const record = recordOf(...onTap(2200, 156));
  const holds = compared(virtio, e1000, 2, [1.8, 2.2]);
  const HOLDS =
    'iperf sending: Over SLIRP virtio-net carries 2.00 x what e1000 carries (95 % interval 1.80-2.20). So the claim holds over SLIRP too.';

  test('needs no excuse', () => {
    expect(slirpText(record, { slirp: holds, atLeast })).toBe(HOLDS);
    expect(slirpText(record, { slirp: holds, tap: tapOf(2.1, [1.9, 2.4]), atLeast })).toBe(HOLDS);
  });

  test('may still hide a part of what tap shows', () => {
    expect(slirpText(record, { slirp: holds, tap, atLeast })).toStartWith(
      `${HOLDS} Over tap the same cards differ by 14.1 x: SLIRP hides a part of it. A MiB takes`,
    );
  });
});

test('TCG cannot tell', () => {
  const emulated = compared('studio-15/6/virtio-net/iperf', 'studio-15/6/e1000/iperf', 0.5, [0.4, 0.6]);
  expect(slirpText(recordOf(), { slirp: emulated, atLeast })).toBe(
    'Whether SLIRP hides the price of VM exits cannot be told here: TCG makes none.',
  );
});
