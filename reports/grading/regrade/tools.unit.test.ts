import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { UnitRecord } from '../../record/schema/run.ts';
import { Forger, honest } from '../testing/forger.ts';
import { loadDeclared } from './declared.ts';
import { regrade } from './regrade.ts';
import { readSubmission } from './submission.ts';

process.env['LAB_PACE'] = 'quick';
const bundle = await honest();
const declared = await loadDeclared(join(import.meta.dirname, '../../..'), ['studio-15']);

const GUEST = 'studio-15/virtio#1';
const CONSOLE = 'consoles/studio-15/virtio-1/console.txt';
const ASKED = "$ sh -c 'fio --version; iperf --version'";
const SAID = `${ASKED}\nfio-3.33\niperf version 2.1.8 (12 August 2022) pthreads\n`;
const BOTH = { fio: '3.33', iperf: '2.1.8' };

/** The honest bundle, with what one of its units is said to have told, or with another console. */
async function found(tools: UnitRecord['tools'], { of = 'native#1', shown = SAID } = {}) {
  const forger = new Forger(bundle);
  if (tools !== BOTH)
    forger.change('unit', (event) => (event.unit.id === of ? { ...event, unit: { ...event.unit, tools } } : event));
  if (shown !== SAID) forger.replace(CONSOLE, SAID, shown);
  const { discrepancies } = await regrade(readSubmission(forger.sealed(), 'a.zip'), declared);
  return discrepancies.filter(({ where }) => where.startsWith('version'));
}

test('versions that agree with what the tools print are none that a grader minds', async () => {
  expect(await found({ fio: '3.33' })).toEqual([]);
  const guest = new Forger(bundle).record.units.find(({ id }) => id === GUEST);
  expect(guest?.tools).toEqual(BOTH);
  expect(await found(BOTH, { of: GUEST })).toEqual([]);
});

test.each([
  [
    'another than its reports have',
    { fio: '3.39' },
    {},
    { check: 'tools', claimed: '3.39', found: '3.33', file: /^raw\// },
  ],
  [
    'one that the lab refuses',
    { fio: '3.33', iperf: '2.0.13' },
    {},
    { check: 'tools', claimed: '2.0.13', found: /older/ },
  ],
  [
    'one of a tool that nobody needs',
    { ...BOTH, nuttcp: '6.1.2' },
    {},
    { check: 'tools', where: /nuttcp in native#1/ },
  ],
  [
    'one that no console shows',
    BOTH,
    { of: GUEST, shown: '' },
    { check: 'console', found: /nobody asked/, file: /console\.txt$/ },
  ],
  [
    'another than its console shows',
    { ...BOTH, iperf: '2.2.1' },
    { of: GUEST },
    { check: 'console', where: /versions of tools in studio-15\/virtio#1/, found: /2\.1\.8/ },
  ],
] as const)('finds %s', async (_, tools, how, expected) => {
  const matching = Object.entries(expected).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : expect.stringMatching(value),
  ]);
  expect(await found(tools, how)).toContainEqual(expect.objectContaining(Object.fromEntries(matching)));
});

test('finds a tool at the other end of the network that no workload has there', async () => {
  const of = async (peerTools: UnitRecord['tools']) => {
    const forger = new Forger(bundle);
    forger.retell((event) => (event.type === 'unit' ? { ...event, unit: { ...event.unit, peerTools } } : event));
    const { discrepancies } = await regrade(readSubmission(forger.sealed(), 'a.zip'), declared);
    return discrepancies.filter(({ where }) => where.startsWith('version'));
  };
  expect(await of({ iperf: '2.2.1' })).toEqual([]);
  expect(await of({ fio: '3.39' })).toContainEqual(
    expect.objectContaining({ check: 'tools', where: 'version of fio in studio-15/virtio#1' }),
  );
});
