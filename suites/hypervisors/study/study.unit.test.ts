import { describe, expect, test } from 'vitest';
import { fleets, larger, one } from '../experiments.ts';
import { NEXT, SIZES } from '../machines.ts';
import { ticking } from './counter.ts';
import { hadTheirTurns, shared } from './fleets.ts';
import { outcome, told } from './law.ts';
import { besideOne, besideTable } from './published.ts';

const run = (arm: string, unit: string, target: string, guests: number, readings: Record<string, number>) => ({
  ...{ unit, target, at: '2026-01-01T00:00:00Z', seconds: 1, commands: {}, raw: [], readings },
  key: { experiment: 'x', arm, block: 1, boot: 1, repeat: 1, trial: 1, workload: 'pi-ticks', at: { guests } },
});

/** A boot of several, with the unit’s own run. */
const boot = (arm: string, unit: string, ticks: readonly number[], skew = 1) => [
  ...ticks.map((one, index) =>
    run(arm, unit, `${arm}-${index + 1}`, ticks.length, { ticks: one, throughput: 1000 / one, elapsed: one / 10 }),
  ),
  ...(ticks.length > 1 ? [run(arm, unit, 'unit', ticks.length, { skew })] : []),
];

test('what the paper found of one guest stands beside ours', () => {
  const runs = [...boot('native', 'n1', [100]), ...boot('VM virtio', 'v1', [103]), ...boot('VM emulated', 'e1', [99])];
  expect(besideOne(runs)).toEqual([
    'Figure 4, one guest: published, around 2 % from the host; here VM virtio, 3 % more ticks than natively.',
    'Figure 4, one guest: published, around 2 % from the host; here VM emulated, 1 % fewer ticks than natively.',
  ]);
  expect(besideOne([])).toEqual(['No guest of this run can stand beside figure 4.']);
});

test('table I stands beside what our guests lost, whole boots alone', () => {
  const runs = [
    ...boot('native', 'n2', [100, 100]),
    ...boot('native', 'n3', [100, 100, 100]),
    ...boot('VMs', 'k2', [125, 125]),
    // One of its guests died.
    ...boot('VMs', 'k3', [100, 100]).map((one) => ({ ...one, key: { ...one.key, at: { guests: 3 } } })),
  ];
  const [table, besides] = besideTable(runs, 2);
  expect(table).toBe(
    'Table I, HEP-SPEC06 on 8 guests of 8 cores: published, KVM lost 3.42 %; here, of pi, which is another program: 2 guests on 2 CPUs lost 20 %.',
  );
  expect(besides).toContain('Xen HVM lost 4.55 %, Xen PV 2.02 %');
  expect(besideTable(boot('VMs', 'k2', [125, 125]), 2)).toEqual(['No fleet of this run can stand beside table I.']);
});

describe('guests side by side', () => {
  test('are told with Jain’s index, their spread, and what they began apart', () => {
    const [sentence] = shared([...boot('VMs', 'k1', [90, 110], 3), ...boot('VMs', 'k2', [100, 100], 5)]);
    expect(sentence).toBe(
      'VMs, 2 side by side: 20.1 computations a second together; Jain’s index 0.9901 in the least even of 2 boots (1 is even); ticks were off their mean by 5 % on average, 10 % from the least to the most; they began within 5 ms.',
    );
    const eight = shared(boot('VMs', 'k8', [100, 100, 100, 100, 100, 100, 100, 104]))[0];
    expect(eight).toMatch(/ Published: around 2 %\.$/);
  });

  test('that did not run at the same time decide nothing, nor do those of whom one died', () => {
    expect(hadTheirTurns(boot('VMs', 'k1', [90, 110], 800))).toBeUndefined();
    expect(hadTheirTurns(boot('VMs', 'k1', [90, 110], 1000))).toBe(
      'of 2 side by side the last began 1 s after the first, and the shortest run took 9 s',
    );
    const died = boot('VMs', 'k1', [90, 110]).map((one) => ({ ...one, key: { ...one.key, at: { guests: 3 } } }));
    expect(hadTheirTurns(died)).toBe('a guest of 3 died');
    const [living, , unit] = boot('VMs', 'k1', [90, 110]);
    const alone = [living, unit].flatMap((one) => one ?? []);
    expect(hadTheirTurns(alone)).toBe('a guest of 2 died');
    expect(shared(alone)).toHaveLength(1);
  });
});

describe('the law', () => {
  const loads = (of: (count: number) => number, sizes: readonly number[]) =>
    sizes.flatMap((count) => [0.99, 1.01].map((by) => ({ count, throughput: of(count) * by })));
  const linear = (count: number) => 5 * count;

  test('is told with its intervals, and that there may be no contention', () => {
    expect(told('VMs', 'there is none')).toBe('VMs: no law, since there is none.');
  });

  test('a prediction held, did not, or is open', () => {
    expect(outcome('VMs', 6, loads(linear, [1, 2, 4]), loads(linear, [1, 6]))).toMatch(
      /^VMs, 6 side by side: predicted 6 x one alone \(95 % interval [\d.]+ to [\d.]+\); booted, 6 x\. The prediction held\.$/,
    );
    expect(
      outcome(
        'VMs',
        6,
        loads(linear, [1, 2, 4]),
        loads((count) => linear(Math.min(2, count)), [1, 6]),
      ),
    ).toMatch(/booted, 2 x\. The prediction did not hold\.$/);
    expect(outcome('VMs', 6, [], [])).toBe(
      'VMs, 6 side by side: undecided: 0 sizes were measured, and its three parameters take three.',
    );
  });
});

test('what the counter counts is told of each arm, by who runs it', () => {
  const looks = [
    {
      target: 'v',
      command: 'cat /sys/devices/system/clocksource/clocksource0/current_clocksource',
      stdout: 'kvm-clock\n',
      exit: 0,
    },
    {
      target: 'v',
      command: 'grep -o -w -m 1 -e constant_tsc -e nonstop_tsc /proc/cpuinfo',
      stdout: 'constant_tsc\n',
      exit: 0,
    },
  ];
  const unit = {
    id: 'v1',
    experiment: 'x',
    arm: 'VM virtio',
    at: {},
    block: 1,
    boot: 1,
    host: 'h',
    targets: ['v'],
    machines: [],
    proofs: [],
    looks,
  };
  const [sentence] = ticking(
    {
      runs: [run('VM virtio', 'v1', 'v', 1, { 'tick rate': 2.6e9 })],
      units: [unit],
      machines: [],
      testbed: undefined,
    },
    'x',
  );
  expect(sentence).toBe(
    'VM virtio: rdtsc goes 2600 million ticks a second of its own clock (clock source kvm-clock), at a rate that the CPU’s own frequency does not change: time, and not cycles.',
  );
});

test('the larger fleet is larger than those of which the law is made, and both are of the same arms', () => {
  expect(NEXT).toBeGreaterThan(Math.max(...SIZES));
  expect(SIZES[0]).toBe(1);
  expect(Object.keys(larger.arms)).toEqual(Object.keys(fleets.arms));
  expect(Object.keys(one.arms)).toEqual(['native', 'VM virtio', 'VM emulated']);
});
