import type { RunRecord } from '../record/schema/record.ts';
import type { UnitRecord } from '../record/schema/run.ts';
import { armName } from '../record/views/factor-order.ts';
import type { Grid } from './grid.ts';

/**
 * What was proved of environments beyond the devices of machines: limits, what can be used of them, treatments. Of the first
 * unit of each arm, with how many agree. Undefined where nothing was.
 */
export function proofsGrid({ units, machines }: Pick<RunRecord, 'units' | 'machines'>): Grid | undefined {
  const devices = new Map(machines.map(({ id, evidence }) => [id, evidence.map(({ device }) => device)]));
  const beyond = (unit: UnitRecord) => {
    const own = unit.machines.flatMap((id) => devices.get(id) ?? []);
    return unit.proofs.filter(({ of }) => !own.includes(of));
  };
  const rows = [...Map.groupBy(units, ({ experiment, arm, at }) => `${experiment}: ${armName(arm, at)}`)].flatMap(
    ([environment, some]) =>
      (some[0] === undefined ? [] : beyond(some[0])).flatMap(({ of, witnesses }) => {
        const all = some.flatMap((unit) => unit.proofs.filter((proof) => proof.of === of));
        const agree = all.filter(({ agrees }) => agrees).length;
        const told = `${agree} of ${some.length}`;
        return witnesses.map(({ witness, expected, found }) => [
          ...[environment, of, witness, expected, found],
          agree === some.length ? told : ({ text: told, as: 'strong' } as const),
        ]);
      }),
  );
  if (rows.length === 0) return undefined;
  return { head: ['environment', 'proof', 'witness', 'expected', 'found at first', 'agree'], rows };
}
