import { expect, test } from 'vitest';
import { givenCard } from '../../../fixtures/machines/declaration/devices.ts';
import { qemuArgv } from '../../../fixtures/machines/qemu/argv.ts';
import { blueprint, spec } from '../../../fixtures/machines/qemu/testing/blueprints.ts';
import { sampleRecord } from '../../testing/sample-record.ts';
import { expectedArgv, netdevOf } from './blueprint.ts';

test('of a card that was given to a guest the address alone is the testbed’s', () => {
  const given = spec.with({ nic: givenCard(), netdev: 'cable' });
  const netdev = { kind: 'cable', card: '0000:02:00.0' } as const;
  const argv = qemuArgv({ ...blueprint, spec: given, netdev });
  const [sample] = sampleRecord().machines;
  if (sample === undefined) throw new Error('the sample has a machine');
  const told = { arch: 'amd64', accelerator: 'tcg', netdev: 'cable' } as const;
  const machine = { ...sample, ...told, argv: [...argv] };
  expect(netdevOf(machine)).toEqual(netdev);
  expect(expectedArgv(given, machine)).toEqual(argv);
});
