import { declared } from '../schema/reading-problem.ts';
import type { ClaimRecord, ExerciseRecord, MachineRecord, RunRecord } from '../schema/record.ts';
import { seriesView } from '../views/series.ts';
import { Measured } from './fold-measured.ts';
import type { EventOf, JournalEvent } from './journal.ts';
import { Shelf } from './shelf.ts';

/**
 * The record of a journal, event by event. It is changed in place, and an event costs the same however many came before
 * it. What is told twice (an exercise, a test, an experiment) counts once, the later word wins: a worker that is started
 * anew tells its exercise again.
 */
export class Fold {
  /** What the events until now come to. Its lists are made when they are asked for, and not changed afterwards. */
  readonly record: RunRecord;
  readonly #measured = new Measured();
  readonly #machines = new Shelf<MachineRecord>();
  readonly #claims = new Shelf<ClaimRecord>();
  readonly #exercises = new Shelf<ExerciseRecord>();
  /** Places of tests in their exercise, by exercise and name. */
  readonly #tests = new Map<string, number>();

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

  /** @throws Error that names an exercise, a machine, an experiment or a unit that nobody has declared; see Measured. */
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
        this.#exercise(event.experiment.exercise);
        return;
      case 'claim':
        this.#exercise(event.claim.exercise);
        return;
      case 'finding':
      case 'test':
      case 'exercise ended':
        this.#exercise(event.exercise);
        return;
      case 'trouble':
        if (event.exercise !== undefined) this.#exercise(event.exercise);
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
        this.#forgetDerived();
        return;
      }
      case 'asked':
        record.asked = event.files;
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
        this.#declare(event);
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
        this.#judge(event.claim);
        return;
      case 'finding':
        this.#find(event);
        return;
      case 'test':
        this.#test(event);
        return;
      case 'trouble':
        (event.exercise === undefined ? record : this.#exercise(event.exercise)).troubles.push(event.text);
        return;
      case 'exercise ended':
        this.#exercise(event.exercise).seconds = event.seconds;
        return;
      case 'ended':
        record.endedAt = event.at;
        record.state = event.state;
        return;
    }
  }

  /** What a resumed run derives anew from what was measured: its tests run again, and measure nothing twice. */
  #forgetDerived(): void {
    this.record.troubles.splice(0);
    this.#tests.clear();
    this.#claims.clear();
    for (const exercise of this.#exercises.all) {
      // Notes tell of what happened (a lost testbed), which will not be told again.
      exercise.findings = exercise.findings.filter((finding) => finding.kind === 'note' && finding.story === undefined);
      Object.assign(exercise, { tests: [], troubles: [] });
      delete exercise.seconds;
    }
  }

  #declare({ type: _, ...told }: EventOf<'exercise'>): void {
    const known = this.#exercises.get(told.id);
    if (known === undefined) this.#exercises.put(told.id, { ...told, findings: [], tests: [], troubles: [] });
    else Object.assign(known, told);
  }

  #change(id: string, change: Partial<MachineRecord>): void {
    this.#machines.put(id, { ...this.#machine(id), ...change });
  }

  #judge(claim: ClaimRecord): void {
    if (!this.#claims.has(claim.id)) this.#exercise(claim.exercise).findings.push({ kind: 'claim', claim: claim.id });
    this.#claims.put(claim.id, claim);
  }

  /** A note that stands there already was told before the run was resumed; an answer takes the place of an earlier one. */
  #find({ exercise, finding }: EventOf<'finding'>): void {
    const { findings } = this.#exercise(exercise);
    const earlier = findings.findIndex(
      (one) => one.kind === 'written' && finding.kind === 'written' && one.question === finding.question,
    );
    if (earlier >= 0) {
      findings[earlier] = finding;
      return;
    }
    const known = finding.kind === 'note' && findings.some((one) => one.kind === 'note' && one.text === finding.text);
    if (!known) findings.push(finding);
  }

  #test({ exercise, test }: EventOf<'test'>): void {
    const { tests } = this.#exercise(exercise);
    const id = JSON.stringify([exercise, test.name]);
    const place = this.#tests.get(id) ?? tests.length;
    tests[place] = test;
    this.#tests.set(id, place);
  }

  #exercise = (id: string): ExerciseRecord => declared(this.#exercises.get(id), 'exercise', id);
  #machine = (id: string): MachineRecord => declared(this.#machines.get(id), 'machine', id);

  #begin({ type: _, version, origin, id, project, startedAt, settings }: EventOf<'run begun'>): RunRecord {
    const { experiments, blocks, units, runs, leftOut } = this.#measured;
    const [machines, exercises, claims, series] = [this.#machines, this.#exercises, this.#claims, seriesView()];
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
