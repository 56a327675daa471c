import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../../fixtures/lab.ts';
import { fullLink } from '../experiments.ts';
import { busyIn } from './busy.ts';
import { causes } from './causes.ts';
import { ofCpus } from './cpu-claims.ts';
import * as figures from './figures.ts';
import { recordOf, type Told } from './testing/told.ts';

const [IN, OUT] = ['nuttcp DUT IN', 'nuttcp DUT OUT'] as const;
const [VIRTIO, E1000] = ['virtio-net on tap', 'e1000 on tap'] as const;

const tell = (told: readonly Told[], options?: Parameters<typeof recordOf>[1]) => {
  const record = recordOf(told, options);
  return { cpu: ofCpus(record, fullLink), causes: causes(record, fullLink) };
};
const starting = (sentences: readonly string[], begin: string) => sentences.filter((one) => one.startsWith(begin));

/** One second in which 100 Mbit arrived. */
const SECOND = { moved: 1e8 / 8 / 1024 ** 2, throughput: 100 } as const;

describe('who took how much of one CPU', () => {
  test('is told for the time in which frames arrived, vCPUs together', () => {
    const [run] = recordOf([
      [
        E1000,
        OUT,
        64,
        {
          ...{ ...SECOND, 'sender cpu': 98, 'receiver cpu': 12 },
          'cpu by thread': { parts: { 'main loop': 0.4, 'vCPU 0': 0.9, 'vCPU 1': 0.2, vhost: 0.1 } },
          'guest cpu by kind': { parts: { programs: 0.3, 'soft interrupts': 0.6 } },
        },
      ],
    ]).runs;
    const busy = run && busyIn(run);
    expect(busy?.seconds).toBeCloseTo(1);
    const kinds = Object.fromEntries(
      Object.entries(busy?.kinds ?? {}).map(([kind, share]) => [kind, Math.round(share)]),
    );
    expect(kinds).toEqual({
      ...{ 'nuttcp, sending': 98, 'nuttcp, receiving': 12, 'main loop': 40, vCPUs: 110, vhost: 10 },
      'the guest, as it sees itself': 90,
    });
  });

  test('is not known where nothing arrived', () => {
    const [run] = recordOf([[E1000, IN, 64, { moved: 0, throughput: 0 }]]).runs;
    expect(run && busyIn(run)).toBeUndefined();
  });
});

describe('figure 3a', () => {
  const receiving = (arm: string, frame: number, share: number): Told => [
    ...([arm, IN, frame] as const),
    { ...SECOND, 'receiver cpu': share, 'guest cpu by kind': { parts: { kernel: 0.2, 'soft interrupts': 0.6 } } },
  ];

  test('is reproduced where no boot at any size came to 70 %', () => {
    const { cpu } = tell([receiving(VIRTIO, 64, 69), receiving(VIRTIO, 1518, 12)]);
    expect(starting(cpu, 'Figure 3a')).toEqual([
      'Figure 3a, virtio-net on tap, DUT IN: published, CPU below 70 %; here 12 to 69 % by nuttcp. Reproduced.',
    ]);
  });

  test('is not where every boot did at one size, with what the guest saw', () => {
    const { cpu } = tell([receiving(E1000, 64, 80), receiving(E1000, 64, 91), receiving(E1000, 1518, 12)]);
    expect(starting(cpu, 'Figure 3a')[0]).toMatch(
      /Not reproduced: at 64 bytes no boot stayed below it, where the guest saw 80 % of one CPU busy, 75 % of that with soft interrupts\.$/,
    );
  });

  test('is undecided where boots differ, under TCG, and where others took of the CPUs', () => {
    const told = [receiving(E1000, 64, 80), receiving(E1000, 64, 60)];
    expect(tell(told).cpu[0]).toMatch(/Inconclusive: boots differ in it\.$/);
    expect(tell(told.slice(1), { busy: true }).cpu[0]).toMatch(/Inconclusive: the testbed was not quiet, .*\.$/);
    expect(tell(told, { accelerator: 'tcg' }).cpu[0]).toMatch(/Inconclusive: TCG ran the guests here, .*\.$/);
  });
});

describe('figure 3b', () => {
  const sending = (arm: string, share: number): Told => [arm, OUT, 64, { ...SECOND, 'sender cpu': share }];

  test('the peak of the paravirtual card stands beside native’s', () => {
    const told = (share: number) =>
      starting(tell([sending(VIRTIO, share), sending('native', 99)]).cpu, 'Figure 3b, virtio')[0];
    expect(told(95)).toMatch(/published CPU 97\.04 %; here 95 %, natively 99 %\. Reproduced\. nuttcp’s sender spins/);
    expect(told(60)).toContain('Not reproduced: nuttcp’s sender got 60 % of one CPU.');
  });

  test.for([
    [
      'reproduced',
      { 'vCPU 0': 0.97, 'vCPU 1': 0.05, 'main loop': 0.1 },
      /took 97 % of one, all others together 15 %\. Reproduced\.$/,
    ],
    [
      'not reproduced, no thread being busy',
      { 'vCPU 0': 0.5, 'main loop': 0.1 },
      /Not reproduced: no thread of QEMU took 90 % of a CPU\.$/,
    ],
    [
      'not reproduced, others being busy too',
      { 'vCPU 0': 0.97, 'main loop': 0.8 },
      /Not reproduced: the other threads took 80 % besides\.$/,
    ],
  ] as const)('one CPU of QEMU is %s', ([, parts, expected]) => {
    const { cpu } = tell([[E1000, OUT, 1518, { ...SECOND, 'cpu by thread': { parts } }]]);
    expect(starting(cpu, 'Figure 3b, e1000')[0]).toMatch(expected);
  });
});

describe('weak binary translation', () => {
  const both = (e1000: number): Told[] => [
    [VIRTIO, OUT, 1518, { ...SECOND, throughput: 200 }],
    [E1000, OUT, 1518, { ...SECOND, throughput: e1000, 'cpu by thread': { parts: { 'vCPU 0': 3, 'main loop': 1 } } }],
  ];
  const said = (told: Told[], options?: Parameters<typeof recordOf>[1]) =>
    starting(tell(told, options).cpu, '“Weak binary translation”')[0];

  test('is refuted where KVM ran the guest and its card carried less all the same', () => {
    expect(said(both(50))).toMatch(
      /refuted\. KVM ran every guest of e1000 on tap, as each boot proved, and translates nothing; still the card carried 0\.25 x what virtio-net on tap did, by size and direction\. 75 % of QEMU’s CPU time was that of vCPU threads/,
    );
    expect(said(both(50), { testbed: 'nested' })).toMatch(/translated as a whole, host and guests alike/);
  });

  test('explains nothing where the card lacks nothing, and is undecided under TCG or of one card alone', () => {
    expect(said(both(250))).toContain('inconclusive: KVM ran every guest');
    expect(said(both(50), { accelerator: 'tcg' })).toContain('inconclusive here. TCG translated the guests of both');
    expect(said(both(50).slice(1))).toContain('only one of the two cards was measured');
    expect(said(both(50).slice(0, 1))).toBeUndefined();
  });
});

describe('the four causes', () => {
  const counted = (arm: string, frame: number, more: RunRecord['runs'][number]['readings']): Told => [
    ...([arm, OUT, frame] as const),
    { ...SECOND, 'frames sent': 1000, 'frames received': 990, 'frame bytes': frame - 4, ...more },
  ];

  test('nothing is cut where frames are as long as was asked, and says so where they are not', () => {
    const whole = counted(E1000, 64, { offloads: { parts: { 'tcp-segmentation-offload': 1, 'tx-checksumming': 1 } } });
    const { causes: told } = tell([whole]);
    expect(told[0]).toMatch(
      /^Cause 1, cutting into segments: nothing was cut: .*By ethtool: e1000 on tap has tcp-segmentation-offload on\.$/,
    );
    expect(told[1]).toMatch(/^Cause 2, checksums: By ethtool: e1000 on tap has tx-checksumming on\. Whoever is left/);
    expect(tell([counted(E1000, 64, { 'frame bytes': 1514 })]).causes[0]).toContain('in 1 of 1 runs the frames');
  });

  test('what copies cost is bounded by what a long frame costs above a short one', () => {
    const { causes: told } = tell([counted(E1000, 64, { cpu: 0.02 }), counted(E1000, 1518, { cpu: 0.025 })]);
    expect(starting(told, 'Cause 3')[0]).toMatch(
      /e1000 on tap, DUT OUT: 20 µs of CPU for a frame of 64 bytes, 25 µs for one of 1518\.$/,
    );
    expect(starting(tell([counted(E1000, 64, { cpu: 0.02 })]).causes, 'Cause 3')).toEqual([]);
  });

  test.for([
    ['reproduced', 10, 400, 'Reproduced.'],
    ['not reproduced', 400, 10, 'Not reproduced: virtio-net on tap interrupted more often'],
    ['undecided', 10, 10, 'Inconclusive: sizes, directions or boots differ in it.'],
  ] as const)('interrupts for each frame: %s', ([, virtio, e1000, verdict]) => {
    const { causes: told } = tell([
      counted(VIRTIO, 64, { interrupts: virtio }),
      counted(E1000, 64, { interrupts: e1000 }),
    ]);
    expect(starting(told, 'Cause 4')[0]).toContain(`e1000 on tap ${e1000 / 1000} (DUT OUT). ${verdict}`);
  });

  test('exits are told for each frame that passed the card, those that its own system lost among them', () => {
    const exits = { exits: 2000, 'exits by kind': { parts: { mmio_exits: 500, io_exits: 0, halt_exits: 1500 } } };
    const receiving: Told = [
      E1000,
      IN,
      64,
      {
        ...exits,
        'frames received': 900,
        'lost by layer': { parts: { 'receiver’s socket': 100, 'sender’s link': 7000 } },
      },
    ];
    expect(tell([receiving]).causes.at(-1)).toMatch(
      /card e1000 on tap 2 \(DUT IN\); of these .* answers, e1000 on tap 0\.5 \(DUT IN\)\.$/,
    );
    expect(tell([counted(E1000, 64, {})]).causes.at(-1)).toContain('none were counted here');
  });
});

describe('the study’s figures', () => {
  test('have a curve for each arm in each direction, with its published numbers', () => {
    const { runs, ...rest } = recordOf([
      ['native', IN, 64, { throughput: 300, loss: 0 }],
      [E1000, IN, 1518, { throughput: 80, loss: 60, 'receiver cpu': 40 }],
      [E1000, IN, 1518, { throughput: 90, loss: 50, 'receiver cpu': 44 }],
      [E1000, IN, 64, { throughput: 2, loss: 97, 'receiver cpu': 70 }],
    ]);
    const drawn = figures.OF_A_FULL_LINK({ ...rest, runs }, fullLink);
    expect(drawn.map(({ title }) => title.slice(0, 8))).toEqual(['Figure 2', 'Figure 3', 'Figure 4']);
    const [receiving, sending] = drawn[0]?.panels ?? [];
    expect(sending).toEqual({ name: 'DUT OUT', curves: [] });
    expect(receiving?.curves).toEqual([
      { label: 'native', points: [{ at: 64, median: 300, min: 300, max: 300 }] },
      {
        label: E1000,
        points: [
          { at: 64, median: 2, min: 2, max: 2 },
          { at: 1518, median: 85, min: 80, max: 90 },
        ],
        published: [
          { at: 1280, value: 949.11 },
          { at: 1518, value: 952.33 },
        ],
      },
    ]);
    expect(drawn[1]?.panels[0]?.curves.map(({ label }) => label)).toEqual([E1000]);
  });
});
