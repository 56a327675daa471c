import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { grade } from '../assessment/grade.ts';
import { CAUSES } from '../testing/forged-causes.ts';
import { SEARCHES } from '../testing/forged-searches.ts';
import { Forger, searched } from '../testing/forger.ts';
import { loadDeclared } from './declared.ts';
import { regrade } from './regrade.ts';
import { readSubmission } from './submission.ts';

const before = { ...process.env };
afterAll(() => {
  delete process.env['LAB_PACE'];
  Object.assign(process.env, before);
});
process.env['LAB_PACE'] = 'quick';
const bundle = await searched();
const declared = await loadDeclared(join(import.meta.dirname, '../../..'), ['rfc-2544']);

test('an honest run whose loads were searched for has no discrepancy, and nothing but an arm left out is told', async () => {
  const { discrepancies, open, told } = await regrade(readSubmission(bundle, 'a.zip'), declared);
  expect({ discrepancies, open }).toEqual({ discrepancies: [], open: [] });
  expect(told).toEqual([expect.stringMatching(/^virtio-net on tap\+vhost of rfc-2544\/throughput was left out: /)]);
  const { items } = grade(new Forger(bundle).record, declared.points, open);
  expect(items).toContainEqual(expect.objectContaining({ what: 'throughput by a search', earned: 20 }));
});

test.each([...SEARCHES, ...CAUSES])('finds $what, and names it', async ({ forge, check, where, file }) => {
  const { discrepancies } = await regrade(readSubmission(forge(new Forger(bundle)), 'a.zip'), declared);
  expect(discrepancies).toContainEqual(
    expect.objectContaining({ check, where: expect.stringMatching(where), file: expect.stringMatching(file) }),
  );
  for (const { claimed, found } of discrepancies) expect(claimed).not.toBe(found);
});
