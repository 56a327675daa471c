import type { ExerciseRecord, RunRecord } from '../schema/record.ts';
import { type ExerciseState, exerciseState, unanswered } from './exercise-state.ts';

/** The two things that an exercise may still need: to be measured, and to be answered. */
export interface Standing {
  /** Undefined where there is nothing to measure. */
  readonly measured: 'measured' | Exclude<ExerciseState, 'passed' | 'to be answered'> | undefined;
  /** Undefined where nothing is asked. */
  readonly answered: 'answered' | 'to be answered' | undefined;
}

export function standingOf(record: RunRecord, exercise: ExerciseRecord): Standing {
  const state = exerciseState(record, exercise);
  const isDone = state === 'passed' || state === 'to be answered';
  const shows = exercise.findings.some(({ kind }) => kind !== 'written' && kind !== 'note');
  const asks = exercise.findings.some(({ kind }) => kind === 'written');
  return {
    measured: isDone
      ? shows || !asks
        ? 'measured'
        : undefined
      : state === 'skipped' && asks && !shows
        ? undefined
        : state,
    answered: asks ? (unanswered(exercise).length > 0 ? 'to be answered' : 'answered') : undefined,
  };
}
