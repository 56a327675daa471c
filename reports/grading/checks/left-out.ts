import { type AnyExperiment, armsOf, treatmentsAt } from '../../../fixtures/experiments/declaration/experiment.ts';
import { isLeftOutAt } from '../../../fixtures/experiments/schedule/left-out.ts';
import { cellsOf } from '../../../fixtures/experiments/schedule/schedule.ts';
import { driverOf, machinesOf } from '../../../fixtures/subjects/drivers.ts';
import type { Subject } from '../../../fixtures/subjects/subject.ts';
import type { NetdevKind } from '../../../fixtures/testbeds/networks/netdev-ability.ts';
import type { AbilityName } from '../../../fixtures/testbeds/testbed.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import type { LeftOutRecord } from '../../record/schema/run.ts';
import { armName } from '../../record/views/factor-order.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import { type Grounds, subjectOf } from '../regrade/grounds.ts';
import { RECORD, type Remark } from '../regrade/submission.ts';

/** What a testbed must be able to do for a guest's network, of what its record tells. */
const NEEDED: Readonly<Record<NetdevKind, readonly AbilityName[]>> = {
  user: [],
  tap: ['namespaces'],
  'tap+vhost': ['namespaces', 'vhostNet'],
  hub: [],
  cable: ['namespaces', 'passthrough'],
};

/**
 * An arm is left out for what the testbed lacks, and the record tells of that too. Where it does not, what is claimed
 * of the arm is open, and so is what decides in its place; and what a testbed is told to lack, no machine of the run
 * had.
 */
export function* checkLeftOut({
  submission: { record },
  replayed: { walked },
}: {
  readonly submission: Pick<Grounds['submission'], 'record'>;
  readonly replayed: Pick<Grounds['replayed'], 'walked'>;
}): Generator<Remark> {
  for (const leftOut of record.leftOut) {
    const { experiment: id, arm, at, why } = leftOut;
    const experiment = walked.get(id)?.experiment;
    if (experiment === undefined || !Object.hasOwn(experiment.arms, arm)) continue;
    const what = `${armName(arm, at)} of ${id}`;
    const needs = [...needsOf(experiment, leftOut), ...treatmentNeeds(experiment, leftOut)];
    const lacking = needs.find((name) => isTold(name, why, record));
    const told = lacking !== undefined || isEmulatedTwice(experiment, leftOut, record);
    if (told || wantsMoreCpus(experiment, leftOut, record)) {
      yield { told: `${what} was left out: ${why}` };
      continue;
    }
    const open = `${what} was left out, and nothing that the record tells of the testbed says why: ${why}`;
    yield { open, of: [{ experiment: id, arm }] };
    yield { open, of: judgedWith(experiment, arm).map((one) => ({ experiment: id, arm: one })), claims: true };
  }
  for (const { id, netdev } of record.machines) {
    const lacking = NEEDED[netdev].find((name) => lacks(name, record));
    if (lacking !== undefined) yield had(id, netdev, lacking);
  }
  for (const { id, experiment: name, arm, at } of record.units) {
    const experiment = walked.get(name)?.experiment;
    if (experiment === undefined || !Object.hasOwn(experiment.arms, arm)) continue;
    const subject = subjectOf(experiment, { arm, at });
    // In a machine it needs of the testbed but its program.
    const needs = machinesOf([subject]).length > 0 ? [] : driverOf(subject).needs;
    const lacking = needs?.find((one) => lacks(one, record));
    if (lacking !== undefined)
      yield discrepancy('unit', { where: id, file: RECORD }, 'measured', `the testbed is told to have no ${lacking}`);
  }
  const entered = record.runs.find(({ commands }) => Object.values(commands).some((one) => one.startsWith(ENTERING)));
  if (entered !== undefined && lacks('namespaces', record)) yield had(entered.unit, 'one of its own', 'namespaces');
}

/** How a native tool gets into the network of its own. */
const ENTERING = 'nsenter --net';

const had = (id: string, network: string, lacking: AbilityName) =>
  discrepancy(
    'unit',
    { where: `network of ${id}`, file: RECORD },
    network,
    `the testbed is told to have no ${lacking}`,
  );

const subjectsLeftOut = (experiment: AnyExperiment, leftOut: LeftOutRecord): readonly Subject[] =>
  cellsOf(experiment)
    .filter((cell) => isLeftOutAt(leftOut, cell))
    .map((cell) => subjectOf(experiment, cell));

const machinesLeftOut = (experiment: AnyExperiment, leftOut: LeftOutRecord) =>
  machinesOf(subjectsLeftOut(experiment, leftOut));

/** What the treatments need that the cells would have had, beside what their subjects do. */
const treatmentNeeds = (experiment: AnyExperiment, leftOut: LeftOutRecord): readonly AbilityName[] =>
  cellsOf(experiment)
    .filter((cell) => isLeftOutAt(leftOut, cell))
    .flatMap(({ arm, at }) => treatmentsAt(experiment, arm, at))
    .flatMap(({ needs = [] }) => needs);

/** An arm without machines is native, and its network is one of its own, unless its driver says what it needs. */
function needsOf(experiment: AnyExperiment, leftOut: LeftOutRecord): readonly AbilityName[] {
  const own = subjectsLeftOut(experiment, leftOut).flatMap((subject) => driverOf(subject).needs ?? []);
  if (own.length > 0) return own;
  const machines = machinesLeftOut(experiment, leftOut);
  if (machines.length === 0) return NEEDED.tap;
  return machines.flatMap(({ netdev }) => NEEDED[netdev ?? 'user']);
}

/** A machine that is declared to run under TCG is left out on a testbed that is emulated itself. */
export const isEmulatedTwice = (
  experiment: AnyExperiment,
  leftOut: LeftOutRecord,
  { testbed }: Pick<RunRecord, 'testbed'>,
): boolean =>
  testbed?.kind === 'nested' && machinesLeftOut(experiment, leftOut).some(({ accelerator }) => accelerator === 'tcg');

/** More than its testbed is told to have. */
function wantsMoreCpus(experiment: AnyExperiment, leftOut: LeftOutRecord, { testbed }: RunRecord): boolean {
  const { cpus: all = Number.POSITIVE_INFINITY } = testbed?.fingerprint ?? {};
  const subjects = subjectsLeftOut(experiment, leftOut);
  if (machinesOf(subjects).length > 0) return false;
  return (
    subjects.length > 0 &&
    subjects.every((subject) => {
      const allowed = driverOf(subject).allowed?.(subject);
      return typeof allowed === 'object' && allowed.cpus > all;
    })
  );
}

const isTold = (name: AbilityName, why: string, record: RunRecord): boolean =>
  lacks(name, record) && why.includes(record.testbed?.abilities[name]?.why ?? '');

const lacks = (name: AbilityName, { testbed }: RunRecord): boolean => testbed?.abilities[name]?.works === false;

/** The arms of each claim that would have been judged with this one, or that decides only where it was not measured. */
const judgedWith = ({ claims = [] }: AnyExperiment, arm: string): string[] =>
  claims.flatMap(({ of, against, informsOnly }) => {
    const sides = [of, against].flatMap(armsOf).map((side) => side.arm);
    return informsOnly?.where === arm || sides.includes(arm) ? sides : [];
  });
