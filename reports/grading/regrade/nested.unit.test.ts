import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { EventOf, JournalEvent } from '../../record/journal/journal.ts';
import type { FindingRecord } from '../../record/schema/record.ts';
import { grade, type Open } from '../assessment/grade.ts';
import { EXITS, leftOut, withoutExits } from '../testing/forged-exits.ts';
import { Forger, nested, retold } from '../testing/forger.ts';
import { loadDeclared } from './declared.ts';
import { regrade } from './regrade.ts';
import { readSubmission } from './submission.ts';

const before = { ...process.env };
afterAll(() => {
  delete process.env['LAB_PACE'];
  Object.assign(process.env, before);
});
process.env['LAB_PACE'] = 'quick';
const bundle = await nested();
const declared = await loadDeclared(join(import.meta.dirname, '../../..'), ['studio-15']);

test('a run under KVM on the nested testbed has no discrepancy, and nothing is open', async () => {
  expect(await regrade(readSubmission(bundle, 'a.zip'), declared)).toMatchObject({
    discrepancies: [],
    open: [],
    told: [],
  });
});

test.each(EXITS)('finds $what, and names it', async ({ forge, check, where, file }) => {
  const { discrepancies } = await regrade(readSubmission(forge(new Forger(bundle)), 'a.zip'), declared);
  expect(discrepancies).toContainEqual(
    expect.objectContaining({ check, where: expect.stringMatching(where), file: expect.stringMatching(file) }),
  );
  for (const { claimed, found } of discrepancies) expect(claimed).not.toBe(found);
});

describe('a block that was begun again since its testbed was lost is told, and accuses nobody', () => {
  const note = { kind: 'note', text: 'The testbed was lost.', rows: [['Testbed', 'nested']] } satisfies FindingRecord;
  /** After the block's first unit, a note of its loss and the block anew. */
  const again = (lost: readonly JournalEvent[] = [{ type: 'finding', exercise: 'studio-15/1', finding: note }]) => {
    let done = false;
    return new Forger(bundle).insert((event) => {
      if (done || event.type !== 'unit' || event.unit.machines.length === 0) return event;
      done = true;
      const { experiment, block, host } = event.unit;
      const once = { type: 'block', experiment, block, host } as const;
      return [event, ...lost, once];
    });
  };
  const toldOf = async (forger: Forger) => {
    const { told, discrepancies } = await regrade(readSubmission(forger.sealed(), 'a.zip'), declared);
    expect(discrepancies.filter(({ where }) => where === 'block 1 of studio-15/devices')).toEqual([]);
    return told.filter((one) => one.includes('was begun again'));
  };
  const machine = 'consoles/studio-15/virtio-1';

  test('by what its kernel log has', async () => {
    const forger = again();
    forger.files.set(
      `${machine}/kernel.log`,
      Buffer.from('[   15.284430] traps: PANIC\n[   15.286421] double fault: 0000 [#1] PREEMPT SMP NOPTI\n'),
    );
    expect(await toldOf(forger)).toEqual([
      expect.stringMatching(
        /^block 1 of .* was begun again, since its testbed was lost: of .*#1, its kernel log has "\[ {3}15\.286421\] double fault: 0000 \[#1\] PREEMPT SMP NOPTI"$/,
      ),
    ]);
  });

  test('by QEMU’s exit status', async () => {
    const forger = again().replace(`${machine}/console.cast`, /"x","0"\]\s*$/, '"x","137"]\n');
    expect(await toldOf(forger)).toEqual([expect.stringMatching(/: of .*#1, its QEMU ended with exit status 137$/)]);
  });

  test('by a command that never ended', async () => {
    const forger = again().replace(`${machine}/console.cast`, /;t;[^"]*(?="\]\n\[[^\n]*"x","0"\]\s*$)/, '');
    expect(await toldOf(forger)).toEqual([expect.stringMatching(/: of .*#1, a command on its console never ended$/)]);
  });

  test('but one that the journal does not tell of is none, whatever notes stand elsewhere', async () => {
    const forger = again([]).insert((event) =>
      event.type === 'ended' ? [{ type: 'finding', exercise: 'studio-15/1', finding: note }, event] : event,
    );
    const { discrepancies } = await regrade(readSubmission(forger.sealed(), 'a.zip'), declared);
    expect(discrepancies).toContainEqual(
      expect.objectContaining({ where: 'block 1 of studio-15/devices', claimed: 'lost with its testbed' }),
    );
  });

  test('or by its note alone', async () => {
    expect(await toldOf(again())).toEqual([expect.stringMatching(/: nothing shows it but the note of the record$/)]);
  });
});

test('what a client outside has told is open: no console shows it', async () => {
  const raw = [...bundle.keys()].find((path) => path.includes('iperf-sending-studio-15-e1000-tap-1')) ?? '';
  const outside = 'iperf -c 127.0.0.1 -p 40001 -t 1 -f k -R';
  const forger = new Forger(bundle).replace(raw, /iperf -c \S+ -p \d+ -t 1 -f k/, outside);
  retold(forger, raw, ({ commands }) => ({ commands: { ...commands, client: outside } }));
  const { open } = await regrade(readSubmission(forger.sealed(), 'a.zip'), declared);
  expect(open.map((one) => one.open)).toContain(
    `${outside} on studio-15/e1000-tap#1: its client ran outside, where no console shows it`,
  );
});

const claimsOf = (forger: Forger, open: readonly Open[]) =>
  grade(forger.record, declared.points, open).items.find(({ what }) => what === 'virtio-net clearly beats e1000');

const on = (forger: Forger, fingerprint: Partial<EventOf<'testbed'>['testbed']['fingerprint']>) =>
  forger.change('testbed', (event) => ({
    ...event,
    testbed: { ...event.testbed, fingerprint: { ...event.testbed.fingerprint, ...fingerprint } },
  }));

test.each<[string, (forger: Forger) => Forger, RegExp]>([
  ['a kernel that does not tell them', (forger) => on(forger, { kernel: '5.10.0-35-amd64' }), /Linux 5\.10/],
  [
    'a QEMU that does not tell them',
    (forger) => on(forger, { qemu: { path: '/usr/bin/qemu-system-x86_64', version: '6.2.0 (Ubuntu)' } }),
    /QEMU 6\.2\.0/,
  ],
  [
    'another QEMU, of which only the path is known',
    (forger) => on(forger, { qemu: { path: '/opt/qemu/bin/qemu-system-x86_64-own', version: '9.0.0' } }),
    /the version is not known/,
  ],
])('without VM exits nobody is accused who has %s, and what is claimed is open', async (_, change, why) => {
  const forger = change(withoutExits(new Forger(bundle)));
  const { discrepancies, open } = await regrade(readSubmission(forger.sealed(), 'a.zip'), declared);
  expect(discrepancies.filter(({ check }) => check === 'counts')).toEqual([]);
  expect(open.map((one) => one.open)).toContainEqual(expect.stringMatching(why));
  expect(claimsOf(forger, open)).toMatchObject({ state: 'not yet graded', why: expect.stringMatching(why) });
});

test('without VM exits, where kernel and QEMU tell them, is a discrepancy', async () => {
  const { discrepancies } = await regrade(readSubmission(withoutExits(new Forger(bundle)).sealed(), 'a.zip'), declared);
  expect(discrepancies).toContainEqual(
    expect.objectContaining({
      check: 'counts',
      found: expect.stringContaining('ran under KVM, whose exits are told there'),
    }),
  );
});

test.each(['virtio-net on tap', 'e1000 on tap'])(
  'what is claimed is open where %s was left out for no reason that the record has',
  async (arm) => {
    const forger = leftOut(new Forger(bundle), arm, 'this testbed cannot give a guest tap (who knows)');
    const { open } = await regrade(readSubmission(forger.sealed(), 'a.zip'), declared);
    expect(claimsOf(forger, open)).toMatchObject({
      state: 'not yet graded',
      why: expect.stringContaining(`${arm} of studio-15/devices was left out`),
    });
    // What SLIRP decides in its place would be worth points.
    const { claims: _, ...only } = open.find(({ claims }) => claims) ?? { open: '', of: [] };
    expect(only.of).toContainEqual({ experiment: 'studio-15/devices', arm });
  },
);

test('what is claimed does not turn on vhost: where its arm was left out, that arm alone is open', async () => {
  const arm = 'virtio-net on tap+vhost';
  const forger = leftOut(new Forger(bundle), arm, 'this testbed cannot give a guest tap+vhost (who knows)');
  const { open } = await regrade(readSubmission(forger.sealed(), 'a.zip'), declared);
  expect(open.flatMap(({ of }): readonly unknown[] => [of].flat())).toEqual([{ experiment: 'studio-15/devices', arm }]);
});

test('a testbed that is told to have no private networks has no tap', async () => {
  const forger = new Forger(bundle).change('testbed', (event) => ({
    ...event,
    testbed: {
      ...event.testbed,
      abilities: { ...event.testbed.abilities, namespaces: { works: false, why: 'forbidden' } },
    },
  }));
  const { discrepancies } = await regrade(readSubmission(forger.sealed(), 'a.zip'), declared);
  expect(discrepancies).toContainEqual(
    expect.objectContaining({ check: 'unit', where: expect.stringMatching(/^network of studio-15\/virtio-tap#1/) }),
  );
});
