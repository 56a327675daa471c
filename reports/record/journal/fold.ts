import { declared } from '../schema/reading-problem.ts';
import type { MachineRecord, RunRecord } from '../schema/record.ts';
import { seriesView } from '../views/series.ts';
import { Measured } from './fold-measured.ts';
import { Performed } from './fold-performed.ts';
import type { EventOf, JournalEvent } from './journal.ts';
import { Shelf } from './shelf.ts';

/**
 * The record of a journal, event by event. It is changed in place, and an event costs the same however many came before
 * it. What is told twice (an exercise, a test, an experiment) counts once, the later word wins: a worker that is
 * started anew tells its exercise again.
 */
export class Fold {
  /** What the events until now come to. Its lists are made when they are asked for, and not changed afterwards. */
  readonly record: RunRecord;
  readonly #measured = new Measured();
  readonly #machines = new Shelf<MachineRecord>();
  readonly #performed = new Performed();

  constructor(begun: EventOf<'run begun'>) {
    this.record = this.#begin(begun);
  }

  /**
   * Takes the event in.
   * @throws Error as `check` does; then nothing has changed.
   */
  add(event: JournalEvent): void {
    this.check(event);
    this.#measured.add(event);
    this.#add(event);
  }

  /** As `add`, for a journal that may be anybody's: what does not fit is a trouble. */
  follow(event: JournalEvent): void {
    if (event.type === 'run begun') return;
    try {
      this.add(event);
    } catch (error) {
      // A journal that somebody has edited: one event that does not fit must not cost the others.
      this.record.troubles.push(`A journal entry (${event.type}) was left out: ${error}`);
    }
  }

  /**
   * @throws Error that names an exercise, a machine, an experiment or a unit that nobody has declared; see Measured.
   */
  check(event: JournalEvent): void {
    switch (event.type) {
      case 'booted':
      case 'watchdog':
      case 'pinned':
      case 'evidence':
      case 'machine ended':
        this.#machine(event.machine);
        return;
      case 'experiment':
        this.#performed.exercise(event.experiment.exercise);
        return;
      case 'claim':
        this.#performed.exercise(event.claim.exercise);
        return;
      case 'finding':
      case 'test':
      case 'exercise ended':
        this.#performed.exercise(event.exercise);
        return;
      case 'trouble':
        if (event.exercise !== undefined) this.#performed.exercise(event.exercise);
        return;
      default:
        this.#measured.check(event);
        return;
    }
  }

  #add(event: JournalEvent): void {
    const { record } = this;
    switch (event.type) {
      case 'resumed': {
        const { type: _, ...resumed } = event;
        record.resumed = [...(record.resumed ?? []), resumed];
        record.state = 'running';
        delete record.endedAt;
        delete record.unproved;
        record.troubles.splice(0);
        this.#performed.forgetDerived();
        return;
      }
      case 'asked':
        record.asked = event.files;
        return;
      case 'part': {
        const { type: _, ...part } = event;
        record.part = part;
        return;
      }
      case 'calibration':
        record.calibrations = [...(record.calibrations ?? []), event.calibration];
        return;
      case 'unproved': {
        const { type: _, ...unproved } = event;
        record.unproved = [...(record.unproved ?? []), unproved];
        return;
      }
      case 'merged':
        record.merged = event.merged;
        return;
      case 'settings':
        record.settings = event.settings;
        return;
      case 'student':
        record.student = { id: event.id, own: { ...record.student?.own, [event.suite]: event.own } };
        return;
      case 'testbed':
        record.testbed = event.testbed;
        return;
      case 'exercise':
        this.#performed.declare(event);
        return;
      case 'machine':
        this.#machines.put(event.machine.id, event.machine);
        return;
      case 'booted':
        this.#change(event.machine, { bootSeconds: event.seconds });
        return;
      case 'watchdog':
        this.#change(event.machine, { watchdog: event.watchdog });
        return;
      case 'pinned':
        this.#change(event.machine, { pinning: event.pinning });
        return;
      case 'evidence':
        this.#change(event.machine, { evidence: event.evidence });
        return;
      case 'machine ended':
        this.#change(event.machine, {
          ended: event.ended,
          ...(event.because !== undefined && { endedBecause: event.because }),
        });
        return;
      case 'quiet':
        record.quiet.push(event.quiet);
        return;
      case 'claim':
        this.#performed.judge(event.claim);
        return;
      case 'finding':
        this.#performed.find(event);
        return;
      case 'test':
        this.#performed.test(event);
        return;
      case 'trouble':
        (event.exercise === undefined ? record : this.#performed.exercise(event.exercise)).troubles.push(event.text);
        return;
      case 'exercise ended':
        this.#performed.exercise(event.exercise).seconds = event.seconds;
        return;
      case 'ended':
        record.endedAt = event.at;
        record.state = event.state;
        return;
    }
  }

  #change(id: string, change: Partial<MachineRecord>): void {
    this.#machines.put(id, { ...this.#machine(id), ...change });
  }

  #machine = (id: string): MachineRecord => declared(this.#machines.get(id), 'machine', id);

  #begin({ type: _, version, origin, id, project, startedAt, settings }: EventOf<'run begun'>): RunRecord {
    const { experiments, blocks, units, runs, leftOut } = this.#measured;
    const { exercises, claims } = this.#performed;
    const [machines, series] = [this.#machines, seriesView()];
    return {
      schema: 'virtio-studio/run-record',
      version,
      ...(origin && { origin }),
      id,
      project,
      startedAt,
      state: 'running',
      settings,
      get exercises() {
        return exercises.all;
      },
      get machines() {
        return machines.all;
      },
      get experiments() {
        return experiments.all;
      },
      get blocks() {
        return blocks.all;
      },
      get units() {
        return units.all;
      },
      get runs() {
        return runs.all;
      },
      get leftOut() {
        return leftOut.all;
      },
      get claims() {
        return claims.all;
      },
      quiet: [],
      troubles: [],
      get series() {
        return series(this);
      },
    };
  }
}

/** The record that a whole journal tells, anybody's too; undefined where it does not tell of any run. */
export function recordOf(events: Iterable<JournalEvent>): RunRecord | undefined {
  let fold: Fold | undefined;
  for (const event of events) {
    if (fold !== undefined) fold.follow(event);
    else if (event.type === 'run begun') fold = new Fold(event);
  }
  return fold?.record;
}
