import { LabError } from '../../../fixtures/errors.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import { type Fact, factsOf, type Subject } from './facts.ts';

export interface Difference {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

export interface Likeness {
  /** Any of them forbids a comparison. */
  readonly forbidding: readonly Difference[];
  /** What is studied, and what differs from run to run. */
  readonly allowed: readonly Difference[];
  /** Facts that one record tells and the other does not: nobody knows whether they agree. */
  readonly unknown: readonly string[];
}

type Compared = Pick<RunRecord, 'testbed' | 'machines' | 'settings' | 'student' | 'units' | 'id'>;

/** In what two records differ, of all that decides a number; `studied` is what was changed on purpose. */
export function likeness(before: Compared, after: Compared, studied: readonly Subject[] = []): Likeness {
  const earlier = new Map(factsOf(before).map((fact) => [fact.name, fact]));
  const both = factsOf(after).flatMap((fact) => {
    const other = earlier.get(fact.name);
    return other === undefined ? [] : [{ fact, other }];
  });
  const differing = both.flatMap(({ fact, other }) => {
    if (fact.value === undefined || other.value === undefined || fact.value === other.value) return [];
    return [{ role: fact.role, difference: { name: fact.name, before: other.value, after: fact.value } }];
  });
  const allows = ({ role }: Pick<Fact, 'role'>) =>
    role === 'passing' || (role !== 'computer' && studied.includes(role));
  return {
    forbidding: differing.filter((each) => !allows(each)).map(({ difference }) => difference),
    allowed: differing.filter(allows).map(({ difference }) => difference),
    unknown: both
      .filter(({ fact, other }) => (fact.value === undefined) !== (other.value === undefined))
      .map(({ fact }) => fact.name),
  };
}

/**
 * A ratio of numbers from two computers says nothing about what was changed on one.
 * @throws LabError `input` that names each difference.
 */
export function refuseUnlike(before: Compared, after: Compared, studied: readonly Subject[] = []): Likeness {
  const found = likeness(before, after, studied);
  if (before.testbed === undefined || after.testbed === undefined) throw withoutTestbed(before, after);
  if (found.forbidding.length === 0) return found;
  const count = found.forbidding.length;
  throw new LabError('input', {
    what: `Two runs were to be compared, but their testbeds differ in ${count === 1 ? 'one thing' : `${count} things`} that ${count === 1 ? 'decides' : 'decide'} a number; nothing was compared.`,
    rows: {
      Before: before.id,
      After: after.id,
      Differ: differencesText(found.forbidding),
      Allowed: found.allowed.length === 0 ? undefined : differencesText(found.allowed),
      'Not known': found.unknown.length === 0 ? undefined : found.unknown.join(', '),
    },
    remedy: 'measure both on one computer, set up the same way; or name as studied what was changed on purpose',
  });
}

/** A line for each. */
export const differencesText = (differences: readonly Difference[]): string =>
  differences.map(({ name, before, after }) => `${name}: ${before}, then ${after}`).join('\n');

function withoutTestbed(before: Compared, after: Compared): LabError {
  const { id } = before.testbed === undefined ? before : after;
  return new LabError('input', {
    what: 'Two runs were to be compared, but one of them opened no testbed.',
    rows: { Run: id },
    remedy: 'compare with a run that measured something',
  });
}
