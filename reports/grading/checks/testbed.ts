import { netdevAppend } from '../../../fixtures/machines/declaration/netdev.ts';
import type { MachineRecord } from '../../record/schema/record.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import { netdevOf, optionOf } from '../evidence/blueprint.ts';
import { type Grounds, machinesEntered } from '../regrade/grounds.ts';
import { RECORD, type Remark } from '../regrade/submission.ts';

/**
 * No arm decides which QEMU and which kernel a machine has, nor the kernel's own parameters: the testbed gives all
 * machines the same, until the run is taken up on another one.
 */
export function* checkTestbed({ submission: { journal }, replayed }: Grounds): Generator<Remark> {
  const laid = machinesEntered(replayed);
  let turn = 0;
  const alike: [kind: string, machine: MachineRecord][] = [];
  for (const { event } of journal) {
    if (event.type === 'testbed') turn += 1;
    if (event.type !== 'machine') continue;
    const { arch, accelerator, image, stack } = event.machine;
    alike.push([JSON.stringify([turn, arch, accelerator, image, stack]), event.machine]);
  }
  for (const group of Map.groupBy(alike, ([kind]) => kind).values())
    yield* compare(
      group.map(([, machine]) => machine),
      laid,
    );
}

/** @param laid names of those over whose root something is laid at each boot: it is in their initramfs */
function* compare(machines: readonly MachineRecord[], laid: ReadonlySet<string>): Generator<Remark> {
  for (const [what, of] of GIVEN) {
    const given = Map.groupBy(what === INITRAMFS ? machines.filter(({ name }) => !laid.has(name)) : machines, of);
    const [usual = '', most = []] = [...given].toSorted(([, one], [, other]) => other.length - one.length)[0] ?? [];
    for (const [other, some] of given)
      for (const { id } of other === usual ? [] : some)
        yield discrepancy(
          'machine',
          { where: `${what} of ${id}`, file: RECORD },
          other,
          `${usual}, as ${most.length} other machines of this testbed have it`,
        );
  }
}

const INITRAMFS = 'initramfs';
const GIVEN: readonly (readonly [what: string, of: (machine: MachineRecord) => string])[] = [
  ['QEMU', ({ argv }) => argv[0] ?? ''],
  ['kernel', ({ argv }) => optionOf(argv, '-kernel') ?? 'none'],
  [INITRAMFS, ({ argv }) => optionOf(argv, '-initrd') ?? 'none'],
  ['kernel’s parameters', parametersOf],
];

/** Without its address, which its network gives it. */
function parametersOf(machine: MachineRecord): string {
  const address = netdevAppend(netdevOf(machine));
  const words = (optionOf(machine.argv, '-append') ?? '').split(' ');
  return words.filter((word) => !address.includes(word)).join(' ');
}
