import { answerPages } from '../../formats/answers-markdown.ts';
import type { FindingRecord, RunRecord } from '../../record/schema/record.ts';
import { isPlainNote } from '../../record/views/exercise-state.ts';
import { withSeries } from '../../record/views/series.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import type { Grounds } from '../regrade/grounds.ts';
import type { Remark } from '../regrade/submission.ts';

const MOST_PLACES = 20;

/**
 * answers.md and its appendix, which people read and print, are what the lab writes of the numbers in `raw/`; of prose,
 * either what the run had or what stands in the bundle.
 */
export function* checkPages({ submission: { files, record }, replayed }: Grounds): Generator<Remark> {
  const told = toldOf(record, replayed.record);
  const later = answerPages(withProse(told, replayed.record));
  for (const [name, now] of answerPages(told)) {
    const page = files.get(name)?.toString('utf8');
    if (page === undefined) yield at(name, name, 'what the lab writes at the end of a run', 'no such file');
    else if (page !== now && page !== later.get(name)) yield* changedLines(name, page, now);
  }
}

function* changedLines(name: string, page: string, now: string): Generator<Remark> {
  for (const { where, claimed, found } of differences(page.split('\n'), now.split('\n')).slice(0, MOST_PLACES))
    yield at(name, where, claimed, found);
}

/** As the run told of its tests and its prose, with the numbers, verdicts and stories found anew in their places. */
function toldOf(told: RunRecord, anew: RunRecord): RunRecord {
  const found = new Map(anew.exercises.map((one) => [one.id, one]));
  const exercises = told.exercises.map((exercise) => {
    const derived = (found.get(exercise.id)?.findings ?? []).filter(isDerived);
    let next = 0;
    const whole = derived.length === exercise.findings.filter(isDerived).length;
    return {
      ...exercise,
      findings: exercise.findings.map((finding) =>
        whole && isDerived(finding) ? (derived[next++] ?? finding) : finding,
      ),
    };
  });
  const claims = new Map(anew.claims.map((claim) => [claim.id, claim]));
  return withSeries({
    ...told,
    exercises,
    runs: anew.runs,
    claims: told.claims.map((claim) => claims.get(claim.id) ?? claim),
  });
}

function withProse(told: RunRecord, anew: RunRecord): RunRecord {
  const exercises = told.exercises.map((exercise) => {
    const { findings = [], tests = [] } = anew.exercises.find(({ id }) => id === exercise.id) ?? {};
    const written = findings.filter(({ kind }) => kind === 'written');
    let next = 0;
    return {
      ...exercise,
      findings: exercise.findings.map((one) => (one.kind === 'written' ? (written[next++] ?? one) : one)),
      tests: exercise.tests.map((one) => {
        const other = tests.find(({ name }) => name === one.name);
        return other && one.state === 'skipped' ? { ...other, seconds: one.seconds } : one;
      }),
    };
  });
  return withSeries({ ...told, exercises });
}

const isDerived = (finding: FindingRecord): boolean => finding.kind !== 'written' && !isPlainNote(finding);

/** Line by line; where lines were added or taken out, all between the first difference and the last one. */
function differences(claimed: readonly string[], found: readonly string[]) {
  const begin = common(claimed, found);
  const end = common(claimed.slice(begin).toReversed(), found.slice(begin).toReversed());
  const one = claimed.slice(begin, claimed.length - end);
  const other = found.slice(begin, found.length - end);
  const where = (index: number) => `line ${index + 1}${sectionOf(claimed, index)}`;
  if (one.length !== other.length) {
    return [{ where: where(begin), claimed: one.join('\n') || 'no line', found: other.join('\n') || 'no line' }];
  }
  return one.flatMap((line, index) =>
    line === other[index] ? [] : [{ where: where(begin + index), claimed: line, found: other[index] }],
  );
}

function common(one: readonly string[], other: readonly string[]): number {
  const index = one.findIndex((line, at) => line !== other[at]);
  return index === -1 ? Math.min(one.length, other.length) : index;
}

function sectionOf(lines: readonly string[], index: number): string {
  const title = lines.slice(0, index + 1).findLast((line) => /^#+ /.test(line));
  return title === undefined ? '' : `, in "${title.replace(/^#+ /, '')}"`;
}

const at = (file: string, where: string, claimed: unknown, found: unknown) =>
  discrepancy('answers', { where, file }, claimed, found);
