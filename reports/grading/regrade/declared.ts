import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { z } from 'zod';
import type { Identity } from '../../../fixtures/experiments/showing.ts';
import type { DeclaredExercise } from '../../../fixtures/experiments/studio.ts';
import { type Points, rubricSchema } from '../../record/schema/rubric.ts';
import { type Own, ownSchema } from '../../record/schema/student.ts';
import { exerciseOfFile } from '../../record/views/exercise-state.ts';
import type { PointsByExercise } from '../assessment/grade.ts';
import { settingsInForce } from './suites-by-settings.ts';

/** An exercise of the grader's checkout, with its tests. */
export interface KnownExercise extends DeclaredExercise {
  readonly suite: string;
  readonly identity: Identity;
}

/** What the grader's own checkout declares, whatever the student's did. */
export interface Declared {
  /** Suites of the record that this checkout has. */
  readonly suites: readonly string[];
  /** Theirs, in their order; what they measure is heard from their tests. */
  readonly exercises: readonly KnownExercise[];
  /**
   * For what points are given: of those suites that have a rubric, or of all that have one where the record has none.
   */
  readonly points: PointsByExercise;
  /** By the suite: the values of the student that LAB_STUDENT names. */
  readonly own: ReadonlyMap<string, Own>;
}

/**
 * Reads suites as Vitest finds them, at the pace that LAB_PACE gives and with the values of LAB_STUDENT: their
 * exercises out of their test files, their points out of `rubric.ts`, what they have for a student out of `student.ts`.
 * Nothing here depends on a suite.
 * @param asked of these alone points are given; default: of all that are graded
 */
export async function loadDeclared(
  root: string,
  suites: readonly string[],
  asked?: readonly string[],
): Promise<Declared> {
  const known = suites.filter((suite) => /^[\w-]+$/.test(suite) && existsSync(join(root, 'suites', suite)));
  const exercises = await exercisesOf(root, known);
  const graded = gradedIn(root).filter((suite) => asked?.includes(suite) ?? true);
  const own = known.filter((suite) => graded.includes(suite));
  const worth = asked ?? (own.length > 0 ? own : graded);
  return {
    suites: known,
    exercises,
    points: new Map((await Promise.all(worth.map((suite) => pointsOf(root, suite)))).flat()),
    own: new Map(await Promise.all(known.map(async (suite) => [suite, await ownOf(root, suite)] as const))),
  };
}

/** Suites that give points. */
export const gradedIn = (root: string): string[] =>
  readdirSync(join(root, 'suites')).filter((suite) => existsSync(join(root, 'suites', suite, 'rubric.ts')));

/** By their file, and by the settings that were in force. */
const heard = new Map<string, readonly DeclaredExercise[]>();

async function exercisesOf(root: string, suites: readonly string[]): Promise<KnownExercise[]> {
  // By path, as the suites themselves import it: another instance of it would hear nothing.
  const studio: typeof import('../../../fixtures/experiments/studio.ts') = await imported(
    join(root, 'fixtures/experiments/studio.ts'),
  );
  const known: KnownExercise[] = [];
  for (const suite of suites) {
    for (const name of testFiles(join(root, 'suites', suite))) {
      const file = `suites/${suite}/${name}`;
      const source = readFileSync(join(root, file), 'utf8');
      const fresh = await studio.exercisesDeclaredBy(() => imported(join(root, file)));
      // A module that is known already declares nothing again.
      const place = `${settingsInForce()} ${join(root, file)}`;
      const declared = fresh.length > 0 ? fresh : (heard.get(place) ?? []);
      heard.set(place, declared);
      known.push(...declared.map((one) => ({ ...one, suite, identity: studio.identityOf(one, file, source) })));
    }
  }
  return known;
}

const testFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => /\.test\.ts$/.test(name) && !/\.(?:unit|e2e)\.test\.ts$/.test(name))
    .toSorted((a, b) => numberOf(a) - numberOf(b));

const numberOf = (name: string): number => exerciseOfFile(`suites/x/${name}`).number;

const imported = (file: string) => import(/* @vite-ignore */ pathToFileURL(file).href);

async function pointsOf(root: string, suite: string): Promise<[string, Points[]][]> {
  const rubric = await exportOf(join(root, 'suites', suite, 'rubric.ts'), rubricSchema);
  return Object.entries(rubric ?? {}).map(([number, points]) => [`${suite}/${number}`, points]);
}

const ownOf = async (root: string, suite: string): Promise<Own> =>
  (await exportOf(join(root, 'suites', suite, 'student.ts'), ownSchema)) ?? {};

/** The first export that is of this form. */
async function exportOf<T>(file: string, schema: z.ZodType<T>): Promise<T | undefined> {
  if (!existsSync(file)) return undefined;
  const exported: Record<string, unknown> = await imported(file);
  const read = Object.values(exported).map((value) => schema.safeParse(value));
  return read.flatMap(({ success, data }) => (success ? [data] : []))[0];
}
