import { attended, Skip } from '../../../fixtures/experiments/attended.ts';
import { earlierThan } from '../../../fixtures/experiments/declaration/chain.ts';
import type { AnyExperiment } from '../../../fixtures/experiments/declaration/experiment.ts';
import { Exercise } from '../../../fixtures/experiments/exercise.ts';
import { abilityOf, networkOf } from '../../../fixtures/experiments/performing/perform-merged.ts';
import type { Identity } from '../../../fixtures/experiments/showing.ts';
import type { Source } from '../../../fixtures/experiments/source.ts';
import type { TestBody } from '../../../fixtures/experiments/studio.ts';
import { readSettings } from '../../../fixtures/settings.ts';
import type { Answers } from '../../../fixtures/students/answers.ts';
import { isForeign } from '../../../guest-images/foreign/reference.ts';
import type {
  ClaimRecord,
  ExerciseRecord,
  FindingRecord,
  RunRecord,
  StoredRecord,
  TestRecord,
} from '../../record/schema/record.ts';
import { exerciseOfFile, isPlainNote, suiteOf } from '../../record/views/exercise-state.ts';
import { withSeries } from '../../record/views/series.ts';
import type { Declared, KnownExercise } from './declared.ts';
import type { Submission } from './submission.ts';
import { type Walked, walk } from './walk.ts';
import { writtenFor } from './written-answers.ts';

/** What the checkout's own exercises make of a record. */
export interface Replayed {
  /** With what they found: their findings, claims and tests, and readings out of the raw files. */
  readonly record: RunRecord;
  /** What they measure, by the experiment's id. */
  readonly walked: ReadonlyMap<string, Walked>;
  /** Of the tests that could not be taken again, why: by exercise and name. */
  readonly open: ReadonlyMap<string, string>;
}

/**
 * Performs the tests of the checkout's exercises over what was measured, as a run that is resumed at its end would:
 * nothing is measured, and every finding, verdict and outcome follows from the raw files. Notes that the run took of
 * what happened stay as they were told.
 */
export async function replayed(submission: Submission, declared: Declared): Promise<Replayed> {
  const replay = new Replay(submission);
  const run = new Set(submission.record.exercises.map(({ id }) => id));
  for (const exercise of declared.exercises) if (run.has(exercise.identity.id)) await replay.perform(exercise);
  return replay;
}

export const testId = (exercise: string, test: string): string => JSON.stringify([exercise, test]);

/** The record does not tell what a test asks for. */
class Untold extends Error {}

class Replay implements Replayed {
  readonly walked = new Map<string, Walked>();
  readonly open = new Map<string, string>();
  readonly #submission: Submission;
  #stored: StoredRecord;
  #view: RunRecord | undefined;

  constructor(submission: Submission) {
    this.#submission = submission;
    const exercises = submission.record.exercises.map(
      (exercise): ExerciseRecord => ({
        ...exercise,
        findings: exercise.findings.filter(isPlainNote),
        // What nobody declares is worth nothing, and says nothing.
        tests: [],
      }),
    );
    this.#stored = { ...submission.record, exercises, claims: [] };
  }

  get record(): RunRecord {
    this.#view ??= withSeries(this.#stored);
    return this.#view;
  }

  async perform({ suite, handout, identity, tests }: KnownExercise): Promise<void> {
    const source = this.#source(suite);
    const context = {
      annotate: async () => ({ message: '', type: '' }),
      signal: new AbortController().signal,
    };
    for (const { name, body } of tests) {
      const lab = new Exercise(source, { identity, handout }, context);
      const test = await outcome(name, body, lab);
      if (test.state === 'unfinished') this.open.set(testId(identity.id, name), test.note ?? '');
      this.#change(identity.id, (exercise) => ({ tests: [...exercise.tests, test] }));
    }
  }

  #source(suite: string): Source {
    const { record } = this.#submission;
    const { settings, part, merged } = record;
    const replay = this;
    return {
      ...{ part, division: part ?? merged },
      stages: async () => [],
      settings: readSettings(settings),
      asked: askedIn(record),
      foreignImage: isForeign(settings['LAB_IMAGE'] ?? ''),
      perform: async (experiment) => void this.#walk(experiment),
      async ability(name) {
        if (merged !== undefined) return abilityOf(merged, name);
        const abilities: Readonly<Record<string, { readonly works: boolean; readonly why: string } | undefined>> =
          record.testbed?.abilities ?? {};
        const told = abilities[name];
        if (told === undefined) throw new Untold(`the record does not name the testbed’s ${name}`);
        return told;
      },
      async network(kind) {
        if (merged !== undefined) return networkOf(record, kind);
        throw new Untold(`the record does not tell whether the testbed has ${kind}`);
      },
      answers: (questions): Answers => writtenFor(suite, questions, this.#submission).answers,
      recorder: {
        get record() {
          return replay.record;
        },
        exercise: (identity: Identity) => this.#change(identity.id, () => identity),
        finding: (exercise, finding) => this.#find(exercise, finding),
        claim: (claim) => this.#judge(claim),
      },
    };
  }

  /** What an experiment needs stands in the record, with every reading read anew. @throws Untold */
  #walk(experiment: AnyExperiment): Walked {
    const known = this.walked.get(experiment.id);
    const earlier = earlierThan(experiment).flatMap((one) => this.#walk(one).runs);
    const walked = known ?? walk(experiment, this.#submission, earlier);
    if (known === undefined) {
      this.walked.set(experiment.id, walked);
      const anew = new Map(walked.taken.map((one) => [one.run, one.anew]));
      this.#tell({ ...this.#stored, runs: this.#stored.runs.map((run) => anew.get(run) ?? run) });
    }
    if (walked.lacks !== undefined) throw new Untold(walked.lacks);
    return walked;
  }

  #find(id: string, finding: FindingRecord): void {
    this.#change(id, ({ findings }) => {
      const known = finding.kind === 'note' && findings.some((one) => one.kind === 'note' && one.text === finding.text);
      return known ? {} : { findings: [...findings, finding] };
    });
  }

  #judge(claim: ClaimRecord): void {
    const { claims } = this.#stored;
    this.#tell({ ...this.#stored, claims: [...claims.filter(({ id }) => id !== claim.id), claim] });
    if (!claims.some(({ id }) => id === claim.id)) this.#find(claim.exercise, { kind: 'claim', claim: claim.id });
  }

  #change(id: string, change: (exercise: ExerciseRecord) => Partial<ExerciseRecord>): void {
    const exercises = this.#stored.exercises.map((one) => (one.id === id ? { ...one, ...change(one) } : one));
    this.#tell({ ...this.#stored, exercises });
  }

  #tell(stored: StoredRecord): void {
    this.#stored = stored;
    this.#view = undefined;
  }
}

async function outcome(name: string, body: TestBody, lab: Exercise): Promise<TestRecord> {
  const test = { name, errors: [], seconds: 0 };
  try {
    await attended(lab, (own) => body({ lab: own }));
    return { ...test, state: 'passed' };
  } catch (error) {
    if (error instanceof Skip) return { ...test, state: 'skipped', note: error.message };
    if (error instanceof Untold) return { ...test, state: 'unfinished', note: error.message };
    return { ...test, state: 'failed', errors: [error instanceof Error ? error.message : String(error)] };
  }
}

function askedIn({ asked }: RunRecord): Source['asked'] {
  const suites = asked && Map.groupBy(asked.map(exerciseOfFile), suiteOf);
  return suites && new Map([...suites].map(([suite, own]) => [suite, own.map(({ number }) => number)]));
}
