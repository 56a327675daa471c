import { declared, readingProblem } from '../schema/reading-problem.ts';
import type { BlockRecord, ExperimentRecord, Key, LeftOutRecord, Run, UnitRecord } from '../schema/run.ts';
import { FOUND, keyName, keyText, pointText, UNIT } from '../views/run-key.ts';
import type { EventOf, JournalEvent } from './journal.ts';
import { Shelf } from './shelf.ts';

/**
 * The measured part of a record, event by event: experiments, their blocks, units and runs. An event costs the same
 * at the first and at the hundred-thousandth run; one that takes a block or a unit back costs what is taken back.
 */
export class Measured {
  readonly experiments = new Shelf<ExperimentRecord>();
  readonly blocks = new Shelf<BlockRecord>();
  readonly units = new Shelf<UnitRecord>();
  readonly runs = new Shelf<Run>();
  readonly leftOut = new Shelf<LeftOutRecord>();
  readonly #plans = new Map<string, Plan>();
  readonly #unitsOfBlock = new Map<string, Set<string>>();
  readonly #runsOfUnit = new Map<string, string[]>();

  /** @throws Error that names what the event refers to and nobody has declared, or what is wrong with its readings. */
  check(event: JournalEvent): void {
    switch (event.type) {
      case 'block':
        declared(this.experiments.get(event.experiment), 'experiment', event.experiment);
        return;
      case 'unit':
        this.#checkUnit(event.unit);
        return;
      case 'run':
        this.#checkRun(event.run);
        return;
      case 'block ended':
        this.#block(event);
        return;
      case 'left out':
        declared(this.#plan(event.experiment).arms.get(event.arm), 'arm', `${event.experiment}/${event.arm}`);
        return;
      case 'lost':
        this.#unit(event.unit);
        return;
      case 'target lost':
        checkTarget(this.#unit(event.unit), event.target);
        return;
    }
  }

  /** Takes in an event that has been checked. */
  add(event: JournalEvent): void {
    switch (event.type) {
      case 'experiment':
        this.experiments.put(event.experiment.id, event.experiment);
        this.#plans.set(event.experiment.id, planOf(event.experiment));
        return;
      case 'block':
        this.#begin(event);
        return;
      case 'unit':
        this.#open(event.unit);
        return;
      case 'run': {
        const id = keyText(event.run.key, event.run.target);
        this.runs.put(id, event.run);
        this.#runsOfUnit.get(event.run.unit)?.push(id);
        return;
      }
      case 'block ended':
        this.blocks.put(blockId(event), { ...this.#block(event), seconds: event.seconds });
        return;
      case 'left out': {
        const { type: _, ...leftOut } = event;
        this.leftOut.put(leftOutId(leftOut), leftOut);
        return;
      }
      case 'lost':
        this.#drop(event.unit);
        return;
      case 'target lost': {
        const unit = this.#unit(event.unit);
        const lost = [...(unit.lost ?? []), { target: event.target, why: event.why }];
        this.units.put(unit.id, { ...unit, lost });
        return;
      }
    }
  }

  #checkUnit({ id, experiment, arm, block }: UnitRecord): void {
    declared(this.#plan(experiment).arms.get(arm), 'arm', `${experiment}/${arm}`);
    this.#block({ experiment, block });
    const known = this.units.get(id);
    if (known !== undefined && (known.experiment !== experiment || known.arm !== arm || known.block !== block))
      throw new Error(
        `A unit "${id}" was opened in block ${known.block} of ${known.experiment} already: every unit has an id of its own.`,
      );
  }

  #checkRun({ key, unit: id, target, readings }: Run): void {
    const { experiment, arm, workload } = key;
    const plan = this.#plan(experiment);
    const workloads = declared(plan.arms.get(arm), 'arm', `${experiment}/${arm}`);
    if (!workloads.has(workload)) declared(undefined, 'workload', `${experiment}/${arm}/${workload}`);
    this.#block(key);
    const unit = this.#unit(id);
    const odd = (['experiment', 'arm', 'block', 'boot'] as const).find((name) => unit[name] !== key[name]);
    if (odd !== undefined)
      throw new Error(
        `The run (${keyName(key)}) tells of the unit "${id}", whose ${odd} is ${unit[odd]}, not ${key[odd]}.`,
      );
    checkTarget(unit, target);
    if (this.runs.has(keyText(key, target)))
      throw new Error(`The record has a run (${keyName(key)}) of the target "${target}" already.`);
    for (const [name, reading] of Object.entries(readings)) {
      if (!(plan.metrics.has(name) || plan.metricsOf.get(workload)?.has(name)))
        declared(undefined, 'metric', `${experiment}/${workload}/${name}`);
      const problem = readingProblem(reading);
      if (problem !== undefined) throw new Error(`The run (${keyName(key)}): its reading "${name}" ${problem}.`);
    }
  }

  #begin({ type: _, ...block }: EventOf<'block'>): void {
    const id = blockId(block);
    for (const unit of this.#unitsOfBlock.get(id) ?? []) this.#drop(unit);
    // Begun again it comes last, as it does in time.
    this.blocks.remove(id);
    this.blocks.put(id, block);
    this.#unitsOfBlock.set(id, new Set());
  }

  #open(unit: UnitRecord): void {
    // It can be had after all: by the run that went on.
    this.leftOut.remove(leftOutId(unit));
    this.leftOut.remove(leftOutId({ ...unit, at: {} }));
    const lost = this.units.get(unit.id)?.lost;
    this.units.put(unit.id, { ...(lost && { lost }), ...unit });
    this.#unitsOfBlock.get(blockId(unit))?.add(unit.id);
    if (!this.#runsOfUnit.has(unit.id)) this.#runsOfUnit.set(unit.id, []);
  }

  #drop(id: string): void {
    const unit = this.units.get(id);
    for (const run of this.#runsOfUnit.get(id) ?? []) this.runs.remove(run);
    this.#runsOfUnit.delete(id);
    this.units.remove(id);
    if (unit !== undefined) this.#unitsOfBlock.get(blockId(unit))?.delete(id);
  }

  #plan = (experiment: string): Plan => declared(this.#plans.get(experiment), 'experiment', experiment);
  #unit = (id: string): UnitRecord => declared(this.units.get(id), 'unit', id);

  #block(of: Pick<Key, 'experiment' | 'block'>): BlockRecord {
    this.#plan(of.experiment);
    return declared(this.blocks.get(blockId(of)), 'block', `${of.block} of ${of.experiment}`);
  }
}

/** An experiment's declaration, for look-ups. */
interface Plan {
  /** Names of workloads by the arm's label. */
  readonly arms: ReadonlyMap<string, ReadonlySet<string>>;
  readonly metricsOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly metrics: ReadonlySet<string>;
}

const planOf = ({ arms, workloads, metrics }: ExperimentRecord): Plan => ({
  arms: new Map(arms.map(({ label, workloads: names }) => [label, new Set(names)])),
  metricsOf: new Map(workloads.map(({ name, metrics: own }) => [name, new Set(Object.keys(own))])),
  metrics: new Set(Object.keys(metrics)),
});

const leftOutId = ({ experiment, arm, at = {} }: Pick<LeftOutRecord, 'experiment' | 'arm' | 'at'>) =>
  JSON.stringify([experiment, arm, pointText(at)]);

const blockId = ({ experiment, block }: Pick<Key, 'experiment' | 'block'>) => JSON.stringify([experiment, block]);

function checkTarget({ id, targets }: UnitRecord, target: string): void {
  if (target !== UNIT && target !== FOUND && !targets.includes(target))
    declared(undefined, 'target', `${id}/${target}`);
}
