import { type Discrepancy, discrepancy } from '../bundle/discrepancy.ts';
import { type Assessment, isRead, type Outcome } from './assessment.ts';

/** As many measured figures agree by no chance: each has five digits or more. */
const FEWEST_FIGURES = 3;

/** Of one bundle, by those that it is told to be alike; of a class that copied one run nobody reads all pairs. */
const MOST_TOLD = 20;

/** Bundles of a class that are of one run, or of one student: whoever copied, a person must find out. */
export function withCopies(outcomes: readonly Outcome[]): Outcome[] {
  const read = outcomes.filter(isRead);
  const marks = new Map(read.map((one) => [one, marksOf(one)] as const));
  return outcomes.map((outcome) => {
    if (!isRead(outcome)) return outcome;
    const others = read.filter((other) => other !== outcome);
    const own = marks.get(outcome) ?? marksOf(outcome);
    const found = others.flatMap((other) => [
      ...sameRun(outcome, other, own, marks.get(other) ?? marksOf(other)),
      ...sameStudent(outcome, other),
    ]);
    return {
      ...outcome,
      discrepancies: [...outcome.discrepancies, ...found.slice(0, MOST_TOLD)],
      more: outcome.more + Math.max(0, found.length - MOST_TOLD),
    };
  });
}

interface Marks {
  readonly outputs: ReadonlySet<string>;
  readonly figures: ReadonlySet<string>;
}

/** Made once for each, however many others it is held against. */
const marksOf = ({ rawDigests, figures }: Assessment): Marks => ({
  outputs: new Set(rawDigests),
  figures: new Set(figures),
});

function sameRun(one: Assessment, other: Assessment, own: Marks, others: Marks): Discrepancy[] {
  const outputs = shared(own.outputs, others.outputs);
  const figures = shared(own.figures, others.figures);
  const same = [
    ...(one.run === other.run ? ['the id of the run'] : []),
    ...(outputs > 0 ? [`${outputs} of ${one.rawDigests.length} outputs of tools`] : []),
    ...(figures >= FEWEST_FIGURES ? [`${figures} of ${one.figures.length} measured figures`] : []),
  ];
  if (same.length === 0) return [];
  const found = `${same.join(', ')} stand${same.length === 1 && outputs + figures === 0 ? 's' : ''} in ${other.source} too`;
  return [discrepancy('copy', { where: 'the whole run', file: 'raw/' }, 'a run of its own', found)];
}

function sameStudent(one: Assessment, other: Assessment): Discrepancy[] {
  if (one.student === '' || one.student !== other.student) return [];
  const found = `${other.source} is of student ${other.student} too`;
  return [discrepancy('copy', { where: 'the student', file: 'record.json' }, 'the only bundle of this student', found)];
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let count = 0;
  for (const mark of one) if (other.has(mark)) count += 1;
  return count;
}
