import { type Discrepancy, discrepancy } from '../bundle/discrepancy.ts';
import { type Assessment, isRead, type Outcome } from './assessment.ts';
import { ALIKE, isAlike, likeness, Numbers, type Sorted } from './marks.ts';

/** Of a group, by their names; of a class that copied one run nobody reads all. */
const MOST_NAMED = 10;

/** Bundles of a class that are of one run, or of one student: whoever copied, a person must find out. */
export function withCopies(outcomes: readonly Outcome[]): Outcome[] {
  const read = outcomes.filter(isRead);
  const runs = new Groups(read);
  const numbers = new Numbers();
  const marks = read.map((one) => marksOf(one, numbers));
  for (const [index, mine] of marks.entries())
    for (const theirs of marks.slice(index + 1)) {
      const same = sameRun(mine, theirs);
      if (same.length > 0) runs.join(mine.of, theirs.of, same);
    }
  const students = Map.groupBy(read, ({ student }) => student);
  return outcomes.map((outcome) => {
    if (!isRead(outcome)) return outcome;
    const fellows = outcome.student === '' ? [] : (students.get(outcome.student) ?? []);
    const found = [...runs.told(outcome), ...sameStudent(outcome, fellows)];
    return found.length === 0 ? outcome : { ...outcome, discrepancies: [...outcome.discrepancies, ...found] };
  });
}

interface Marks {
  readonly of: Assessment;
  readonly outputs: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  readonly figures: Sorted;
}

/** Made once for each, however many others it is held against. */
const marksOf = (of: Assessment, numbers: Numbers): Marks => ({
  of,
  outputs: new Set(of.rawDigests),
  words: new Set(of.marks.words),
  figures: numbers.sorted(of.marks.units),
});

/** As the lab draws them; by a name of one’s own (--into) two runs may go. */
const DRAWN = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-[0-9a-f]{6}$/;

/** By what two bundles are known to be of one run; nothing where they are not. */
function sameRun(one: Marks, other: Marks): string[] {
  const outputs = shared(one.outputs, other.outputs);
  const words = shared(one.words, other.words);
  const alike = likeness(one.figures, other.figures);
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return [
    ...(one.of.run === other.of.run && DRAWN.test(one.of.run) ? ['the id of the run'] : []),
    ...(outputs > 0 ? [`${outputs} of ${one.outputs.size} outputs of tools`] : []),
    ...(words > 0 ? [`${words} of ${one.words.size} words that the lab drew for it`] : []),
    ...(isAlike(alike)
      ? [`${percent(alike.equal)} of ${alike.shared} times and counts, and ${percent(alike.near)} almost`]
      : []),
    ...(alike.equalOfOne >= ALIKE.equalOfOne.share ? [`${percent(alike.equalOfOne)} of what one metric tells`] : []),
  ];
}

/** Bundles that are each alike to another one of their group. */
class Groups {
  readonly #of: Map<Assessment, Assessment[]>;
  /** Of each, by what it is like the first one that was found. */
  readonly #reasons = new Map<Assessment, { readonly other: Assessment; readonly same: readonly string[] }>();

  constructor(all: readonly Assessment[]) {
    this.#of = new Map(all.map((one) => [one, [one]]));
  }

  join(one: Assessment, other: Assessment, same: readonly string[]): void {
    if (!this.#reasons.has(one)) this.#reasons.set(one, { other, same });
    if (!this.#reasons.has(other)) this.#reasons.set(other, { other: one, same });
    const [mine = [], theirs = []] = [this.#of.get(one), this.#of.get(other)];
    if (mine === theirs) return;
    mine.push(...theirs);
    for (const each of theirs) this.#of.set(each, mine);
  }

  told(one: Assessment): Discrepancy[] {
    const reason = this.#reasons.get(one);
    if (reason === undefined) return [];
    const others = (this.#of.get(one) ?? []).filter((each) => each !== one && each !== reason.other);
    const more = others.length === 0 ? '' : `; of the same run: ${namesOf(others)}`;
    const found = `in ${reason.other.source} too: ${reason.same.join(', ')}${more}`;
    return [discrepancy('copy', { where: 'the whole run', file: 'raw/' }, 'a run of its own', found)];
  }
}

function sameStudent(one: Assessment, fellows: readonly Assessment[]): Discrepancy[] {
  const others = fellows.filter((each) => each !== one);
  if (others.length === 0) return [];
  const found = `of student ${one.student} too: ${namesOf(others)}`;
  return [discrepancy('copy', { where: 'the student', file: 'record.json' }, 'the only bundle of this student', found)];
}

function namesOf(some: readonly Assessment[]): string {
  const names = some.slice(0, MOST_NAMED).map(({ source }) => source.slice(-LONGEST_NAME));
  return [...names, ...(some.length > MOST_NAMED ? [`${some.length - MOST_NAMED} more`] : [])].join(', ');
}

/** Of each name: a path may be as long as a stranger likes. */
const LONGEST_NAME = 100;

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let count = 0;
  for (const mark of one) if (other.has(mark)) count += 1;
  return count;
}
