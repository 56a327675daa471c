import { type Discrepancy, discrepancy } from '../bundle/discrepancy.ts';
import { type Assessment, isRead, type Outcome } from './assessment.ts';

/** As many measured figures agree by no chance: each has five digits or more. */
const FEWEST_FIGURES = 3;

/** Bundles of a class that are of one run, or of one student: whoever copied, a person must find out. */
export function withCopies(outcomes: readonly Outcome[]): Outcome[] {
  const read = outcomes.filter(isRead);
  return outcomes.map((outcome) => {
    if (!isRead(outcome)) return outcome;
    const others = read.filter((other) => other !== outcome);
    const found = others.flatMap((other) => [...sameRun(outcome, other), ...sameStudent(outcome, other)]);
    return { ...outcome, discrepancies: [...outcome.discrepancies, ...found] };
  });
}

function sameRun(one: Assessment, other: Assessment): Discrepancy[] {
  const outputs = shared(one.rawDigests, other.rawDigests);
  const figures = shared(one.figures, other.figures);
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

function shared(one: readonly string[], other: readonly string[]): number {
  const known = new Set(other);
  return [...new Set(one)].filter((mark) => known.has(mark)).length;
}
