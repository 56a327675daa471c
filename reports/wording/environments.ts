import type { RunRecord } from '../record/schema/record.ts';
import type { ProofRecord, UnitRecord } from '../record/schema/run.ts';
import { armName } from '../record/views/factor-order.ts';
import type { Cell, Grid } from './grid.ts';
import { virtualization } from './testbed-text.ts';

/** By which environments are proved to have what was declared of them. */
const ALLOTTED = 'as allotted';
/** Whose kernel runs a container. */
const HOST = 'host of the container';

type Witness = ProofRecord['witnesses'][number];
type Told = Pick<RunRecord, 'experiments' | 'units' | 'leftOut' | 'unproved'>;

/**
 * Whether each environment of a suite was as it was declared: a row each, and a column for each thing that was looked
 * at. Undefined where nothing was asked of any. One whose proofs failed was not measured.
 */
export function environmentsGrid(record: Told, suite: string): Grid | undefined {
  const ofSuite = <T extends { readonly experiment: string }>(all: readonly T[] = []) =>
    all.filter(({ experiment }) => experiment.startsWith(`${suite}/`));
  const [units, refused, leftOut] = [ofSuite(record.units), ofSuite(record.unproved), ofSuite(record.leftOut)];
  const asked = new Set(
    [...units.filter((unit) => witnessesOf(unit).length > 0), ...refused].map(({ experiment }) => experiment),
  );
  if (asked.size === 0) return undefined;
  const opened = Map.groupBy(
    units.filter(({ experiment }) => asked.has(experiment)),
    ({ arm, at }) => armName(arm, at),
  );
  const witnesses = [
    ...[...opened.values()].flat().flatMap(shownOf),
    ...refused.flatMap(({ proof }) => proof.witnesses),
  ];
  const looked = [...new Set(witnesses.map(({ witness }) => witness))];
  const left = new Map(leftOut.map(({ arm, at, why }) => [armName(arm, at), why]));
  const known = new Set([...units, ...refused, ...leftOut].map(({ arm }) => arm));
  const labels = record.experiments
    .filter(({ id }) => asked.has(id))
    .flatMap(({ arms }) => arms.map(({ label }) => label));
  const empty = looked.map(() => '');
  return {
    head: ['environment', 'as declared', ...looked],
    rows: [
      ...[...opened].map(([name, some]): Cell[] => {
        const all = some.flatMap(shownOf);
        return [
          name,
          some.some((unit) => witnessesOf(unit).length === 0) ? strong('not proved') : agreement(all),
          ...cells(looked, all),
        ];
      }),
      ...refused.map(({ arm, unit, proof }): Cell[] => [
        ...[`${arm} (${unit})`, agreement(proof.witnesses)],
        ...cells(looked, proof.witnesses),
      ]),
      ...[...left].map(([name, why]): Cell[] => [name, `left out: ${why}`, ...empty]),
      ...[...new Set(labels)]
        .filter((label) => !known.has(label))
        .map((name): Cell[] => [name, strong('not measured'), ...empty]),
    ],
  };
}

/** Above the table. */
export function environmentsLead({ testbed }: Pick<RunRecord, 'testbed'>): string {
  const virtual = testbed === undefined ? '' : ` Virtualization of the testbed itself: ${virtualization(testbed)}.`;
  return `Whether each environment was as it was declared, and what it was found to have before it was measured.${virtual}`;
}

const strong = (text: string): Cell => ({ text, as: 'strong' });

const witnessesOf = ({ proofs }: UnitRecord): readonly Witness[] =>
  proofs.filter(({ of }) => of === ALLOTTED).flatMap(({ witnesses }) => witnesses);

const shownOf = (unit: UnitRecord): readonly Witness[] => [
  ...witnessesOf(unit),
  ...unit.proofs.filter(({ of }) => of === HOST).flatMap(({ witnesses }) => witnesses),
];

/** `yes`, or what was not. */
function agreement(all: readonly Witness[]): Cell {
  const dissent = all.filter(({ agrees }) => !agrees);
  return dissent.length === 0
    ? '✓ yes'
    : strong(`no: ${[...new Set(dissent.map(({ witness }) => witness))].join(', ')}`);
}

const cells = (looked: readonly string[], all: readonly Witness[]): Cell[] =>
  looked.map((name) => found(all.filter(({ witness }) => witness === name)));

/** What was found at first, or what does not agree, against what was declared. */
function found(all: readonly Witness[]): Cell {
  const dissent = all.find(({ agrees }) => !agrees);
  if (dissent !== undefined) return strong(`${dissent.found}, declared ${dissent.expected}`);
  const [first] = all;
  if (first === undefined) return '';
  const [said = ''] = first.expected.split(',');
  return first.found.startsWith(said) ? first.found : `${first.found} (${first.expected})`;
}
