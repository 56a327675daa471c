import { isDeepStrictEqual } from 'node:util';
import { declarationOf } from '../../../fixtures/experiments/declaration/declared.ts';
import type { AnyExperiment } from '../../../fixtures/experiments/declaration/experiment.ts';
import { asOf, stillOpen } from '../../../fixtures/experiments/judging/questions.ts';
import { isOfOnePart, OF_ANOTHER_PART, planOf } from '../../../fixtures/experiments/performing/perform.ts';
import { differencesOf, pastOf } from '../../../fixtures/experiments/schedule/replay.ts';
import {
  type Block,
  type Cell,
  cellId,
  schedule,
  type Visit,
} from '../../../fixtures/experiments/schedule/schedule.ts';
import { type Step, visit } from '../../../fixtures/experiments/schedule/visit.ts';
import type { Workload } from '../../../fixtures/workloads/workload.ts';
import { partOfBlock } from '../../record/schema/part.ts';
import type { MachineRecord, RunRecord } from '../../record/schema/record.ts';
import type { Run, UnitRecord } from '../../record/schema/run.ts';
import { FOUND, keyName, keyText, pointText, UNIT } from '../../record/views/run-key.ts';
import { withSeries } from '../../record/views/series.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import { reread } from '../evidence/reread.ts';
import { RECORD, type Remark, type Submission } from './submission.ts';

/** A run, with the step that took it. */
export interface Taken {
  readonly run: Run;
  /** The same with the readings that its raw file gives. */
  readonly anew: Run;
  readonly workload: Workload;
  readonly machine: MachineRecord | undefined;
}

/** What the checkout makes of what was recorded of one experiment. */
export interface Walked {
  readonly experiment: AnyExperiment;
  /** Why it did not come to its end; undefined where it did. */
  readonly lacks: string | undefined;
  readonly taken: readonly Taken[];
  /** Runs that count, read anew. */
  readonly runs: readonly Run[];
  readonly remarks: readonly Remark[];
}

/**
 * Takes the blocks and steps of an experiment again, as the grader's checkout declares it, over what was recorded: what
 * is missing, too much, or of another place is told, and every reading is read anew out of its raw file.
 * @param earlier runs of the experiments that it comes after
 */
export function walk(experiment: AnyExperiment, submission: Submission, earlier: readonly Run[] = []): Walked {
  return new Walk(experiment, submission, earlier).result();
}

class Walk {
  readonly #experiment: AnyExperiment;
  readonly #submission: Submission;
  readonly #remarks: Remark[] = [];
  readonly #taken: Taken[] = [];
  readonly #runs: Run[] = [];
  readonly #earlier: readonly Run[];

  constructor(experiment: AnyExperiment, submission: Submission, earlier: readonly Run[]) {
    this.#earlier = earlier;
    this.#experiment = experiment;
    this.#submission = submission;
  }

  result(): Walked {
    const lacks = this.#blocks();
    return {
      experiment: this.#experiment,
      ...{ lacks, taken: this.#taken, runs: this.#runs, remarks: this.#remarks },
    };
  }

  #blocks(): string | undefined {
    const { record } = this.#submission;
    const { id } = this.#experiment;
    const past = pastOf(record, id);
    if (past.declared === undefined) return `experiment ${id} was not performed`;
    const declaration = declarationOf(this.#experiment, past.declared.exercise);
    for (const line of differencesOf(past.declared, declaration)) this.#declaration(`experiment ${id}`, line);
    const told = withSeries({ ...record, experiments: [declaration] });
    const turns = schedule(planOf(this.#experiment), (heard) => stillOpen(this.#experiment, asOf(told, heard)));
    const known = new Set(record.blocks.flatMap((one) => (one.experiment === id ? [one.block] : [])));
    let turn = turns.next();
    while (!turn.done) {
      const block = turn.value;
      known.delete(block.number);
      const outcome = past.whole(block);
      const isOthers = isElsewhere(record, id, block.number);
      if (outcome === undefined && isOthers) {
        turn = turns.next(OF_ANOTHER_PART);
        continue;
      }
      if (isOthers && record.part !== undefined)
        this.#order(`block ${block.number} of ${id}`, 'a block', 'another part has it');
      if (outcome === undefined) return `block ${block.number} of ${id} was not measured to its end`;
      const before = this.#runs.length;
      const lacks = this.#block(block, outcome.leftOut);
      if (lacks !== undefined) return lacks;
      turn = turns.next({ ...outcome, runs: this.#runs.slice(before) });
    }
    for (const number of known) this.#order(`block ${number} of ${id}`, 'a block', 'none is asked for then');
  }

  /** @returns what it lacks, where its steps cannot be taken to their end. */
  #block({ number, visits }: Block, leftOut: readonly Cell[]): string | undefined {
    const { id } = this.#experiment;
    const absent = new Set(leftOut.map(cellId));
    const expected = visits.filter((one) => !absent.has(cellId(one)));
    const units = this.#submission.record.units.filter((one) => one.experiment === id && one.block === number);
    const [told, wanted] = [units, expected].map((all) => all.map(placeText));
    if (!isDeepStrictEqual(told, wanted)) {
      this.#order(`units of block ${number} of ${id}`, told?.join('; ') || 'none', wanted?.join('; ') ?? '');
      return `block ${number} of ${id} has other units than it should`;
    }
    for (const [index, one] of expected.entries()) {
      const unit = units[index];
      const lacks = unit && this.#visit(one, number, unit);
      if (lacks !== undefined) return lacks;
    }
  }

  #visit(one: Visit, block: number, unit: UnitRecord): string | undefined {
    const { record } = this.#submission;
    const unheard = Map.groupBy(
      record.runs.filter((run) => run.unit === unit.id),
      ({ key }) => keyText(key, ''),
    );
    const plan = planOf(this.#experiment);
    const heard = [...this.#earlier, ...this.#runs].filter(({ key }) => isOfOnePart(plan, key, block));
    const steps = visit(plan, one, block, heard);
    const gone = new Set<string>();
    let step = steps.next();
    while (!step.done) {
      const id = keyText(step.value.key, '');
      const told = unheard.get(id) ?? [];
      unheard.delete(id);
      if (told.length === 0) {
        this.#order(keyName(step.value.key), 'no run', 'a run');
        return `${unit.id} lacks a run of ${step.value.key.workload}`;
      }
      if (step.value.do !== 'tell') this.#living(told, unit, gone);
      step = steps.next(this.#heard(step.value, told, unit));
    }
    for (const [left] of unheard.values())
      if (left !== undefined) this.#order(keyName(left.key), 'a run', 'a key that its unit does not come to');
    for (const { target } of unit.lost ?? [])
      if (!gone.has(target)) this.#order(`${target} of ${unit.id}`, 'lost', 'it has a run of every workload');
  }

  /** A guest that was lost measures nothing any more. */
  #living(told: readonly Run[], { id, targets }: UnitRecord, gone: Set<string>): void {
    const found = new Set(told.map(({ target }) => target));
    for (const target of targets) {
      const [run] = told;
      if (found.has(target) && gone.has(target) && run !== undefined)
        this.#order(`${target} of ${id}`, `a run of ${keyName(run.key)}`, 'it was lost before');
      if (!found.has(target)) gone.add(target);
    }
  }

  #heard(step: Step<Workload>, told: readonly Run[], unit: UnitRecord): readonly Run[] {
    const lost = new Set(unit.lost?.map(({ target }) => target));
    const wanted = step.do === 'tell' ? [FOUND] : [...unit.targets, ...(unit.targets.length > 1 ? [UNIT] : [])];
    const found = told.map(({ target }) => target);
    if (wanted.some((target) => !found.includes(target) && !lost.has(target)) || found.length > wanted.length)
      this.#order(`targets of ${keyName(step.key)}`, found.join(', '), wanted.join(', '));
    const anew: Run[] = [];
    for (const run of told) {
      const machine = this.#machineOf(unit, run.target);
      if (step.do === 'tell') {
        if (!isDeepStrictEqual(run.readings, step.found))
          this.#order(`what was found at ${keyName(step.key)}`, run.readings, step.found);
        anew.push({ ...run, readings: step.found });
        continue;
      }
      const of = { run, workload: step.workload, experiment: this.#experiment, machine, siblings: anew };
      const read = reread(of, this.#submission);
      this.#remarks.push(...read.remarks);
      anew.push(read.run);
      this.#taken.push({ run, anew: read.run, workload: step.workload, machine });
    }
    this.#runs.push(...anew);
    return anew;
  }

  #machineOf({ targets, machines }: UnitRecord, target: string): MachineRecord | undefined {
    const id = machines[targets.indexOf(target)];
    return this.#submission.record.machines.find((one) => one.id === id);
  }

  #declaration(where: string, difference: string): void {
    const [told = '', found = ''] = difference.split(', now ', 2);
    this.#remarks.push(discrepancy('declaration', { where, file: RECORD }, told, found));
  }

  #order(where: string, claimed: unknown, found: unknown): void {
    this.#remarks.push(discrepancy('order', { where, file: RECORD }, claimed, found));
  }
}

/** Whether another part has the block, or, in a merged run, whether a part that lacks it may have had it. */
const isElsewhere = ({ part, merged }: RunRecord, experiment: string, block: number): boolean =>
  part === undefined ? merged !== undefined : partOfBlock(part, experiment, block) !== part.number;

/** `virtio-net, boot 2` */
const placeText = ({ arm, at, boot }: Pick<UnitRecord, 'arm' | 'at' | 'boot'>): string =>
  [arm, ...(Object.keys(at).length === 0 ? [] : [pointText(at)]), `boot ${boot}`].join(', ');
