import type { RunRecord } from '../record/schema/record.ts';
import { decides } from '../record/views/exercise-state.ts';

/** What decides how the run ends for a script that called it. */
export interface Ending {
  readonly interruptedBy?: 'SIGINT' | 'SIGTERM';
  /** The run is a part of a divided one, which a scheduler ends where its time is over. */
  readonly isPart?: boolean;
  /** Tests that came to an end, skipped ones included. */
  readonly ended: number;
  /** Errors of tests, and of what stands around them: import, set-up, clean-up, unhandled. */
  readonly errors: readonly { readonly couldNotRun: boolean; readonly inTest: boolean }[];
  readonly unfinished: number;
  readonly inconclusive: number;
}

export const EXIT = { passed: 0, failed: 1, couldNotRun: 2, inconclusive: 3 } as const;

/** As a shell tells of a program that a signal ended: 128 + its number. `git bisect run` stops at these. */
export const INTERRUPTED = { SIGINT: 130, SIGTERM: 143 } as const;

/** A failure is what was judged and found wanting; whatever kept the lab from judging is not. */
export function exitCode({ interruptedBy, isPart, ended, errors, unfinished, inconclusive }: Ending): number {
  if (interruptedBy === 'SIGTERM' && isPart === true) return EXIT.couldNotRun;
  if (interruptedBy !== undefined) return INTERRUPTED[interruptedBy];
  // Outside of tests, an error that cut tests off (the worker died) or came before any has judged nothing.
  const whole = ended > 0 && unfinished === 0;
  const judged = errors.filter(({ couldNotRun, inTest }) => !couldNotRun && (inTest || whole));
  if (judged.length > 0) return EXIT.failed;
  if (errors.length > 0 || unfinished > 0 || ended === 0) return EXIT.couldNotRun;
  return inconclusive > 0 ? EXIT.inconclusive : EXIT.passed;
}

export function endingOf(
  { exercises, claims, part }: RunRecord,
  errors: Ending['errors'],
  interruptedBy: Ending['interruptedBy'] | undefined,
): Ending {
  const tests = exercises.flatMap((exercise) => exercise.tests);
  return {
    ...(interruptedBy !== undefined && { interruptedBy }),
    ...(part !== undefined && { isPart: true }),
    ended: tests.filter(({ state }) => state !== 'unfinished').length,
    unfinished: tests.filter(({ state }) => state === 'unfinished').length,
    errors,
    inconclusive: claims.filter((claim) => decides(claim) && claim.verdict.outcome === 'inconclusive').length,
  };
}
