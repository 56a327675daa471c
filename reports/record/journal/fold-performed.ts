import { declared } from '../schema/reading-problem.ts';
import type { ClaimRecord, ExerciseRecord } from '../schema/record.ts';
import type { EventOf } from './journal.ts';
import { Shelf } from './shelf.ts';

/** What a record has of exercises, event by event: their tests, their findings, their claims. */
export class Performed {
  readonly exercises = new Shelf<ExerciseRecord>();
  readonly claims = new Shelf<ClaimRecord>();
  /** Places of tests in their exercise, by exercise and name. */
  readonly #tests = new Map<string, number>();

  declare({ type: _, ...told }: EventOf<'exercise'>): void {
    const known = this.exercises.get(told.id);
    if (known === undefined) this.exercises.put(told.id, { ...told, findings: [], tests: [], troubles: [] });
    else Object.assign(known, told);
  }

  exercise(id: string): ExerciseRecord {
    return declared(this.exercises.get(id), 'exercise', id);
  }

  judge(claim: ClaimRecord): void {
    if (!this.claims.has(claim.id)) this.exercise(claim.exercise).findings.push({ kind: 'claim', claim: claim.id });
    this.claims.put(claim.id, claim);
  }

  /**
   * A note that stands there already was told before the run was resumed; an answer takes the place of an earlier one.
   */
  find({ exercise, finding }: EventOf<'finding'>): void {
    const { findings } = this.exercise(exercise);
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

  test({ exercise, test }: EventOf<'test'>): void {
    const { tests } = this.exercise(exercise);
    const id = JSON.stringify([exercise, test.name]);
    const place = this.#tests.get(id) ?? tests.length;
    tests[place] = test;
    this.#tests.set(id, place);
  }

  /** What a resumed run derives anew from what was measured: its tests run again, and measure nothing twice. */
  forgetDerived(): void {
    this.#tests.clear();
    this.claims.clear();
    for (const exercise of this.exercises.all) {
      // Notes tell of what happened (a lost testbed), which will not be told again.
      exercise.findings = exercise.findings.filter((finding) => finding.kind === 'note' && finding.story === undefined);
      Object.assign(exercise, { tests: [], troubles: [] });
      delete exercise.seconds;
    }
  }
}
