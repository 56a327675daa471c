import { expect, test } from 'vitest';
import type { ExperimentRecord, ProofRecord, UnitRecord } from '../record/schema/run.ts';
import { environmentsGrid } from './environments.ts';

type Witness = ProofRecord['witnesses'][number];

const unit = (arm: string, cpus: number | undefined, ...witnesses: Witness[]): UnitRecord => ({
  ...{ id: `${arm}#1`, experiment: 'suite/primes', arm, at: cpus === undefined ? {} : { cpus } },
  ...{ block: 1, boot: 1, host: 'here', targets: [arm], machines: [] },
  proofs: [{ of: 'as allotted', agrees: witnesses.every(({ agrees }) => agrees), witnesses }],
});
const saw = (witness: string, expected: string, found: string): Witness => ({
  ...{ witness, expected, found },
  agrees: expected === found,
});
const experiment = (...arms: string[]): ExperimentRecord => ({
  ...{ id: 'suite/primes', exercise: 'suite/2', workloads: [], metrics: {}, boots: 1 },
  arms: arms.map((label) => ({ label, kind: 'container', workloads: [] })),
  factors: { host: {}, boot: {}, run: {} },
});

test('each environment has a row that is green, names what was not as declared, or why there is nothing', () => {
  const units = [
    unit('native', undefined, { ...saw('CPUs seen', 'no limit', 'no limit: 20'), agrees: true }),
    unit('container', 1, saw('CPUs seen', '1', '1'), { ...saw('swap', 'none', '0 MiB'), agrees: true }),
    unit('container', 2, saw('CPUs seen', '2', '20'), saw('swap', 'none', 'none')),
  ];
  const leftOut = [{ experiment: 'suite/primes', arm: 'vm', at: { cpus: 1 }, why: 'emulated twice' }];
  const record = { units, leftOut, experiments: [experiment('native', 'container', 'vm', 'homework')] };
  expect(environmentsGrid(record, 'suite')).toEqual({
    head: ['environment', 'as declared', 'CPUs seen', 'swap'],
    rows: [
      ['native', '✓ yes', 'no limit: 20', ''],
      ['container at cpus 1', '✓ yes', '1', '0 MiB (none)'],
      [
        'container at cpus 2',
        { text: 'no: CPUs seen', as: 'strong' },
        { text: '20, declared 2', as: 'strong' },
        'none',
      ],
      ['vm at cpus 1', 'left out: emulated twice', '', ''],
      ['homework', { text: 'not measured', as: 'strong' }, '', ''],
    ],
  });
});

test('whose kernel runs a container is a column too', () => {
  const inside = unit('container in VM', 2, saw('CPUs seen', '2', '2'));
  const host = { of: 'host of the container', agrees: true, witnesses: [saw('virtual', 'yes', 'yes')] };
  const units = [{ ...inside, proofs: [...inside.proofs, host] }];
  expect(environmentsGrid({ units, leftOut: [], experiments: [experiment('container in VM')] }, 'suite')).toEqual({
    head: ['environment', 'as declared', 'CPUs seen', 'virtual'],
    rows: [['container in VM at cpus 2', '✓ yes', '2', 'yes']],
  });
});

test('one that was not as declared was not measured, and is named with what was found of it', () => {
  const proof: ProofRecord = { of: 'as allotted', agrees: false, witnesses: [saw('CPUs seen', '1', '20')] };
  const unproved = [{ experiment: 'suite/primes', arm: 'container', unit: 'container#1', proof }];
  expect(
    environmentsGrid({ units: [], leftOut: [], unproved, experiments: [experiment('container')] }, 'suite'),
  ).toEqual({
    head: ['environment', 'as declared', 'CPUs seen'],
    rows: [
      ['container (container#1)', { text: 'no: CPUs seen', as: 'strong' }, { text: '20, declared 1', as: 'strong' }],
    ],
  });
});

test('a suite that proves nothing of its environments has no such table', () => {
  const units = [{ ...unit('native', undefined), proofs: [] }];
  expect(environmentsGrid({ units, leftOut: [], experiments: [] }, 'suite')).toBeUndefined();
  expect(environmentsGrid({ units: [unit('native', 1)], leftOut: [], experiments: [] }, 'other')).toBeUndefined();
});
