import { expect, test } from 'vitest';
import type { Fingerprint, RunRecord } from '../../record/schema/record.ts';
import { sampleRecord } from '../../testing/sample-record.ts';
import { computerDigest } from './facts.ts';
import { likeness, refuseUnlike } from './likeness.ts';

const record = sampleRecord();

function on(changes: Partial<Fingerprint>, id = 'later'): RunRecord {
  const { testbed } = record;
  if (testbed === undefined) throw new TypeError('the sample has a testbed');
  return { ...record, id, testbed: { ...testbed, fingerprint: { ...testbed.fingerprint, ...changes } } };
}

function booting(changes: Partial<RunRecord['machines'][number]>): RunRecord {
  return { ...record, id: 'later', machines: record.machines.map((machine) => ({ ...machine, ...changes })) };
}

const NEW_QEMU = { qemu: { path: '/opt/qemu', version: '10.0.2' } };

test('a record is like itself', () => {
  expect(likeness(record, record)).toEqual({ forbidding: [], allowed: [], unknown: [] });
});

test('load and the name of the computer may differ, its governor may not', () => {
  expect(likeness(record, on({ loadAverage: 1.5, hostname: 'lab-8' }))).toEqual({
    forbidding: [],
    allowed: [
      { name: 'hostname', before: 'lab-7', after: 'lab-8' },
      { name: 'load', before: '0.12', after: '1.5' },
    ],
    unknown: [],
  });
  expect(likeness(on({ governor: 'powersave' }), on({ governor: 'performance' })).forbidding).toEqual([
    { name: 'governor', before: 'powersave', after: 'performance' },
  ]);
});

test('QEMU may differ where it is what is studied, and only there', () => {
  const difference = { name: 'QEMU version', before: '7.2.9', after: '10.0.2' };
  expect(likeness(record, on(NEW_QEMU))).toMatchObject({ forbidding: [difference], allowed: [] });
  expect(likeness(record, on(NEW_QEMU), ['QEMU'])).toMatchObject({ forbidding: [], allowed: [difference] });
  expect(likeness(record, on(NEW_QEMU), ['guest image'])).toMatchObject({ forbidding: [difference] });
});

test('a kernel brings its mitigations with it', () => {
  const [before, after] = [on({ mitigations: { mds: 'Vulnerable' } }), on({ mitigations: { mds: 'Not affected' } })];
  expect(likeness(before, after).forbidding).toHaveLength(1);
  expect(likeness(before, after, ['testbed kernel']).forbidding).toHaveLength(0);
});

test('what one of them does not tell is no difference and no agreement', () => {
  expect(likeness(record, on({ turbo: 'on' }))).toEqual({ forbidding: [], allowed: [], unknown: ['turbo'] });
});

test('machines of one name must be set up the same way; a guest image may be what is studied', () => {
  expect(likeness(record, booting({ vcpus: 4 })).forbidding).toContainEqual({
    name: 'studio-15/virtio: vCPUs',
    before: '2',
    after: '4',
  });
  const image = { name: 'debian-13', digest: 'b'.repeat(64) };
  expect(likeness(record, booting({ image })).forbidding).toHaveLength(2);
  expect(likeness(record, booting({ image }), ['guest image']).forbidding).toHaveLength(0);
});

test('versions at the other end of a network make two runs unlike, and are the testbed’s', () => {
  const having = (peerTools: Readonly<Record<string, string>>) => ({
    ...record,
    units: record.units.map((unit) => ({ ...unit, tools: { iperf: '2.1.8' }, peerTools: { ...peerTools } })),
  });
  const [before, after] = [having({ iperf: '2.1.8' }), having({ iperf: '2.2.1' })];
  const difference = { name: 'studio-15/virtio: iperf at the other end', before: '2.1.8', after: '2.2.1' };
  expect(likeness(before, before)).toEqual({ forbidding: [], allowed: [], unknown: [] });
  expect(likeness(before, after).forbidding).toContainEqual(difference);
  expect(likeness(before, after, ['guest image']).forbidding).toContainEqual(difference);
  expect(likeness(having({}), after)).toEqual({ forbidding: [], allowed: [], unknown: [] });
});

test('versions of tools make two runs unlike, and are named; an image brings those of its guests', () => {
  const having = (guest: object, natively: object) => ({
    ...record,
    units: record.units.map((unit) => ({ ...unit, tools: { ...(unit.machines.length > 0 ? guest : natively) } })),
  });
  const before = having({ fio: '3.33', iperf: '2.1.8' }, { fio: '3.33' });
  const image = having({ fio: '3.39', iperf: '2.1.8' }, { fio: '3.33' });
  const difference = { name: 'studio-15/virtio: fio', before: '3.33', after: '3.39' };
  expect(likeness(before, before)).toEqual({ forbidding: [], allowed: [], unknown: [] });
  expect(likeness(before, image).forbidding).toContainEqual(difference);
  expect(likeness(before, image, ['guest image'])).toMatchObject({ forbidding: [] });
  expect(likeness(before, image, ['guest image']).allowed).toContainEqual(difference);
  expect(
    likeness(before, having({ fio: '3.33', iperf: '2.1.8' }, { fio: '3.36' }), ['guest image']).forbidding,
  ).toEqual([{ name: 'native: fio', before: '3.33', after: '3.36' }]);
  // Of other workloads: no version to hold against it.
  expect(likeness(before, having({ iperf: '2.1.8' }, { fio: '3.33' })).forbidding).toEqual([]);
  expect(likeness(record, before)).toMatchObject({
    ...{ forbidding: [], allowed: [] },
    unknown: expect.arrayContaining(['studio-15/virtio: versions of tools', 'native: versions of tools']),
  });
  expect(computerDigest(before)).toBe(computerDigest(image));
});

test('the refusal names the differences, what would be allowed, and what is not known', () => {
  const after = on({ cpuModel: 'Other CPU', cpus: 4, loadAverage: 1.5, turbo: 'on', ...NEW_QEMU });
  expect(() => refuseUnlike(record, after, ['QEMU'])).toThrow(
    [
      'Two runs were to be compared, but their testbeds differ in 2 things that decide a number; nothing was compared.',
      '  Before     2026-02-03T04-05-06Z-9f3c',
      '  After      later',
      '  Differ     CPU: Example CPU @ 2.40GHz, then Other CPU',
      '    CPUs: 2, then 4',
      '  Allowed    QEMU version: 7.2.9, then 10.0.2',
      '    load: 0.12, then 1.5',
      '  Not known  turbo',
      '  Try        measure both on one computer, set up the same way; or name as studied what was changed on purpose',
    ].join('\n'),
  );
});

test('a run that never had a testbed is compared with nothing', () => {
  const { testbed: _, ...without } = record;
  expect(() => refuseUnlike(record, { ...without, id: 'later' })).toThrow(
    'Two runs were to be compared, but one of them opened no testbed.\n  Run        later\n',
  );
});

test('the digest stays for one computer through another QEMU and another load, and changes with the computer', () => {
  expect(computerDigest(on({ ...NEW_QEMU, loadAverage: 3 }))).toBe(computerDigest(record));
  expect(computerDigest(on({ cpus: 4 }))).not.toBe(computerDigest(record));
  expect(computerDigest({ ...record, settings: { LAB_PACE: 'paper' } })).not.toBe(computerDigest(record));
});

test('the values of a student’s own are told apart, and nothing else of a student', () => {
  const of = (id: string, own: object) => ({ ...record, student: { id, own: { 'studio-15': own } } });
  const ada = of('ada', { blockSize: '8k', mac: '52:00:00:00:00:01', port: 20_000 });
  expect(computerDigest(of('eve', { blockSize: '8k', mac: '52:00:00:00:00:02', port: 20_001 }))).toBe(
    computerDigest(ada),
  );
  expect(computerDigest(ada)).not.toBe(computerDigest(record));
  // By it the history of a computer goes on: what was recorded before there were students has this one.
  expect(computerDigest(record)).toBe('3cd595987a');
  expect(likeness(record, ada).forbidding).toEqual([
    { name: 'student’s own values', before: 'none', after: 'studio-15: block size 8k' },
  ]);
});

test('a quota and a cpuset are of the computer; a record from before they were kept leaves them open, and keeps its digest', () => {
  const [free, limited] = [on({ limits: {} }), on({ limits: { quotaCpus: 0.2, cpuset: '0-1', throttled: 59 } })];
  expect(likeness(free, limited)).toMatchObject({
    forbidding: [
      { name: 'CPU quota', before: 'none', after: '0.2 CPUs' },
      { name: 'cpuset', before: 'none', after: '0-1' },
    ],
    unknown: ['throttled periods'],
  });
  expect(likeness(record, free)).toMatchObject({ forbidding: [], unknown: ['kinds of core', 'CPU quota', 'cpuset'] });
  expect(computerDigest(free)).toBe(computerDigest(record));
  expect(computerDigest(limited)).not.toBe(computerDigest(record));
});
