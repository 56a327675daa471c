import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ProofRecord, Run, UnitRecord } from '../../record/schema/run.ts';
import { unpacked } from '../bundle/archive.ts';
import { ENVIRONMENTS, Forger } from '../testing/forger.ts';
import { loadDeclared } from './declared.ts';
import { regrade } from './regrade.ts';
import { readSubmission } from './submission.ts';

const before = { ...process.env };
afterAll(() => {
  delete process.env['LAB_PACE'];
  Object.assign(process.env, before);
});
process.env['LAB_PACE'] = 'quick';
const bundle = await unpacked(readFileSync(ENVIRONMENTS), ENVIRONMENTS);
const declared = await loadDeclared(join(import.meta.dirname, '../../..'), ['vm-vs-container']);

test('environments that were as declared have no discrepancy', async () => {
  expect(await regrade(readSubmission(bundle, 'a.zip'), declared)).toMatchObject({ discrepancies: [], open: [] });
});

type Witnesses = ProofRecord['witnesses'];

/** In every proof of allotment that has this witness. */
const retold = (arm: string, change: (witnesses: Witnesses) => Witnesses) => {
  const changed = (unit: UnitRecord): UnitRecord => ({
    ...unit,
    proofs: unit.proofs.map((proof) =>
      proof.of === 'as allotted' ? { ...proof, witnesses: change(proof.witnesses) } : proof,
    ),
  });
  return new Forger(bundle)
    .retell((event) =>
      event.type === 'unit' && event.unit.arm === arm ? { ...event, unit: changed(event.unit) } : event,
    )
    .sealed();
};
const saying = (name: string, found: string) => (witnesses: Witnesses) =>
  witnesses.map((one) => (one.witness === name ? { ...one, found } : one));

test.for([
  ['a container without a quota', 'container', saying('CPU quota', 'no limit'), /CPU quota: no limit, which does not/],
  ['a container of which nothing was seen', 'container', (all: Witnesses) => all.slice(0, 1), /CPU quota: not told/],
  ['a VM with more memory than its console shows', 'VM', saying('memory seen', '500 MiB'), /on its console it sees/],
] as const)('finds %s, though its proof says that it agrees', async ([, arm, change, says]) => {
  const { discrepancies } = await regrade(readSubmission(retold(arm, change), 'a.zip'), declared);
  expect(discrepancies).toContainEqual(
    expect.objectContaining({
      ...{ check: 'unit', where: expect.stringMatching(/^proof of as allotted in /) },
      found: expect.stringMatching(says),
    }),
  );
});

test('finds a container that its VM’s console shows on another kernel, though its proof says that it agrees', async () => {
  const changed = (unit: UnitRecord): UnitRecord => ({
    ...unit,
    proofs: unit.proofs.map((proof) =>
      proof.of === 'host of the container'
        ? {
            ...proof,
            witnesses: proof.witnesses.map((one) =>
              one.witness === 'kernel' ? { ...one, expected: 'the guest’s, 1', found: 'the guest’s, 1' } : one,
            ),
          }
        : proof,
    ),
  });
  const forged = new Forger(bundle).retell((event) =>
    event.type === 'unit' && event.unit.arm === 'container in VM' ? { ...event, unit: changed(event.unit) } : event,
  );
  const { discrepancies } = await regrade(readSubmission(forged.sealed(), 'a.zip'), declared);
  expect(discrepancies).toContainEqual(
    expect.objectContaining({
      where: expect.stringMatching(/^proof of host of the container in vm-vs-container\/inside-/),
    }),
  );
});

/** What was counted in an arm's runs, told otherwise in raw files and everywhere else. */
function recounted(arm: string, change: (readings: Run['readings']) => Run['readings']): Forger {
  const forger = new Forger(bundle);
  const counted = (text: string) =>
    text.replace(/(?<=^--- counted meanwhile\n)\{.*\}$/m, (json) => JSON.stringify(change(JSON.parse(json))));
  for (const { key, raw } of forger.record.runs)
    if (key.arm === arm) for (const path of raw) forger.edit(path, counted);
  return forger.change('run', (event) =>
    event.run.key.arm === arm ? { ...event, run: { ...event.run, readings: change(event.run.readings) } } : event,
  );
}

const spent = (arm: string, factor: number): Forger =>
  recounted(arm, (readings) => {
    const { cpu, 'cpu by thread': threads, ...rest } = readings;
    if (typeof cpu !== 'number' || typeof threads !== 'object' || !('parts' in threads)) return readings;
    const parts = Object.fromEntries(Object.entries(threads.parts).map(([name, time]) => [name, time * factor]));
    return { ...rest, cpu: cpu * factor, 'cpu by thread': { parts } };
  });

test('finds a start time that the replay of its console does not show', async () => {
  const later = recounted('VM', (readings) => {
    const { 'start time': start, ...rest } = readings;
    return typeof start === 'number' ? { ...rest, 'start time': start + 100 } : readings;
  });
  const { discrepancies } = await regrade(readSubmission(later.sealed(), 'a.zip'), declared);
  expect(discrepancies).toContainEqual(
    expect.objectContaining({
      where: expect.stringMatching(/^start time of vm-vs-container\/vm-\d#\d$/),
      found: expect.stringMatching(/^its console begins after \d+\.\d s$/),
    }),
  );
});

test('finds a verdict that its budgets do not allow, read again from the raw files', async () => {
  const { discrepancies } = await regrade(readSubmission(spent('container', 0.5).sealed(), 'a.zip'), declared);
  expect(discrepancies).toContainEqual(
    expect.objectContaining({ check: 'claim', found: expect.stringContaining('is no comparison of the two') }),
  );
});

test('finds CPU time that the CPUs of an environment do not have', async () => {
  const { discrepancies } = await regrade(readSubmission(spent('container', 100).sealed(), 'a.zip'), declared);
  expect(discrepancies).toContainEqual(
    expect.objectContaining({
      ...{ check: 'counts', where: expect.stringMatching(/^cpu by thread of .*container/) },
      found: expect.stringMatching(/^[12] CPUs have no more than/),
    }),
  );
});

test('a testbed that is told to have no containers has measured in none', async () => {
  const forged = new Forger(bundle).change('testbed', (event) => {
    const containers = { works: false, why: 'it has no runc' };
    return { ...event, testbed: { ...event.testbed, abilities: { ...event.testbed.abilities, containers } } };
  });
  const { discrepancies } = await regrade(readSubmission(forged.sealed(), 'a.zip'), declared);
  expect(discrepancies).toContainEqual(
    expect.objectContaining({
      check: 'unit',
      where: 'container#1',
      found: 'the testbed is told to have no containers',
    }),
  );
});
