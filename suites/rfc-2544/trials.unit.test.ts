import { describe, expect, test } from 'vitest';
import { throughput } from './experiments.ts';
import {
  carriedAt,
  FULL_LINK,
  frameSizes,
  fullLoad,
  fullRate,
  heard,
  heardBurst,
  loads,
  loadWasOff,
  offerWasTheLimit,
  overloads,
  testerWasTheLimit,
} from './trials.ts';

const trial = { frame: 1518, load: 1000, seconds: 1 } as const;
const readings = (sent: number, received: number, parts = {}, open = 0) => ({
  'frames sent': sent,
  'frames received': received,
  'lost by layer': { parts },
  'frames unaccounted': open,
});

test('a full link is the study’s gigabit, preambles and gaps included', () => {
  expect(fullLoad(64)).toBe(1_488_095);
  // Of payload: 1472 of every 1538 bytes of time.
  expect(fullRate(1518) / 1000).toBeCloseTo(1000 * (1472 / 1538), 1);
});

describe('DUT IN', () => {
  const asked = { ...trial, direction: 'receive' } as const;

  test('loses what came to the link and did not arrive', () => {
    expect(heard(readings(1000, 990), asked)).toEqual({ loss: 1 - 990 / 1000 });
    expect(heard(readings(1003, 1003), asked)).toEqual({ loss: 0 });
  });

  test('is not blamed for what the tester did not send, or lost itself', () => {
    expect(heard(readings(500, 500), asked)).toEqual({ offered: 500 });
    expect(heard(readings(1000, 900, { 'sender’s socket': 100 }), asked)).toEqual({ offered: 900 });
    expect(heard(readings(1000, 980, { 'sender’s queue': 10, 'receiver’s socket': 10 }), asked)).toEqual({
      loss: 1 - 980 / 990,
    });
  });
});

test('a burst is heard by its frames, whatever time they took', () => {
  expect(heardBurst(readings(4003, 4003), 4000)).toEqual({ loss: 0 });
  expect(heardBurst(readings(4003, 2003), 4000)).toEqual({ loss: 1 - 2003 / 4003 });
  // The tester's own queue lost the others.
  expect(heardBurst(readings(4003, 3000, { 'sender’s socket': 1003 }), 4000)).toEqual({ offered: 3000 });
  expect(heardBurst(readings(4003, 4003, {}, 7), 4000)).toHaveProperty('invalid');
});

describe('DUT OUT', () => {
  const asked = { ...trial, direction: 'send' } as const;

  test('loses what it was to send and did not', () => {
    const { loss } = heard(readings(500, 500), asked) as { loss: number };
    expect(loss).toBeCloseTo(0.5, 3);
  });

  test('is not blamed for what the tester’s socket lost', () => {
    expect(heard(readings(1000, 900, { 'receiver’s socket': 100 }), asked)).toEqual({ loss: 0 });
    const lost = heard(readings(1000, 900, { 'sender’s link': 60, 'receiver’s UDP': 40 }), asked);
    expect((lost as { loss: number }).loss).toBeCloseTo(0.06, 3);
  });
});

test('a trial whose account does not close says nothing, and by how much; one without counters neither', () => {
  const asked = { ...trial, direction: 'receive' } as const;
  expect(heard(readings(1000, 1000, {}, 2), asked)).toEqual({ loss: 0 });
  expect(heard(readings(1000, 1000, {}, 7), asked)).toEqual({
    invalid: 'the layers do not add up: 7 frames are in no account',
  });
  expect(heard({}, asked)).toHaveProperty('invalid');
});

test('frames that came before nuttcp’s receiver listened are nobody’s limit: such a trial says nothing', () => {
  const early = readings(1000, 940, { 'no socket': 60 });
  for (const direction of ['receive', 'send'] as const)
    expect(heard(early, { ...trial, direction })).toEqual({
      invalid: 'nuttcp’s receiver was not listening when 60 frames came',
    });
});

describe('the tester was the limit', () => {
  const run = (workload: string, of: Record<string, number>) => ({
    ...{ unit: 'native#1', target: 'native', at: '2026-01-01T00:00:00Z', seconds: 1, commands: {}, raw: [] },
    key: { experiment: 'e', arm: 'native', block: 1, boot: 1, repeat: 1, trial: 1, workload, at: { frame: 1518 } },
    readings: of,
  });

  test('of a search that met no load that was too much', () => {
    expect(testerWasTheLimit([run('s', { 'PDR regular': 1, 'tester limited': 30 })])).toBeUndefined();
    expect(testerWasTheLimit([run('s', { 'PDR regular': 0, 'tester limited': 0 })])).toBeUndefined();
    expect(testerWasTheLimit([run('s', { 'PDR regular': 0, 'tester limited': 3 })])).toContain('its limit was seen');
  });

  test('where little was offered and nearly all of it arrived, and only for what is received', () => {
    const little = { offered: 100, loss: 0.2 };
    expect(offerWasTheLimit([run('nuttcp DUT IN', little)])).toContain('nearly all of it arrived');
    expect(offerWasTheLimit([run('nuttcp DUT OUT', little)])).toBeUndefined();
    expect(offerWasTheLimit([run('nuttcp DUT IN', { offered: 100, loss: 30 })])).toBeUndefined();
    expect(offerWasTheLimit([run('nuttcp DUT IN', { offered: 957, loss: 0 })])).toBeUndefined();
  });
});

test('the size of frames is told of a run whose frames were counted every time, and of no other', () => {
  const run = (bytes?: number) => ({
    ...{ unit: 'native#1', target: 'native', at: '2026-01-01T00:00:00Z', seconds: 1, commands: {}, raw: [] },
    key: {
      experiment: FULL_LINK,
      arm: 'native',
      block: 1,
      boot: 1,
      repeat: 1,
      trial: 1,
      workload: 'w',
      at: { frame: 64 },
    },
    readings: bytes === undefined ? {} : { 'frame bytes': bytes },
  });
  expect(frameSizes({ runs: [run(60), run(60.2)] })).toMatchObject({
    open: undefined,
    found: [{ asked: 64, onLink: 64 }, {}],
  });
  for (const runs of [[run(60), run()], []])
    expect(frameSizes({ runs }).open).toBe('frames on the link were not counted in every run');
});

describe('a load while round trips are measured', () => {
  const run = (workload: string, readings: Record<string, number>, size = 64) => ({
    ...{ unit: 'native#1', target: 'native', at: '2026-01-01T00:00:00Z', seconds: 1, commands: {}, raw: [], readings },
    key: { experiment: 'e', arm: 'native', block: 1, boot: 1, repeat: 1, trial: 1, workload, at: { frame: size } },
  });
  const found = { 'PDR regular': 1, PDR: 8000 };

  test('is a share of what the last search found for its size, receiving', () => {
    const runs = [
      run('nuttcp DUT IN', { ...found, PDR: 1000 }),
      run('nuttcp DUT IN', found),
      run('nuttcp DUT IN', { ...found, PDR: 500 }, 1518),
      run('nuttcp DUT OUT', { ...found, PDR: 9000 }),
      run('nuttcp DUT IN', { throughput: 1 }),
    ];
    expect([64, 1518, 512].map((size) => carriedAt(size)(runs))).toEqual([8000, 500, Number.NaN]);
    // What had no rate of which little is lost, tells none, whatever an earlier boot told.
    expect(carriedAt(64)([...runs, run('nuttcp DUT IN', { 'PDR regular': 0 })])).toBeNaN();
  });

  test('is offered as kilobits of payload; the least of a search where nothing is known', () => {
    const { workloads } = throughput;
    if (typeof workloads !== 'function') throw new TypeError('they are made at each point');
    const lineAt = (carried: number) => {
      const made = workloads('native', { frame: 1518 }, (name) => (name === 'carried at 1518' ? carried : Number.NaN));
      const end = { address: '192.0.2.1', port: 1 };
      return made
        .find(({ name }) => name === 'ping at 50 % load')
        ?.roles.at(-1)
        ?.command({ listen: end, call: end });
    };
    // 4000 frames of 1472 bytes.
    expect(lineAt(8000)?.join(' ')).toContain(' -R47104 ');
    expect(lineAt(Number.NaN)?.join(' ')).toContain(' -R588 ');
  });

  test('counts if nine tenths of it came; else nothing is compared', () => {
    const [all, some, other] = [{ 'load share': 99 }, { 'load share': 61.4 }, { loss: 1 }].map((one) => run('w', one));
    if (all === undefined || some === undefined || other === undefined) throw new TypeError('three runs');
    expect(loadWasOff([all, other])).toBeUndefined();
    expect(loadWasOff([all, some])).toBe('of the load that was asked for, 61 % came while ping ran');
    expect(loads({ runs: [all, other] })).toMatchObject({ open: undefined, found: [{ of: 'native, w', share: 99 }] });
    expect(loads({ runs: [some] }).open).toContain('61 % came');
    expect(loads({ runs: [other] }).open).toBe('there was no round trip under load');
  });

  test('there is a recovery where frames were lost of an overload that was offered', () => {
    const offered = { 'overload loss': 12, 'overload share': 99 };
    const [recovered, whole, less] = [
      run('recovery DUT IN', { ...offered, recovery: 50 }),
      run('recovery DUT IN', { ...offered, 'overload loss': 0 }),
      run('recovery DUT IN', { ...offered, 'overload share': 61 }),
    ];
    expect(overloads({ runs: [recovered, run('w', { loss: 1 })] })).toMatchObject({
      open: undefined,
      found: [recovered],
    });
    expect(overloads({ runs: [recovered, whole, less] }).open).toBe(
      'in 2 of 3 runs there was nothing to recover from: in 1 nothing was lost, in 1 the tester could not offer the load',
    );
    expect(overloads({ runs: [] }).open).toBe('none was offered');
  });
});
