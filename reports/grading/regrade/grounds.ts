import {
  type AnyExperiment,
  subjectAt,
  treatmentsAt,
  workloadsAt,
} from '../../../fixtures/experiments/declaration/experiment.ts';
import { points } from '../../../fixtures/experiments/declaration/factors.ts';
import { cellsOf } from '../../../fixtures/experiments/schedule/schedule.ts';
import type { MachineSpec } from '../../../fixtures/machines/declaration/spec.ts';
import { driverOf, machinesOf } from '../../../fixtures/subjects/drivers.ts';
import type { Subject } from '../../../fixtures/subjects/subject.ts';
import { treated } from '../../../fixtures/subjects/treatment.ts';
import type { Workload } from '../../../fixtures/workloads/workload.ts';
import type { MachineRecord } from '../../record/schema/record.ts';
import type { Run, UnitRecord } from '../../record/schema/run.ts';
import type { Declared } from './declared.ts';
import type { Replayed } from './replayed.ts';
import type { Submission } from './submission.ts';

/** All that checks rest on: what was handed in, what the checkout declares, and what it makes of it. */
export interface Grounds {
  readonly submission: Submission;
  readonly declared: Declared;
  readonly replayed: Replayed;
}

/** A machine with what it was booted for. */
export interface Placed {
  readonly machine: MachineRecord;
  /** As the journal tells of it: one that was lost, or whose block was begun again, is among them. */
  readonly unit: UnitRecord | undefined;
  /** Whether its unit counts. */
  readonly counts: boolean;
  readonly experiment: AnyExperiment | undefined;
  /** As the unit's arm declares it; without a unit, the machine of this name. */
  readonly spec: MachineSpec | undefined;
  /** What stands before each of its unit's commands on its console: nothing, but where these run in a container in it. */
  readonly enter: string;
  /** What ran in it, in the order of the journal. */
  readonly runs: readonly { readonly run: Run; readonly workload: Workload | undefined }[];
}

/** Each machine of the record. */
export function placed({ submission: { record, journal }, replayed: { walked } }: Grounds): Placed[] {
  const units = new Map<string, UnitRecord>();
  const runs = new Map<string, Run[]>();
  for (const { event } of journal) {
    if (event.type === 'unit') units.set(event.unit.id, event.unit);
    if (event.type === 'run') runs.set(event.run.unit, [...(runs.get(event.run.unit) ?? []), event.run]);
  }
  const unitOf = new Map([...units.values()].flatMap((unit) => unit.machines.map((id) => [id, unit] as const)));
  const counting = new Set(record.units.map(({ id }) => id));
  const all = [...walked.values()].flatMap(({ experiment }) => specsIn(experiment));
  return record.machines.map((machine): Placed => {
    const unit = unitOf.get(machine.id);
    const experiment = unit && walked.get(unit.experiment)?.experiment;
    const place = unit?.machines.indexOf(machine.id) ?? -1;
    const target = unit?.targets[place];
    const subject =
      experiment && unit && Object.hasOwn(experiment.arms, unit.arm) ? subjectOf(experiment, unit) : undefined;
    const own = subject === undefined ? [] : machinesOf([subject]);
    return {
      enter: entered(subject),
      ...{ machine, unit, experiment, counts: unit !== undefined && counting.has(unit.id) },
      spec: unit === undefined ? all.find(({ name }) => name === machine.name) : own[place],
      runs: (runs.get(unit?.id ?? '') ?? [])
        .filter((run) => run.target === target)
        .map((run) => ({ run, workload: experiment && workloadOf(experiment, run) })),
    };
  });
}

/** Names of machines in which commands run in a container. */
export function machinesEntered({ walked }: Pick<Replayed, 'walked'>): ReadonlySet<string> {
  const subjects = [...walked.values()].flatMap(({ experiment }) =>
    cellsOf(experiment).map((cell) => subjectOf(experiment, cell)),
  );
  return new Set(machinesOf(subjects.filter((subject) => entered(subject) !== '')).map(({ name }) => name));
}

/** What stands on a console before the commands of a subject in it. */
export function entered(subject: Subject | undefined): string {
  const words = (subject && driverOf(subject).enter?.(subject)) ?? [];
  return words.map((word) => `${word} `).join('');
}

/** The subject of a unit, with its treatments. */
export const subjectOf = (experiment: AnyExperiment, { arm, at }: Pick<UnitRecord, 'arm' | 'at'>): Subject =>
  treatmentsAt(experiment, arm, at).reduce(treated, subjectAt(experiment, arm, at));

/** Whether its driver tells which machines it boots: none natively. */
export const tellsMachines = (subject: Subject): boolean =>
  subject.driver === undefined || driverOf(subject).machines !== undefined;

const specsIn = (experiment: AnyExperiment): readonly MachineSpec[] =>
  machinesOf(cellsOf(experiment).map((cell) => subjectOf(experiment, cell)));

/** The workload of a run, as the checkout declares it. */
export const workloadOf = (experiment: AnyExperiment, { key: { arm, at, workload } }: Run): Workload | undefined =>
  Object.hasOwn(experiment.arms, arm)
    ? workloadsAt(experiment, arm, at).find(({ name }) => name === workload)
    : undefined;

/** All that units of an arm may run, at whatever point. */
export const workloadsIn = (
  experiment: AnyExperiment,
  { arm, at }: Pick<UnitRecord, 'arm' | 'at'>,
): readonly Workload[] =>
  points(experiment.factors?.run).flatMap((point) => workloadsAt(experiment, arm, { ...at, ...point }));

/** Whether the run itself tells that something went wrong in it, so that what it began may not have come to its end. */
export const troubled = ({ state, resumed, exercises }: Submission['record']): boolean =>
  state !== 'finished' ||
  resumed !== undefined ||
  exercises.some(({ tests }) => tests.some((test) => test.state === 'failed' || test.state === 'unfinished'));
