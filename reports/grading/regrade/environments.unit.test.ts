import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ProofRecord, UnitRecord } from '../../record/schema/run.ts';
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
