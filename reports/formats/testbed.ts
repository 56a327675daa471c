import type { RunRecord } from '../record.ts';
import { inline } from './text.ts';

type Testbed = Pick<NonNullable<RunRecord['testbed']>, 'kind' | 'name' | 'why'>;

/** Where the run took place, and why there: `nested (debian-12-testbed, amd64): KVM does not work on …`. */
export function testbedLine({ why, ...testbed }: Testbed): string {
  return inline(`${testbedName(testbed)}: ${why}`).replace(/\.$/, '');
}

export const testbedName = ({ kind, name }: Pick<Testbed, 'kind' | 'name'>): string =>
  inline(name.startsWith(kind) ? name : `${kind} (${name})`);

/** What a reader must know of the kind before reading a number. */
export function testbedMeaning({ kind }: Pick<Testbed, 'kind'>): string[] {
  if (kind !== 'nested') return [];
  return [
    'This testbed is a computer that QEMU emulates, with a real KVM inside. Its numbers are not those of any hardware; ' +
      'what counts is how they compare with each other: guest with native, one device with another.',
  ];
}
