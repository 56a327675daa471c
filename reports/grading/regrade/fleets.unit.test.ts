import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { unpacked } from '../bundle/archive.ts';
import { FLEETS, Forger } from '../testing/forger.ts';
import { loadDeclared } from './declared.ts';
import { regrade } from './regrade.ts';
import { readSubmission } from './submission.ts';

const before = { ...process.env };
afterAll(() => {
  for (const name of ['LAB_PACE', 'LAB_STUDENT']) delete process.env[name];
  Object.assign(process.env, before);
});
Object.assign(process.env, { LAB_PACE: 'quick', LAB_STUDENT: '522019' });
const bundle = await unpacked(readFileSync(FLEETS), FLEETS);
const declared = await loadDeclared(join(import.meta.dirname, '../../..'), ['hypervisors']);

test('fleets of guests with a student’s own address, and of programs natively, have no discrepancy', async () => {
  expect(await regrade(readSubmission(bundle, 'a.zip'), declared)).toMatchObject({ discrepancies: [], open: [] });
});

test('programs side by side that go by other names are found', async () => {
  const forged = new Forger(bundle)
    .retell((event) =>
      event.type === 'unit' && event.unit.targets.includes('native-3')
        ? { ...event, unit: { ...event.unit, targets: event.unit.targets.toReversed() } }
        : event,
    )
    .sealed();
  const { discrepancies } = await regrade(readSubmission(forged, 'a.zip'), declared);
  expect(discrepancies).toContainEqual(
    expect.objectContaining({
      ...{ check: 'unit', where: expect.stringMatching(/^targets of hypervisors\/native-x3#\d$/) },
      found: 'native-1, native-2, native-3',
    }),
  );
});

test('a guest of a fleet whose address does not follow from the student’s is found', async () => {
  const forged = new Forger(bundle)
    .retell((event) =>
      event.type === 'machine' && event.machine.name === 'virtio-2'
        ? {
            ...event,
            machine: {
              ...event.machine,
              argv: event.machine.argv.map((word) => word.replace(/(,mac=..:..:..):../, '$1:00')),
            },
          }
        : event,
    )
    .sealed();
  const { discrepancies } = await regrade(readSubmission(forged, 'a.zip'), declared);
  expect(discrepancies).toContainEqual(
    expect.objectContaining({
      ...{ check: 'student', where: expect.stringMatching(/^MAC address of 522019, by QEMU’s command line/) },
    }),
  );
});
