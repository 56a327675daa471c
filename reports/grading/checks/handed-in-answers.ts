import type { ExerciseRecord } from '../../record/schema/record.ts';
import { suiteOf } from '../../record/views/exercise-state.ts';
import type { Grounds } from '../regrade/grounds.ts';
import type { Remark } from '../regrade/submission.ts';
import { pathOf, writtenFor } from '../regrade/written-answers.ts';

/**
 * The file in which people wrote, beside what the run made of it. To write on after the run is no forgery, but told.
 */
export function* checkAnswers({ submission, declared, replayed }: Grounds): Generator<Remark> {
  const { record } = submission;
  for (const suite of declared.suites) {
    const [first] = declared.exercises.filter((one) => one.suite === suite);
    if (first === undefined || !submission.files.has(pathOf(suite))) continue;
    const { problem } = writtenFor(suite, first.handout, submission);
    if (problem !== undefined) {
      yield { told: `${pathOf(suite)} is not read: ${problem}` };
      continue;
    }
    const own = record.exercises.filter((one) => suiteOf(one) === suite);
    const anew = new Map(replayed.record.exercises.map((one) => [one.id, answersIn(one)]));
    if (own.some((one) => answersIn(one) !== (anew.get(one.id) ?? '')))
      yield { told: `${pathOf(suite)} was written on after the run: it is graded as it stands now` };
  }
}

const answersIn = ({ findings }: ExerciseRecord): string =>
  JSON.stringify(findings.flatMap((finding) => (finding.kind === 'written' ? [finding.answer] : [])));
