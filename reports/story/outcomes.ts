import { relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { SerializedError, TestCase, TestModule } from 'vitest/node';
import type { JournalEvent } from '../record/journal/journal.ts';
import type { ExerciseRecord, RunRecord, TestRecord } from '../record/schema/record.ts';
import { exerciseOfFile } from '../record/views/exercise-state.ts';
import { plain } from '../wording/text.ts';
import { titleOf } from './declared-title.ts';
import type { Ending } from './exit-code.ts';

type Failing = Ending['errors'][number];

export interface Context {
  /** The project's folder. */
  readonly root: string;
  /** Whether the run was cancelled: what is skipped from then on was cut off. */
  readonly interrupted: boolean;
  /** Of `-t`: tests of other names were not asked for, and nothing is told of them. */
  readonly asked?: RegExp;
}

/** What Vitest knows of its modules, as events for the record. Tests that a crash cut off are among them. */
export function outcomeEvents(modules: readonly TestModule[], record: RunRecord, context: Context): JournalEvent[] {
  const { root } = context;
  return modules
    .filter((module) => isOfTheRun(module, context))
    .flatMap((module) => {
      const exercise = exerciseOf(module, record, root);
      const { id } = exercise;
      return [
        ...declared(exercise, record),
        ...[...module.children.allTests()]
          .filter((test) => isAsked(test, context))
          .flatMap((test) => testEvent(test, id, record, context)),
        ...errorsAround(module).map(
          (error) => ({ type: 'trouble', exercise: id, text: errorText(error, root) }) as const,
        ),
        { type: 'exercise ended', exercise: id, seconds: module.diagnostic().duration / 1000 },
      ];
    });
}

/** As Vitest compares: the names of groups and of the test, with spaces between. */
const isAsked = ({ fullName }: TestCase, { asked }: Context): boolean =>
  asked === undefined || fullName.replaceAll(' > ', ' ').search(asked) >= 0;

/** Whether it has a test that was asked for, or did not load. */
function isOfTheRun(module: TestModule, context: Context): boolean {
  const tests = [...module.children.allTests()];
  return tests.length === 0 || tests.some((test) => isAsked(test, context));
}

/** One test's outcome, for the time before the run has ended. */
export function testEvents(test: TestCase, record: RunRecord, context: Context): JournalEvent[] {
  if (!isAsked(test, context)) return [];
  const exercise = exerciseOf(test.module, record, context.root);
  return [...declared(exercise, record), ...testEvent(test, exercise.id, record, context)];
}

/** What was told once stays: an interruption makes a test that was skipped before it no unfinished one. */
function testEvent(test: TestCase, exercise: string, record: RunRecord, context: Context): JournalEvent[] {
  const outcome = testRecord(test, context);
  const tests = record.exercises.find(({ id }) => id === exercise)?.tests ?? [];
  const told = tests.some(({ name, state }) => name === outcome.name && state !== 'unfinished');
  return told ? [] : [{ type: 'test', exercise, test: outcome }];
}

/** Whether the record does not know it yet: outcomes are told when they come about, and all again at the end. */
export function isNews(event: JournalEvent, record: RunRecord): boolean {
  switch (event.type) {
    case 'exercise': {
      const { type: _, ...told } = event;
      const known = exerciseIn(record, event.id);
      return known === undefined || !isDeepStrictEqual({ ...known, ...told }, known);
    }
    case 'test': {
      const known = exerciseIn(record, event.exercise)?.tests.find(({ name }) => name === event.test.name);
      return !isDeepStrictEqual(known, event.test);
    }
    case 'trouble':
      return !(event.exercise === undefined ? record : exerciseIn(record, event.exercise))?.troubles.includes(
        event.text,
      );
    case 'exercise ended':
      return exerciseIn(record, event.exercise)?.seconds !== event.seconds;
    case 'ended':
      return record.state !== event.state || record.endedAt !== event.at;
    default:
      return true;
  }
}

const exerciseIn = ({ exercises }: RunRecord, id: string): ExerciseRecord | undefined =>
  exercises.find((one) => one.id === id);

type Exercise = Pick<ExerciseRecord, 'id' | 'number' | 'title' | 'file'>;

const declared = (exercise: Exercise, { exercises }: RunRecord): JournalEvent[] =>
  exercises.some(({ id }) => id === exercise.id) ? [] : [{ type: 'exercise', ...exercise }];

/** The exercise that declared itself from this file, or what the file's text and its name say. */
function exerciseOf(module: TestModule, { exercises }: RunRecord, root: string): Exercise {
  const file = relative(root, module.moduleId);
  const known = exercises.find((one) => one.file === file);
  const { id, number, title } = known ?? exerciseOfFile(file);
  return { id, number, title: (known === undefined ? titleOf(module.moduleId) : undefined) ?? title, file };
}

function testRecord(test: TestCase, { root, interrupted }: Context): TestRecord {
  const result = test.result();
  const errors = result.state === 'pending' ? [] : (result.errors ?? []);
  const cutOff =
    interrupted && (result.state === 'skipped' || (result.state === 'failed' && errors.every(couldNotRun)));
  const state = result.state === 'pending' || cutOff ? 'unfinished' : result.state;
  const note = result.state === 'skipped' && !cutOff ? (result.note ?? brokenSetUp(test)) : undefined;
  return {
    name: nameOf(test),
    state,
    ...(note !== undefined && { note }),
    errors: cutOff ? [] : errors.map((error) => errorText(error, root)),
    seconds: (test.diagnostic()?.duration ?? 0) / 1000,
  };
}

/** Vitest skips, without a note, the tests of a file whose set-up failed. */
const brokenSetUp = ({ module }: TestCase): string | undefined =>
  errorsAround(module).length > 0 ? 'its set-up failed' : undefined;

/** Two tests of one name in a file count as two. */
function nameOf(test: TestCase): string {
  const namesakes = [...test.module.children.allTests()].filter(({ fullName }) => fullName === test.fullName);
  const index = namesakes.findIndex(({ id }) => id === test.id);
  return index > 0 ? `${test.fullName} (${index + 1})` : test.fullName;
}

/** Errors of import, set-up and clean-up, which belong to no test. */
function errorsAround(module: TestModule): SerializedError[] {
  const suites = [...module.children.allSuites()].flatMap((suite) => suite.errors());
  return [...module.errors(), ...suites];
}

/** The error as the person should read it, with the place in the suite (or else in the lab) that threw it. */
export function errorText(error: SerializedError, root: string): string {
  const { diff } = error;
  const difference = typeof diff === 'string' ? plain(diff).split('\n') : [];
  const place = placeOf(error, root);
  return [
    plain(error.message ?? String(error)),
    ...causes(error).map((message) => `  Cause      ${message}`),
    ...difference.slice(0, 40).map((line) => `  ${line}`),
    ...(place === undefined ? [] : [`  at ${place}`]),
  ].join('\n');
}

/** What the message itself does not tell of the errors behind it, a line each. */
function causes({ message, cause }: SerializedError): string[] {
  if (typeof cause !== 'object' || cause === null) return [];
  const [first = ''] = plain(cause.message ?? '').split('\n');
  return [...(first === '' || message.includes(first) ? [] : [first]), ...causes(cause)];
}

function placeOf({ stacks = [] }: SerializedError, root: string): string | undefined {
  const place = stacks.find(({ file }) => relative(root, file).startsWith('suites/')) ?? stacks[0];
  return place && `${relative(root, place.file)}:${place.line}:${place.column}`;
}

/** All that went wrong, as the exit code wants to know it. */
export function failings(modules: readonly TestModule[], unhandled: readonly SerializedError[]): Failing[] {
  const failing = (inTest: boolean) => (error: SerializedError) => ({ couldNotRun: couldNotRun(error), inTest });
  const around = modules.flatMap((module) => [...errorsAround(module)]);
  const inTests = modules
    .flatMap((module) => [...module.children.allTests('failed')])
    .flatMap((test) => test.result().errors ?? []);
  return [...inTests.map(failing(true)), ...[...around, ...unhandled].map(failing(false))];
}

/** LabError's own rule, which comes through the worker's channel as plain data. */
const couldNotRun = (error: SerializedError): boolean => error.name === 'LabError' && error['couldNotRun'] === true;
